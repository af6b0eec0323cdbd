/// The precision of all automatic links, estimated from a judged stratified sample.
package struct StratifiedEstimate: Sendable, Equatable {
  /// One stratum of the sample.
  package struct Stratum: Sendable, Equatable {
    /// All links of the stratum, drawn or not.
    package var links: Int
    /// Drawn and judged a match.
    package var right: Int
    /// Drawn and judged not a match.
    package var wrong: Int

    package init(links: Int, right: Int, wrong: Int) {
      self.links = links
      self.right = right
      self.wrong = wrong
    }

    package var judged: Int { right + wrong }
    /// Of those judged the right ones, with Wilson's interval.
    package var precision: Share { Share(right, of: judged) }
  }

  package let strata: [Stratum]

  package init(_ strata: [Stratum]) { self.strata = strata.filter { $0.links > 0 } }

  package var links: Int { strata.reduce(0) { $0 + $1.links } }
  package var judged: Int { strata.reduce(0) { $0 + $1.judged } }
  package var wrong: Int { strata.reduce(0) { $0 + $1.wrong } }

  /// The share of right links, 0…1: each stratum's, weighted by its links. nil where a stratum has none judged: nothing is
  /// known of its links then.
  package var precision: Double? {
    guard links > 0, strata.allSatisfy({ $0.judged > 0 }) else { return nil }
    return strata.reduce(0) { $0 + weight($1) * (1 - error($1)) }
  }

  /// The 95 % interval of ``precision``: Wilson's interval of each stratum, combined by the square-and-add rule (G. Y. Zou
  /// and A. Donner, "Construction of confidence limits about effect measures", Statistics in Medicine 27, 2008). Unlike
  /// the stratified normal interval it does not shrink to a point where a stratum shows no error; where errors are rare it
  /// errs to the careful side (simulated: 92 to 95 of 100 intervals hold the truth, the others lie below it). A stratum
  /// that was judged whole is known, and adds nothing.
  package var interval: ClosedRange<Double>? {
    guard let precision else { return nil }
    var (below, above) = (0.0, 0.0)
    for stratum in strata where stratum.judged < stratum.links {
      guard let own = stratum.precision.interval, let value = stratum.precision.value else { return nil }
      below += square(weight(stratum) * (value - own.lowerBound))
      above += square(weight(stratum) * (own.upperBound - value))
    }
    return max(0, precision - below.squareRoot())...min(1, precision + above.squareRoot())
  }

  /// Where no link was judged wrong: what the precision is at least, with 95 % confidence; nil where one was.
  ///
  /// It is one less the greatest share of wrong links under which a sample without any would still come up one time in
  /// twenty, however the errors are spread over the strata. For a sample in proportion to the strata that is the rule of
  /// three: one less about 3/n.
  package var lowerBound: Double? {
    guard wrong == 0, links > 0 else { return nil }
    let open = strata.filter { $0.judged < $0.links }
    if open.isEmpty { return 1 }
    let unseen = open.filter { $0.judged == 0 }.reduce(0) { $0 + weight($1) }
    let seen = open.filter { $0.judged > 0 }
    guard !seen.isEmpty else { return 1 - unseen }
    // The greatest sum of weight · error under sum of judged · log(1 − error) ≥ log 0.05: by Lagrange 1 − error is in
    // proportion to judged / weight, at most 1.
    let ratios = seen.map { Double($0.judged) / weight($0) }
    func logarithm(ofChanceAt scale: Double) -> Double {
      zip(seen, ratios).reduce(0) { $0 + Double($1.0.judged) * min(1, scale * $1.1).log2 }
    }
    var (low, high) = (0.0, 1 / (ratios.min() ?? 1))
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if logarithm(ofChanceAt: middle) < (0.05).log2 { low = middle } else { high = middle }
    }
    let errors = zip(seen, ratios).reduce(0) { $0 + weight($1.0) * (1 - min(1, high * $1.1)) }
    return 1 - unseen - errors
  }

  private func weight(_ stratum: Stratum) -> Double { Double(stratum.links) / Double(links) }
  private func error(_ stratum: Stratum) -> Double { Double(stratum.wrong) / Double(stratum.judged) }
  private func square(_ value: Double) -> Double { value * value }
}
