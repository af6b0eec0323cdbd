/// When a block is too large.
enum BlockLimits {
  /// A key that more parties share is split by a second field.
  static let whole = 24
  /// A split key that more parties share brings no pairs.
  static let part = 48
}
