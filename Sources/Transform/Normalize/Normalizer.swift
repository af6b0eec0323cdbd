package import ContactModel

/// A record as received → ``NormalizedRecord``: pure, total, the same answer for the same record always.
///
/// It keeps buffers and a cache of telephone numbers between calls; use one per thread. Of each text only the first
/// ``Folder/limit`` (512) bytes are read, so that no field can cost more than a long one.
package struct Normalizer: Sendable {
  private var names = NameNormalizer()
  private var phones = PhoneNormalizer()

  package init() {}

  package mutating func normalize(_ page: RecordPage, _ row: RecordRow, into out: inout NormalizedRecord) {
    out.removeAll()
    page.bytes.withUnsafeBytes { bytes in
      func text(_ ref: TextRef) -> UnsafeRawBufferPointer? {
        ref.isAbsent || ref.count == 0 ? nil : UnsafeRawBufferPointer(rebasing: bytes[ref.range])
      }
      if let name = text(row.name) { names.normalize(name, city: [], country: 0, into: &out) }
      for index in row.phones {
        if let phone = text(page.phones[index]) { phones.normalize(phone, country: out.country, into: &out) }
      }
    }
  }
}
