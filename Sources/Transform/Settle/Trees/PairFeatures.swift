package import ContactModel

/// What the model `trees-1` sees of a candidate: the pair's levels and facts, what they come to, and its neighbourhood, that is
/// the contact's best other party and the party's best other contact.
package struct PairFeatures: Sendable {
  /// In the order of ``names``; whole numbers, or bits in steps that the policy gives.
  package private(set) var values: [Float]

  /// One name for each value.
  package static let names: [String] =
    pairNames + ["weight", "bits", "lead", "ahead", "candidates", "claimants", "supports"]
    + rivalNames.map { "other_party_\($0)" } + rivalNames.map { "other_contact_\($0)" }

  private static let pairNames =
    Field.allCases.map(\.name) + [
      "surprise", "legal_form", "branch", "tax_sharing", "email_sharing", "phone_sharing", "address_sharing",
      "second_name", "persons", "role_mailbox", "cut_name", "country_conflict", "same_place", "extra_words",
      "shared_name",
    ]
  private static let rivalNames = Array(pairNames[..<12]) + ["shared_name", "weight", "bits", "supports"]

  /// Names of the values that can only speak for a pair the higher they are: more evidence never makes a link less likely.
  package static let rising: Set<String> = ["surprise", "weight", "bits", "lead", "ahead"]

  /// Bits ahead or behind that make a difference, at most.
  private static let reach = 20.0
  /// What stands where there is no rival.
  private static let absent: Float = -1

  /// How an edge stands among those of its contact or of its party.
  package struct Side: Sendable {
    /// Bits ahead of the best other; infinite without one.
    var lead: Double
    /// Edges of the node.
    var count: Int32
    /// The best other edge; nil: none.
    var other: Rival?

    package init(lead: Double, count: Int32, other: Rival?) {
      self.lead = lead
      self.count = count
      self.other = other
    }

    /// Nobody beside it.
    static let alone = Side(lead: .infinity, count: 1, other: nil)
  }

  /// What is seen of a pair, and of its best rivals.
  package struct Rival: Sendable {
    var levels: Levels
    /// Sum of the fields in bits.
    var weight: Double
    /// Prior, fields and interactions.
    var bits: Double

    package init(levels: Levels, weight: Double, bits: Double) {
      self.levels = levels
      self.weight = weight
      self.bits = bits
    }
  }

  /// No values yet: ``read(_:contact:party:)`` brings them.
  package init() {
    values = []
    values.reserveCapacity(Self.names.count)
  }

  /// Reads an edge; one value is reused for edge after edge.
  ///
  /// - Parameters:
  ///   - contact: how the edge stands among its contact's.
  ///   - party: how it stands among its party's.
  package mutating func read(_ edge: Rival, contact: Side, party: Side) {
    values.removeAll(keepingCapacity: true)
    let pair = PairView(edge.levels)
    appendLevels(edge.levels, pair)
    for flag in [
      pair.facts.viaSecondName, pair.facts.persons, pair.facts.roleMailbox, pair.facts.cutName,
      pair.facts.countryConflict, pair.facts.samePlace, pair.facts.extraWords, pair.facts.sharedName,
    ] { values.append(flag ? 1 : 0) }
    for bits in [
      edge.weight, edge.bits, max(-Self.reach, min(Self.reach, contact.lead)),
      max(-Self.reach, min(Self.reach, party.lead)),
    ] { values.append(Float(bits)) }
    values.append(Float(contact.count))
    values.append(Float(party.count))
    values.append(Float(pair.supports))
    append(rival: contact.other)
    append(rival: party.other)
  }

  private mutating func appendLevels(_ levels: Levels, _ pair: PairView) {
    for field in Field.allCases { values.append(Float(levels[field])) }
    let facts = pair.facts
    for value in [
      facts.surprise, facts.legalForm.rawValue, facts.branch.rawValue, facts.taxSharing, facts.emailSharing,
      facts.phoneSharing, facts.addressSharing,
    ] { values.append(Float(value)) }
  }

  private mutating func append(rival edge: Rival?) {
    guard let edge else {
      for _ in Self.rivalNames { values.append(Self.absent) }
      return
    }
    let pair = PairView(edge.levels)
    appendLevels(edge.levels, pair)
    values.append(pair.facts.sharedName ? 1 : 0)
    values.append(Float(edge.weight))
    values.append(Float(edge.bits))
    values.append(Float(pair.supports))
  }
}

/// A candidate with what the model sees of it.
package struct FeaturedPair: Sendable {
  /// Indices into `MatchGraph.contacts` and `MatchGraph.parties`.
  package var contact: Int32
  package var party: Int32
  package var features: PairFeatures
}

/// The features of every candidate of a graph that may be linked: what the ruling's model is trained on.
package func featuredPairs(_ graph: MatchGraph, policy: Policy) -> [FeaturedPair] {
  let ready = SettleGraph(graph, policy)
  let neighbours = Neighbours(ready)
  return ready.edges.indices.filter { ready.edges[$0].isActive }.map { place in
    let edge = ready.edges[place]
    var features = PairFeatures()
    neighbours.read(place, of: ready, into: &features)
    return FeaturedPair(contact: edge.contact, party: edge.party, features: features)
  }
}
