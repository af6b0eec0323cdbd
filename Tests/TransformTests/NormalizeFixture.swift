import ContactModel
import Transform

/// One record as texts, and what the normalizer makes of it as texts.
struct NormalizeFixture {
  var name: String?
  var email: String?
  var tax: String?
  var phones: [String] = []
  var street1: String?
  var street2: String?
  var city: String?
  var state: String?
  var postcode: String?
  var country: String?
  var currency: String?

  /// The page of this one record.
  var page: RecordPage {
    var page = RecordPage()
    var row = RecordRow()
    func ref(_ text: String?) -> TextRef {
      guard let text else { return .absent }
      let start = page.bytes.count
      page.bytes.append(contentsOf: text.utf8)
      return TextRef(start: start, count: page.bytes.count - start)
    }
    row.name = ref(name)
    row.emailAddress = ref(email)
    row.taxNumber = ref(tax)
    row.currency = ref(currency)
    page.phones = phones.map { ref($0) }
    row.phones = 0..<phones.count
    if [street1, street2, city, state, postcode, country].contains(where: { $0 != nil }) {
      var address = AddressRow()
      address.street1 = ref(street1)
      address.street2 = ref(street2)
      address.city = ref(city)
      address.subdivision = ref(state)
      address.postcode = ref(postcode)
      address.country = ref(country)
      page.addresses = [address]
      row.addresses = 0..<1
    }
    page.rows = [row]
    return page
  }

  var record: NormalizedRecord {
    var normalizer = Normalizer()
    return normalized(by: &normalizer)
  }

  func normalized(by normalizer: inout Normalizer) -> NormalizedRecord {
    let page = page
    var out = NormalizedRecord()
    normalizer.normalize(page, page.rows[0], into: &out)
    return out
  }
}

extension NormalizedRecord {
  func text(_ slice: Slice) -> String { String(decoding: bytes[slice.range], as: UTF8.self) }

  /// `text`, then `/branch` and `~class` where there are any, `*` for a person.
  var nameTexts: [String] {
    names.map { form in
      text(form.text) + (form.branch.isEmpty ? "" : "/" + text(form.branch))
        + (form.legalForm == 0 ? "" : "~\(form.legalForm)") + (form.isPerson ? "*" : "")
    }
  }

  var taxTexts: [String] { taxNumbers.map { "\(text($0.text)) \(letters($0.country)) \($0.validity)" } }

  var emailTexts: [String] {
    emails.map { text($0.mailbox) + ($0.isRole ? " role" : "") + ($0.isFreeMail ? " free" : "") }
  }

  /// country|postcode|city|number|street|unit|subdivision
  var addressTexts: [String] {
    addresses.map { form in
      ([letters(form.country)]
        + [form.postcode, form.city, form.number, form.street, form.unit, form.subdivision].map(text)).joined(
          separator: "|")
    }
  }

  func letters(_ country: UInt16) -> String {
    country == 0 ? "" : String(decoding: [UInt8(country >> 8), UInt8(country & 255)], as: UTF8.self)
  }
}
