/// Many texts, each once, numbered in the order in which they first came (0, 1, 2, …), and found by their bytes.
package struct TextNumbers: Sendable {
  /// The texts by their numbers.
  package private(set) var texts = TextArena()
  /// Open addressing: a number, or -1; a power of two of them, at most two thirds filled.
  private var slots: [Int32] = Array(repeating: -1, count: 16)

  package init() {}

  package var count: Int { texts.count }

  /// The number of a text (UTF-8); a new text gets the next one.
  package mutating func number(of text: UnsafeBufferPointer<UInt8>) -> Int32 {
    let slot = place(of: text)
    if slots[slot] >= 0 { return slots[slot] }
    let number = texts.append(text)
    slots[slot] = number
    if texts.count * 3 > slots.count * 2 { grow() }
    return number
  }

  /// As above, of a String.
  package mutating func number(of text: String) -> Int32 {
    var text = text
    return text.withUTF8 { number(of: $0) }
  }

  /// The number of a text; nil where it has none.
  package func find(_ text: UnsafeBufferPointer<UInt8>) -> Int32? {
    let number = slots[place(of: text)]
    return number < 0 ? nil : number
  }

  /// As above, of a String.
  package func find(_ text: String) -> Int32? {
    var text = text
    return text.withUTF8 { find($0) }
  }

  /// Where the text is, or where it would be put.
  private func place(of text: UnsafeBufferPointer<UInt8>) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: TextNumbers.hash(text)) & mask
    while slots[slot] >= 0, !isText(slots[slot], text) { slot = (slot + 1) & mask }
    return slot
  }

  private func isText(_ number: Int32, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    texts.withBytes(number) { known in
      known.count == text.count && zip(known, text).allSatisfy { $0 == $1 }
    }
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    let mask = slots.count - 1
    for number in 0..<Int32(texts.count) {
      var slot = Int(truncatingIfNeeded: texts.withBytes(number, TextNumbers.hash)) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = number
    }
  }

  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    ContentHash.xxh64(UnsafeRawBufferPointer(text))
  }
}
