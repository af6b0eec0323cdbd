/// What people's judgements make of the ruling's odds: a line through them, learned by ``Refinement``.
///
/// The form is that of Platt's scaling (J. C. Platt, "Probabilistic outputs for support vector machines", 1999) on odds in
/// bits; a positive slope keeps every order.
package struct Correction: Sendable, Hashable {
  /// Bits that every pair gains; negative: loses.
  package var shift: Double
  /// What a bit of the ruling is worth, 0.2 to 2.
  package var slope: Double

  package init(shift: Double, slope: Double) {
    self.shift = shift
    self.slope = slope
  }

  /// The ruling's odds stay as they are.
  package static let none = Correction(shift: 0, slope: 1)

  /// The corrected odds, in bits.
  func applied(to bits: Double) -> Double { shift + slope * bits }
}
