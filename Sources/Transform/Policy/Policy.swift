package import ContactModel

/// What an organization holds for proof: a weight in bits for every level of every field, and the thresholds.
///
/// A weight is log2(m/u): how many times likelier the level is between two records of one business than between two of
/// different ones. `missing` always weighs 0 and is not written down.
package struct Policy: Sendable, Hashable {
  /// Version of the document's shape; 1.
  package var version: Int
  package var model: RulingModel
  /// Bits that a pair starts from, before any field speaks.
  package var prior: Double
  /// Probability from which a pair is linked without a person; above ``reviewAt``.
  package var matchAt: Double
  /// Probability from which a person is asked.
  package var reviewAt: Double
  /// Bits by which a pair must lead its rivals to be linked without a person.
  package var margin: Double
  /// What judgements make of the ruling's odds.
  package var correction: Correction
  /// Weights in bits by `Field.rawValue` and level byte.
  private(set) package var weights: [[Double]]

  /// - Parameter levels: for each field every level but `missing`, by name.
  package init(
    version: Int, model: String, prior: Double, matchAt: Double, reviewAt: Double, margin: Double,
    correction: Correction = .none, levels: [Field: [String: Double]]
  ) throws(PolicyError) {
    self.version = version
    guard let known = RulingModel(rawValue: model) else {
      throw PolicyError(
        key: "model", problem: .unknownValue(model, allowed: RulingModel.allCases.map(\.rawValue)))
    }
    self.model = known
    self.prior = prior
    self.matchAt = matchAt
    self.reviewAt = reviewAt
    self.margin = margin
    self.correction = correction
    weights = []
    for field in Field.allCases {
      guard let given = levels[field] else { throw PolicyError(key: "weights.\(field.name)", problem: .missing) }
      weights.append(try Policy.ladder(field, given))
    }
    try check()
  }

  /// The weight of a level in bits; 0 for a byte that the ladder does not have.
  package func weight(_ field: Field, _ level: UInt8) -> Double {
    let ladder = weights[Int(field.rawValue)]
    return Int(level) < ladder.count ? ladder[Int(level)] : 0
  }

  /// The policy with other weights.
  ///
  /// - Parameter weights: by `Field.rawValue` and level byte, as in ``weights``; within 40 bits.
  func with(weights: [[Double]]) -> Policy {
    var policy = self
    policy.weights = weights
    return policy
  }

  private static func ladder(_ field: Field, _ given: [String: Double]) throws(PolicyError) -> [Double] {
    let names = Ladder.names(of: field)
    for name in given.keys.sorted() where !names.dropFirst().contains(name) {
      throw PolicyError(key: "weights.\(field.name).\(name)", problem: .unknownKey(allowed: Array(names.dropFirst())))
    }
    var ladder = [0.0]
    for name in names.dropFirst() {
      guard let weight = given[name] else {
        throw PolicyError(key: "weights.\(field.name).\(name)", problem: .missing)
      }
      guard weight.isFinite, abs(weight) <= 40 else {
        throw PolicyError(key: "weights.\(field.name).\(name)", problem: .outOfRange("-40 to 40 bits"))
      }
      ladder.append(weight)
    }
    return ladder
  }

  private func check() throws(PolicyError) {
    guard version == 1 else { throw PolicyError(key: "version", problem: .outOfRange("1")) }
    guard prior.isFinite, abs(prior) <= 60 else {
      throw PolicyError(key: "prior", problem: .outOfRange("-60 to 60 bits"))
    }
    guard reviewAt > 0, reviewAt < 1 else {
      throw PolicyError(key: "review_at", problem: .outOfRange("above 0 and below 1"))
    }
    guard matchAt > 0, matchAt < 1 else {
      throw PolicyError(key: "match_at", problem: .outOfRange("above 0 and below 1"))
    }
    guard matchAt >= reviewAt else { throw PolicyError(key: "match_at", problem: .outOfRange("at least review_at")) }
    guard margin >= 0, margin <= 40 else { throw PolicyError(key: "margin", problem: .outOfRange("0 to 40 bits")) }
    guard correction.shift.isFinite, abs(correction.shift) <= 20 else {
      throw PolicyError(key: "correction.shift", problem: .outOfRange("-20 to 20 bits"))
    }
    guard correction.slope >= 0.2, correction.slope <= 2 else {
      throw PolicyError(key: "correction.slope", problem: .outOfRange("0.2 to 2"))
    }
  }
}

/// How a pair's neighbourhood is weighed in; the raw value is the name in policies.
package enum RulingModel: String, Sendable, CaseIterable {
  /// A few bits for being behind or little ahead.
  case rules1 = "rules-1"
  /// A sum of decision trees over the pair and its rivals (``PairFeatures``), learned from labelled pairs.
  case trees1 = "trees-1"
}

/// Why a policy cannot be used: which key, and what is wrong with it.
package struct PolicyError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Problem: Sendable, Hashable {
    case missing
    case unknownKey(allowed: [String])
    case unknownValue(String, allowed: [String])
    case notANumber
    case notAText
    case notAMap
    case outOfRange(String)
  }

  /// Path of the key, parts separated by dots: `weights.name.exact`.
  package var key: String
  package var problem: Problem

  package init(key: String, problem: Problem) {
    self.key = key
    self.problem = problem
  }

  package var description: String {
    switch problem {
    case .missing: "policy: \(key) is missing"
    case .unknownKey(let allowed): "policy: unknown key \(key); known: \(allowed.joined(separator: ", "))"
    case .unknownValue(let value, let allowed):
      "policy: \(key) is \"\(value)\"; known: \(allowed.joined(separator: ", "))"
    case .notANumber: "policy: \(key) must be a number"
    case .notAText: "policy: \(key) must be a text"
    case .notAMap: "policy: \(key) must be a map of keys to values"
    case .outOfRange(let range): "policy: \(key) must be \(range)"
    }
  }
}
