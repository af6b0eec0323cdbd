package import ContactModel

/// A policy learned from pairs without labels, and what it rests on.
package struct Training: Sendable {
  /// A level of a ladder.
  package struct Row: Sendable {
    package var field: Field
    /// Its name.
    package var level: String
    /// Its share among matches and among all other candidates that have the field, 0 to 1 (m and u).
    package var match: Double
    package var other: Double
    /// Its weight in bits before and after.
    package var old: Double
    package var new: Double
  }

  /// The given policy with the learned weights, in half bits. The prior stays: what the fit finds is that of a pair by itself,
  /// and rivals, which the ruling weighs in after it, would be counted twice.
  package private(set) var policy: Policy
  /// The policy that was learned from, whose weights hold where the data say little.
  package let given: Policy
  /// Every level of every field but `missing`.
  package private(set) var rows: [Row] = []
  /// Contacts that were learned from, and all there were.
  package let contacts: Int
  package let allContacts: Int
  /// Pairs that blocking brought for them.
  package let pairs: Int
  /// Expected number of pairs that are one business.
  package let matches: Double
  package let iterations: Int

  /// Pairs that are expected to be one business, and others, that it takes at least to learn anything.
  package static let least = 200

  /// Learns the weights.
  ///
  /// - Throws: ``TrainingRefusal`` where the pairs do not suffice.
  package init(_ pairs: TrainingPairs, from given: Policy) throws(TrainingRefusal) {
    let patterns = PairPatterns(pairs.counted)
    let ruling = Ruling(given)
    let start = patterns.levels.map { ruling.bits(of: $0, weight: given.total(of: $0)) }
    let classes = LatentClasses(patterns, start: start.map { probability(bits: $0) })
    let sizes = classes.sizes
    if sizes.matches < Double(Training.least) { throw .fewMatches(Int(sizes.matches.rounded())) }
    if sizes.others < Double(Training.least) { throw .fewOthers(Int(sizes.others.rounded())) }
    if sizes.matches > 1.5 * Double(pairs.contacts) {
      throw .indistinct(matches: Int(sizes.matches.rounded()), contacts: pairs.contacts)
    }
    self.given = given
    contacts = pairs.contacts
    allContacts = pairs.allContacts
    self.pairs = Int(patterns.counts.reduce(0, +))
    matches = sizes.matches
    iterations = classes.iterations
    policy = Training.fitted(patterns, classes, start, given)
    for field in Field.allCases {
      for (level, name) in Ladder.names(of: field).enumerated().dropFirst() {
        let shares = classes.shares(of: level, field)
        rows.append(
          Row(
            field: field, level: name, match: shares.match, other: shares.other,
            old: given.weight(field, UInt8(level)), new: policy.weight(field, UInt8(level))))
      }
    }
  }

  /// - Parameter bits: what each pattern comes to under the given policy.
  private static func fitted(
    _ patterns: PairPatterns, _ classes: LatentClasses, _ bits: [Double], _ given: Policy
  ) -> Policy {
    let weights = given.weights.flatMap { $0.dropFirst() }
    let offsets = patterns.levels.indices.map { index in
      Field.allCases.reduce(bits[index] - given.prior) { $0 - given.weight($1, patterns.levels[index][$1]) }
    }
    let fit = WeightFit(patterns, targets: classes.matches, offsets: offsets, given: [given.prior] + weights)
    var (parameters, information) = fit.all()
    for field in Field.allCases {
      let own = PairPatterns.parameters(of: field)
      let ordered = LadderOrder.ordered(
        Array(parameters[own]), steps: LadderOrder.steps(of: field),
        trust: information[own].map { $0 + WeightFit.stiffness })
      for (place, weight) in zip(own, ordered) { parameters[place] = half(min(max(weight, -40), 40)) }
    }
    return given.with(
      weights: Field.allCases.map { [0] + parameters[PairPatterns.parameters(of: $0)] })
  }

  /// The nearest half, never a negative zero.
  private static func half(_ value: Double) -> Double { (value * 2).rounded() / 2 + 0 }
}

/// Why nothing can be learned.
package enum TrainingRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  /// So many pairs only are expected to be one business.
  case fewMatches(Int)
  /// So many pairs only are expected to be two.
  case fewOthers(Int)
  /// Far more matches are expected than there are contacts.
  case indistinct(matches: Int, contacts: Int)

  package var description: String {
    switch self {
    case .fewMatches(let count):
      "too little to learn from: \(count) pairs look like one business, \(Training.least) are needed; keep your policy"
    case .fewOthers(let count):
      "too little to learn from: \(count) pairs look like two businesses, \(Training.least) are needed; keep your policy"
    case .indistinct(let matches, let contacts):
      "the fields do not tell the pairs apart: \(matches) would be matches of \(contacts) contacts; keep your policy"
    }
  }
}
