/// Where a text lies inside a byte buffer: offset and length in bytes; ``absent`` stands for null.
package struct TextRef: Sendable, Hashable {
  package var start: UInt32
  package var count: UInt32

  package init(start: Int, count: Int) {
    self.start = UInt32(start)
    self.count = UInt32(count)
  }

  private init() {
    start = .max
    count = 0
  }

  package static let absent = TextRef()

  package var isAbsent: Bool { start == .max }
  package var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

/// Many texts in one byte buffer, addressed by the order in which they were added (0, 1, 2, …).
package struct TextArena: Sendable {
  package private(set) var bytes: [UInt8] = []
  private var ends: [UInt32] = []

  package init() {}

  package var count: Int { ends.count }

  /// Adds a text (UTF-8) and returns its index.
  @discardableResult
  package mutating func append(_ text: some Collection<UInt8>) -> Int32 {
    bytes.append(contentsOf: text)
    ends.append(UInt32(bytes.count))
    return Int32(ends.count - 1)
  }

  /// Adds all texts of another arena, in their order.
  package mutating func append(contentsOf other: TextArena) {
    let start = UInt32(bytes.count)
    bytes.append(contentsOf: other.bytes)
    ends.append(contentsOf: other.ends.lazy.map { start + $0 })
  }

  /// The bytes' place of one text in ``bytes``.
  package func range(_ index: Int32) -> Range<Int> {
    (index == 0 ? 0 : Int(ends[Int(index) - 1]))..<Int(ends[Int(index)])
  }

  /// Calls `body` with the bytes of one text.
  package func withBytes<R>(_ index: Int32, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    try bytes.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[range(index)])) }
  }

  package subscript(index: Int32) -> String { String(decoding: bytes[range(index)], as: UTF8.self) }
}
