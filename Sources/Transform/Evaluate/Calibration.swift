/// How far probabilities came true: a reliability table, and two figures.
package struct Calibration: Sendable, Equatable {
  /// The claims whose probability lies in a tenth of 0…1.
  package struct Bin: Sendable, Equatable {
    /// The bin holds probabilities from `lower` up to, not including, `upper`; the last one includes 1.
    package var lower: Double
    package var upper: Double
    /// The mean of the probabilities; nil in an empty bin.
    package var said: Double?
    /// Of the claims those that are true.
    package var truth: Share

    /// How far the mean probability is from the share of true claims; nil in an empty bin.
    package var gap: Double? {
      guard let said, let shareTrue = truth.value else { return nil }
      return abs(said - shareTrue)
    }
  }

  /// Ten, of equal width, by rising probability.
  package let bins: [Bin]
  /// The mean of (probability − truth)², where truth is 1 or 0 (G. W. Brier, "Verification of forecasts expressed in terms
  /// of probability", Monthly Weather Review 78, 1950); 0 is perfect. nil without claims.
  package let brierScore: Double?

  package static let binCount = 10

  package init(_ claims: [Claim]) {
    var sums = Array(repeating: 0.0, count: Calibration.binCount)
    var counts = Array(repeating: 0, count: Calibration.binCount)
    var trueCounts = counts
    var squares = 0.0
    // In a fixed order, so that the sums do not depend on the order in which the claims came.
    for claim in claims.sorted(by: Claim.precedes) {
      let bin = Calibration.bin(of: claim.probability)
      sums[bin] += claim.probability
      counts[bin] += 1
      trueCounts[bin] += claim.isTrue ? 1 : 0
      let distance = claim.probability - (claim.isTrue ? 1 : 0)
      squares += distance * distance
    }
    bins = (0..<Calibration.binCount).map { bin in
      Bin(
        lower: Double(bin) / Double(Calibration.binCount), upper: Double(bin + 1) / Double(Calibration.binCount),
        said: counts[bin] == 0 ? nil : sums[bin] / Double(counts[bin]), truth: Share(trueCounts[bin], of: counts[bin]))
    }
    brierScore = claims.isEmpty ? nil : squares / Double(claims.count)
  }

  /// Claims in all.
  package var count: Int { bins.reduce(0) { $0 + $1.truth.whole } }

  /// The expected calibration error: the bins' gaps, weighted by their claims (M. P. Naeini, G. F. Cooper, M. Hauskrecht,
  /// "Obtaining well calibrated probabilities using Bayesian binning", AAAI 2015); 0 is perfect. nil without claims.
  package var expectedError: Double? {
    count == 0 ? nil : bins.reduce(0) { $0 + ($1.gap ?? 0) * Double($1.truth.whole) } / Double(count)
  }

  /// The last bin whose lower bound is not above the probability.
  static func bin(of probability: Double) -> Int {
    (0..<binCount).last { Double($0) / Double(binCount) <= probability } ?? 0
  }
}
