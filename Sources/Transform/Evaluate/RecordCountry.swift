package import ContactModel

/// Tells the countries of records: that of an address, else what tax number, currency, legal form, street or mail domain
/// say. It keeps buffers; use one per thread.
package struct RecordCountry: Sendable {
  private var normalizer = Normalizer()
  private var record = NormalizedRecord()

  package init() {}

  /// ISO 3166-1 alpha-2; empty where nothing tells.
  package mutating func country(of contact: Contact) -> String {
    normalizer.normalize(contact.page, contact.row, into: &record)
    guard record.country != 0 else { return "" }
    return String(decoding: [UInt8(record.country >> 8), UInt8(record.country & 0xFF)], as: UTF8.self)
  }
}
