import ContactModel
import Foundation
import TestSupport
import Testing
import Transform

/// The byte of a level by its name.
private func byte(_ field: Field, _ level: String) -> UInt8 {
  UInt8(Ladder.names(of: field).firstIndex(of: level)!)
}

/// A number for each contact of a seed, by which shares of contacts are drawn.
private func hash(_ seed: UInt64, _ contact: Int) -> UInt64 {
  var random = Seeded(seed &* 1_000_003 &+ UInt64(contact))
  return random.next()
}

/// Pairs made from known shares of levels, fields independent within matches and within others.
struct KnownPairs {
  /// Level bytes with their shares among matches and among others, by field.
  static let shares: [(field: Field, levels: [(level: UInt8, match: Double, other: Double)])] = [
    (
      .name,
      [
        (byte(.name, "exact"), 0.72, 0.004), (byte(.name, "close"), 0.16, 0.006),
        (byte(.name, "related"), 0.07, 0.74), (byte(.name, "different"), 0.05, 0.25),
      ]
    ),
    (
      .email,
      [
        (byte(.email, "same_mailbox"), 0.6, 0.006), (byte(.email, "other_mailbox"), 0.3, 0.544),
        (byte(.email, "conflict"), 0.1, 0.45),
      ]
    ),
    (.phone, [(byte(.phone, "same"), 0.7, 0.004), (byte(.phone, "conflict"), 0.3, 0.996)]),
    (.address, [(byte(.address, "same_postcode"), 0.8, 0.1), (byte(.address, "conflict"), 0.2, 0.9)]),
  ]

  /// One contact for each match; a surprise of no bits, nothing shared, so that the levels alone speak.
  static func pairs(matches: Int, others: Int, seed: UInt64) -> TrainingPairs {
    var random = Seeded(seed)
    var pairs = TrainingPairs()
    for contact in 0..<max(matches, 1) {
      var own = (0..<others / max(matches, 1)).map { _ in pair(isMatch: false, &random) }
      if contact < matches { own.append(pair(isMatch: true, &random)) }
      pairs.add(own, of: hash(seed, contact))
    }
    return pairs
  }

  private static func pair(isMatch: Bool, _ random: inout Seeded) -> Levels {
    var levels = Levels()
    for (field, shares) in shares where field == .name || !random.chance(0.25) {
      var lot = Double.random(in: 0..<1, using: &random)
      levels[field] = shares[shares.count - 1].level
      for share in shares {
        lot -= isMatch ? share.match : share.other
        if lot < 0 {
          levels[field] = share.level
          break
        }
      }
    }
    PairFacts(surprise: 7).store(in: &levels)
    return levels
  }
}

extension PairFacts {
  fileprivate init(surprise: UInt8) {
    self.init()
    self.surprise = surprise
  }
}

@Suite struct TrainTests {
  /// Whether a policy's weights keep the order of every ladder.
  private static func isOrdered(_ policy: Policy) -> Bool {
    Field.allCases.allSatisfy { field in
      let weights = Array(policy.weights[Int(field.rawValue)].dropFirst())
      return isOrdered(weights, LadderOrder.steps(of: field))
    }
  }

  private static func isOrdered(_ weights: [Double], _ steps: [Int]) -> Bool {
    weights.indices.allSatisfy { a in
      weights.indices.allSatisfy { b in steps[a] >= steps[b] || weights[a] >= weights[b] - 1e-9 }
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func findsKnownSharesAndWeights(seed: UInt64) throws {
    let training = try Training(KnownPairs.pairs(matches: 4000, others: 40_000, seed: seed), from: .standard)
    #expect(abs(training.matches - 4000) < 120, "\(training.matches)")
    #expect(training.contacts == 4000 && training.pairs == 44_000)
    for (field, shares) in KnownPairs.shares {
      for share in shares {
        let name = Ladder.name(of: share.level, field: field)
        let row = try #require(training.rows.first { $0.field == field && $0.level == name })
        #expect(abs(row.match - share.match) < 0.03, "m of \(field.name).\(name): \(row.match), not \(share.match)")
        #expect(abs(row.other - share.other) < 0.01, "u of \(field.name).\(name): \(row.other), not \(share.other)")
        let expected = log2(share.match / share.other)
        #expect(
          abs(row.new - expected) <= abs(row.old - expected) + 0.5,
          "weight of \(field.name).\(name): \(row.new), not \(expected)")
      }
    }
    #expect(Self.isOrdered(training.policy))
  }

  /// With much data the fit finds the very weights by which the probabilities were made.
  @Test func findsTheWeightsBehindProbabilities() {
    let counted = KnownPairs.pairs(matches: 4000, others: 40_000, seed: 9).counted
    let patterns = PairPatterns(counted.map { (levels: $0.levels, count: $0.count * 1_000_000) })
    var made = Policy.standard.weights
    for (field, shares) in KnownPairs.shares {
      for share in shares { made[Int(field.rawValue)][Int(share.level)] = log2(share.match / share.other) }
    }
    let targets = patterns.levels.map { levels in
      probability(bits: Field.allCases.reduce(-3.5) { $0 + made[Int($1.rawValue)][Int(levels[$1])] })
    }
    let fit = WeightFit(
      patterns, targets: targets, offsets: [Double](repeating: 0, count: targets.count),
      given: [-4] + Policy.standard.weights.flatMap { $0.dropFirst() })
    let found = fit.all().parameters
    // A name is never missing here, so the prior and its weights are known as a sum only.
    let shifted = found[0] + 3.5
    for (field, shares) in KnownPairs.shares {
      for share in shares {
        let place = PairPatterns.parameters(of: field).lowerBound + Int(share.level) - 1
        let weight = found[place] + (field == .name ? shifted : 0)
        #expect(abs(weight - log2(share.match / share.other)) < 0.01, "\(field.name): \(weight)")
      }
    }
  }

  @Test func whatIsNotSeenKeepsItsWeight() throws {
    let training = try Training(KnownPairs.pairs(matches: 1000, others: 9000, seed: 4), from: .standard)
    for level in 1..<UInt8(Ladder.names(of: .taxNumber).count) {
      #expect(training.policy.weight(.taxNumber, level) == Policy.standard.weight(.taxNumber, level))
    }
    #expect(training.policy.weight(.phone, byte(.phone, "near")) == 6)
    #expect(training.policy.model == Policy.standard.model && training.policy.matchAt == Policy.standard.matchAt)
  }

  @Test(arguments: 10...13 as ClosedRange<UInt64>)
  func staysNearAndInHalves(seed: UInt64) throws {
    var random = Seeded(seed)
    let matches = Int.random(in: 250..<600, using: &random)
    let training = try Training(KnownPairs.pairs(matches: matches, others: matches * 4, seed: seed), from: .standard)
    for row in training.rows {
      #expect(abs(row.new - row.old) <= WeightFit.reach)
      #expect(row.new * 2 == (row.new * 2).rounded())
    }
    #expect(Self.isOrdered(training.policy))
  }

  @Test func tooLittleIsRefused() {
    #expect(throws: TrainingRefusal.fewMatches(0)) { try Training(TrainingPairs(), from: .standard) }
    let few = #expect(throws: TrainingRefusal.self) {
      try Training(KnownPairs.pairs(matches: 100, others: 5000, seed: 5), from: .standard)
    }
    #expect(few?.description.hasPrefix("too little to learn from: ") == true, "\(few.map(\.description) ?? "")")
    var alike = TrainingPairs()
    var levels = Levels()
    levels[.name] = byte(.name, "exact")
    levels[.email] = byte(.email, "same_mailbox")
    levels[.phone] = byte(.phone, "same")
    for contact in 0..<1000 { alike.add([levels], of: hash(1, contact)) }
    #expect(throws: TrainingRefusal.fewOthers(0)) { try Training(alike, from: .standard) }
  }

  @Test func orderAndPartsChangeNothing() throws {
    var random = Seeded(7)
    let town = town(400, seed: 7)
    let index = matchIndex(town)
    var contacts = town.map { business in
      var copy = business
      copy.id = "c" + business.id
      return copy
    }
    func whole(_ contacts: [Business], parts: Int, limit: Int) -> TrainingPairs {
      var pairs = TrainingPairs(limit: limit)
      for part in 0..<parts {
        let own = contacts.indices.filter { $0 % parts == part }.map { contacts[$0] }
        pairs.add(index.trainingPairs(of: matchPage(own)))
      }
      return pairs
    }
    for limit in [1000, 100] {
      let first = whole(contacts, parts: 1, limit: limit)
      contacts.shuffle(using: &random)
      let second = whole(contacts, parts: 7, limit: limit)
      #expect(first.counted.map(\.levels) == second.counted.map(\.levels))
      #expect(first.counted.map(\.count) == second.counted.map(\.count))
      #expect(first.contacts == second.contacts && first.contacts <= limit && first.contacts > limit / 4)
      #expect(first.allContacts == 400 && second.allContacts == 400)
    }
  }

  @Test(arguments: 20...60 as ClosedRange<UInt64>)
  func orderedWeightsAreTheNearest(seed: UInt64) {
    var random = Seeded(seed)
    let field = Field.allCases.randomElement(using: &random)!
    let steps = LadderOrder.steps(of: field)
    let weights = steps.map { _ in Double(Int.random(in: -8...8, using: &random)) / 2 }
    let trust = steps.map { _ in Double.random(in: 0.5...50, using: &random) }
    let ordered = LadderOrder.ordered(weights, steps: steps, trust: trust)
    #expect(Self.isOrdered(ordered, steps))
    let sums = [weights, ordered].map { zip($0, trust).reduce(0) { $0 + $1.0 * $1.1 } }
    #expect(abs(sums[0] - sums[1]) < 1e-6)
    #expect(LadderOrder.ordered(ordered, steps: steps, trust: trust) == ordered)
    if Self.isOrdered(weights, steps) { #expect(ordered == weights) }
  }

  @Test func theStandardPolicyIsOrdered() { #expect(Self.isOrdered(.standard)) }

  @Test func thePolicyFileIsWrittenLikeTheStandardOne() throws {
    let file = try String(contentsOfFile: repositoryRoot + "/policies/standard.yaml", encoding: .utf8)
    let text = Policy.standard.text(about: ["What counts as proof that a contact and a party are one business."])
    #expect(text == file)
  }
}
