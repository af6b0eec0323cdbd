package import ContactModel

/// A record as received → ``NormalizedRecord``: pure, total, the same answer for the same record always.
///
/// It keeps buffers and a cache of telephone numbers between calls; use one per thread. Of each text only the first
/// ``Folder/limit`` (512) bytes are read (of e-mail addresses four times that), so that no field can cost more than a
/// long one. At most ``mostPhones`` telephone numbers and ``mostAddresses`` addresses of a record are read.
package struct Normalizer: Sendable {
  package static let mostPhones = 32
  package static let mostAddresses = 32

  private var names: NameNormalizer
  private var phones = PhoneNormalizer()
  private var emails = EmailNormalizer()
  private var addresses = AddressNormalizer()
  private var taxNumbers = TaxNormalizer()
  private let folder = Folder()
  private var scratch: [UInt8] = []
  private var guess = NormalizedRecord()

  /// `takesShortcuts`: short names are split by bits; without it each is read byte by byte, which gives the same forms.
  package init(takesShortcuts: Bool = true) { names = NameNormalizer(takesShortcuts: takesShortcuts) }

  /// Replaces `out` by the normalized form of a row of a page.
  package mutating func normalize(_ page: RecordPage, _ row: RecordRow, into out: inout NormalizedRecord) {
    out.removeAll()
    page.bytes.withUnsafeBytes { bytes in
      if let email = Normalizer.text(bytes, row.emailAddress) { emails.normalize(email, into: &out) }
      let tax = Normalizer.text(bytes, row.taxNumber)
      var hint: UInt16 = 0
      var isEuro = false
      if let currency = Normalizer.text(bytes, row.currency) {
        folder.fold(currency, into: &scratch)
        hint = CountryTable.shared.country(currency: scratch)
        isEuro = scratch.elementsEqual("eur".utf8)
      }
      if let tax {
        let prefixed = taxNumbers.country(tax)
        if prefixed != 0 { hint = prefixed }
      }
      let rows = row.addresses.prefix(Normalizer.mostAddresses)
      for index in rows where out.country == 0 {
        out.country = addresses.country(bytes, page.addresses[index], fallback: 0, isEuro: isEuro || hint != 0)
      }
      if out.country == 0 { out.country = hint }
      // Only a telephone, tax number or address needs a country so much that it is guessed.
      let isNeeded = tax != nil || !row.phones.isEmpty || !rows.isEmpty
      if out.country == 0, isNeeded { out.country = guessed(bytes, page, row, isEuro, out) }
      for index in rows {
        let country = addresses.country(bytes, page.addresses[index], fallback: out.country, isEuro: isEuro)
        addresses.normalize(bytes, page.addresses[index], country: country, into: &out)
      }
      if let tax { taxNumbers.normalize(tax, country: out.country, into: &out) }
      for index in row.phones.prefix(Normalizer.mostPhones) {
        if let phone = Normalizer.text(bytes, page.phones[index]) {
          phones.normalize(phone, country: out.country, into: &out)
        }
      }
      guard let name = Normalizer.text(bytes, row.name) else { return }
      scratch.removeAll(keepingCapacity: true)
      if let city = out.addresses.first?.city { scratch.append(contentsOf: out.bytes[city.range]) }
      names.normalize(name, city: scratch, country: out.country, into: &out)
    }
  }

  /// The country by the legal form of the name, the street's language, the mail domain's ending.
  private mutating func guessed(
    _ bytes: UnsafeRawBufferPointer, _ page: RecordPage, _ row: RecordRow, _ isEuro: Bool,
    _ out: NormalizedRecord
  ) -> UInt16 {
    if let name = Normalizer.text(bytes, row.name) {
      guess.removeAll()
      names.normalize(name, city: [], country: 0, into: &guess)
      if let form = guess.names.first?.legalForm, form != 0 {
        let country = CountryGuess.country(ofLegalForm: form)
        if country != 0 { return country }
      }
    }
    for index in row.addresses.prefix(Normalizer.mostAddresses) {
      let country = addresses.language(bytes, page.addresses[index], isEuro: isEuro)
      if country != 0 { return country }
    }
    for email in out.emails {
      let country = CountryGuess.country(ofDomain: out.bytes[email.domain.range])
      if country != 0 { return country }
    }
    return 0
  }

  private static func text(_ bytes: UnsafeRawBufferPointer, _ ref: TextRef) -> UnsafeRawBufferPointer? {
    ref.isAbsent || ref.count == 0 ? nil : UnsafeRawBufferPointer(rebasing: bytes[ref.range])
  }
}
