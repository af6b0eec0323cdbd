/// The parts of a name that structure (brackets, dash, colon, `#`) sets apart.
struct Pieces: Sendable {
  /// All of them, one behind the other.
  private(set) var bytes: [UInt8] = []
  /// In the order in which they were set apart.
  private(set) var branches: [Range<Int>] = []
  private(set) var tradingNames: [Range<Int>] = []

  var isEmpty: Bool { branches.isEmpty && tradingNames.isEmpty }

  mutating func removeAll() {
    if isEmpty { return }
    bytes.removeAll(keepingCapacity: true)
    branches.removeAll(keepingCapacity: true)
    tradingNames.removeAll(keepingCapacity: true)
  }

  mutating func append(_ text: ArraySlice<UInt8>, isBranch: Bool) {
    let start = bytes.count
    bytes.append(contentsOf: text)
    if isBranch { branches.append(start..<bytes.count) } else { tradingNames.append(start..<bytes.count) }
  }
}
