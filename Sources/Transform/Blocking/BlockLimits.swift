/// When a block is too large, and when a pair has too little in common.
enum BlockLimits {
  /// A key that more parties share is split by a second field.
  static let whole = 24
  /// A split key that more parties share brings no pairs.
  static let part = 24
  /// Blocks up to this size are not counted in snapshots: sharing one of them is enough for a pair.
  static let small = 4
  /// What a pair must have in common, in shares of ``unit``: a key counts the more, the fewer parties have it.
  static let least: UInt32 = 64

  static let unit: UInt32 = 256

  /// What a shared key counts.
  ///
  /// - Parameter size: parties that have it as the snapshot counts them; 0: no more than ``small``.
  static func share(ofBlock size: UInt32) -> UInt32 { size == 0 ? unit : unit / size }
}
