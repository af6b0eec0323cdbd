/// The names that the books hold already, for systems that allow each only once.
///
/// Keeps 64-bit hashes (FNV-1a of the lower-cased bytes): a false collision only adds a needless suffix.
struct TakenNames: Sendable {
  private var hashes: Set<UInt64> = []

  init(_ names: [String] = []) {
    for name in names { hashes.insert(Self.hash(name)) }
  }

  /// Cuts the name to the system's limit and tells it apart from its namesakes as clerks do.
  /// - Returns: whether the 41 characters of QuickBooks cut it.
  mutating func settle(
    _ name: inout String, style: SystemStyle, isCustomer: Bool, _ random: inout SeededRandom
  ) -> Bool {
    let isCut = name.count > style.nameLimit
    if isCut { name = Self.cut(name, style.nameLimit) }
    guard style != .netSuite else { return isCut }
    var candidate = name
    var attempt = 0
    while !hashes.insert(Self.hash(candidate)).inserted {
      attempt += 1
      let suffix: String
      if attempt == 1 {
        suffix = random.pick(
          isCustomer ? [" (C)", " - Customer", ".", " 2"] : [" (V)", " - Vendor", " (Supplier)", "."])
      } else {
        suffix = " (\(attempt))"
      }
      candidate = Self.cut(name, style.nameLimit - suffix.count) + suffix
    }
    name = candidate
    return isCut && style == .quickBooks
  }

  private static func cut(_ name: String, _ limit: Int) -> String {
    var text = name.prefix(limit)
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  private static func hash(_ name: String) -> UInt64 {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.lowercased().utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return value
  }
}
