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
      bytes: part(bytes, from.bytes, to.bytes), names: part(names, from.names, to.names),
      words: part(words, from.words, to.words), taxes: part(taxes, from.taxes, to.taxes),
      emails: part(emails, from.emails, to.emails), phones: part(phones, from.phones, to.phones),
      addresses: part(addresses, from.addresses, to.addresses), country: countries[index], script: scripts[index])
  }
}

/// A part of a table, from one place up to another.
@inline(__always)
private func part<Element>(
  _ table: UnsafeBufferPointer<Element>, _ from: UInt32, _ to: UInt32
) -> UnsafeBufferPointer<Element> {
  UnsafeBufferPointer(start: table.baseAddress.map { $0 + Int(from) }, count: Int(to &- from))
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

  @inline(__always)
  func text(_ slice: Slice) -> UnsafeBufferPointer<UInt8> { part(bytes, slice.start, slice.start &+ slice.count) }

  @inline(__always)
  func text(_ word: RecordTable.Word) -> UnsafeBufferPointer<UInt8> {
    part(bytes, word.start, word.start &+ UInt32(word.count))
  }

  @inline(__always)
  func words(of name: RecordTable.Name) -> UnsafeBufferPointer<RecordTable.Word> {
    part(words, name.words, name.words &+ UInt32(name.wordCount))
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
