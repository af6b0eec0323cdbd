/// A part of a whole, with how sure that is.
package struct Share: Sendable, Equatable {
  package var part: Int
  package var whole: Int

  package init(_ part: Int, of whole: Int) {
    self.part = part
    self.whole = whole
  }

  /// 0…1; nil where the whole is empty.
  package var value: Double? { whole == 0 ? nil : Double(part) / Double(whole) }

  /// The 95 % interval of E. B. Wilson ("Probable inference, the law of succession, and statistical inference", Journal of
  /// the American Statistical Association 22, 1927); nil where the whole is empty.
  package var interval: ClosedRange<Double>? {
    guard whole > 0 else { return nil }
    let (n, p) = (Double(whole), Double(part) / Double(whole))
    let square = Share.deviations * Share.deviations
    let center = (p + square / (2 * n)) / (1 + square / n)
    let half = Share.deviations / (1 + square / n) * (p * (1 - p) / n + square / (4 * n * n)).squareRoot()
    return max(0, part == 0 ? 0 : center - half)...min(1, part == whole ? 1 : center + half)
  }

  /// Standard deviations on either side that hold 95 % of a normal distribution.
  static let deviations = 1.959_963_984_540_054
}
