/// The addresses of a ``RecordTable``'s tables, inside `withTables`.
struct RecordTables {
  let bytes: UnsafeBufferPointer<UInt8>
  let names: UnsafeBufferPointer<RecordTable.Name>
  let words: UnsafeBufferPointer<RecordTable.Word>
  let taxes: UnsafeBufferPointer<TaxForm>
  let emails: UnsafeBufferPointer<EmailForm>
  let phones: UnsafeBufferPointer<PhoneForm>
  let addresses: UnsafeBufferPointer<AddressForm>
  let countries: UnsafeBufferPointer<UInt16>
  let scripts: UnsafeBufferPointer<HanScript>
  let ends: UnsafeBufferPointer<RecordTable.Ends>

  subscript(index: Int) -> RecordView {
    let from = index == 0 ? RecordTable.Ends() : ends[index - 1]
    let to = ends[index]
    return RecordView(
      bytes: UnsafeBufferPointer(rebasing: bytes[Int(from.bytes)..<Int(to.bytes)]),
      names: UnsafeBufferPointer(rebasing: names[Int(from.names)..<Int(to.names)]),
      words: UnsafeBufferPointer(rebasing: words[Int(from.words)..<Int(to.words)]),
      taxes: UnsafeBufferPointer(rebasing: taxes[Int(from.taxes)..<Int(to.taxes)]),
      emails: UnsafeBufferPointer(rebasing: emails[Int(from.emails)..<Int(to.emails)]),
      phones: UnsafeBufferPointer(rebasing: phones[Int(from.phones)..<Int(to.phones)]),
      addresses: UnsafeBufferPointer(rebasing: addresses[Int(from.addresses)..<Int(to.addresses)]),
      country: countries[index], script: scripts[index])
  }
}

/// One record of a ``RecordTable``: its parts of the tables, valid only inside `withTables`.
struct RecordView {
  let bytes: UnsafeBufferPointer<UInt8>
  let names: UnsafeBufferPointer<RecordTable.Name>
  let words: UnsafeBufferPointer<RecordTable.Word>
  let taxes: UnsafeBufferPointer<TaxForm>
  let emails: UnsafeBufferPointer<EmailForm>
  let phones: UnsafeBufferPointer<PhoneForm>
  let addresses: UnsafeBufferPointer<AddressForm>
  let country: UInt16
  let script: HanScript

  func text(_ slice: Slice) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[slice.range])
  }

  func text(_ word: RecordTable.Word) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[Int(word.start)..<Int(word.start) + Int(word.count)])
  }

  func words(of name: RecordTable.Name) -> UnsafeBufferPointer<RecordTable.Word> {
    UnsafeBufferPointer(rebasing: words[Int(name.words)..<Int(name.words) + Int(name.wordCount)])
  }

  func string(_ slice: Slice) -> String { String(decoding: text(slice), as: UTF8.self) }
}

/// Whether two texts are the same bytes.
@inline(__always)
func sameBytes(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
  guard a.count == b.count else { return false }
  for index in 0..<a.count where a[index] != b[index] { return false }
  return true
}
