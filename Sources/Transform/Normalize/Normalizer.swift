package import ContactModel

/// A record as received → ``NormalizedRecord``: pure, total, the same answer for the same record always.
///
/// It keeps buffers and a cache of telephone numbers between calls; use one per thread. Of each text only the first
/// ``Folder/limit`` (512) bytes are read (of e-mail addresses four times that), so that no field can cost more than a long
/// one. At most ``mostPhones`` telephone numbers and ``mostAddresses`` addresses of a record are read.
package struct Normalizer: Sendable {
  package static let mostPhones = 32
  package static let mostAddresses = 32

  private var names = NameNormalizer()
  private var phones = PhoneNormalizer()
  private var emails = EmailNormalizer()
  private var addresses = AddressNormalizer()
  private var taxNumbers = TaxNormalizer()
  private let folder = Folder()
  private var scratch: [UInt8] = []

  package init() {}

  /// Replaces `out` by the normalized form of a row of a page.
  package mutating func normalize(_ page: RecordPage, _ row: RecordRow, into out: inout NormalizedRecord) {
    out.removeAll()
    page.bytes.withUnsafeBytes { bytes in
      func text(_ ref: TextRef) -> UnsafeRawBufferPointer? {
        ref.isAbsent || ref.count == 0 ? nil : UnsafeRawBufferPointer(rebasing: bytes[ref.range])
      }
      // The country: an address's own word, the tax number's prefix, the currency.
      var hint: UInt16 = 0
      if let currency = text(row.currency) {
        folder.fold(currency, into: &scratch)
        hint = CountryTable.shared.country(currency: scratch)
      }
      let tax = text(row.taxNumber)
      if let tax {
        let prefixed = taxNumbers.country(tax)
        if prefixed != 0 { hint = prefixed }
      }
      for index in row.addresses.prefix(Normalizer.mostAddresses) {
        let country = addresses.country(bytes, page.addresses[index], fallback: hint)
        if out.country == 0 { out.country = country }
        addresses.normalize(bytes, page.addresses[index], country: country, into: &out)
      }
      if out.country == 0 { out.country = hint }
      if let tax { taxNumbers.normalize(tax, country: out.country, into: &out) }
      if let email = text(row.emailAddress) { emails.normalize(email, into: &out) }
      for index in row.phones.prefix(Normalizer.mostPhones) {
        if let phone = text(page.phones[index]) { phones.normalize(phone, country: out.country, into: &out) }
      }
      guard let name = text(row.name) else { return }
      scratch.removeAll(keepingCapacity: true)
      if let city = out.addresses.first?.city { scratch.append(contentsOf: out.bytes[city.range]) }
      names.normalize(name, city: scratch, country: out.country, into: &out)
    }
  }
}
