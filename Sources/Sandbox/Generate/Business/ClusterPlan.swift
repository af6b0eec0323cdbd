/// What a group of related businesses is.
enum ClusterKind: Int, Sendable {
  case single, chain, sisters, parentAndChildren, household

  /// How many of a thousand clusters are of each kind.
  static let weights = [943, 3, 17, 18, 19]
}

/// How many records each business of a cluster has; cheap, so that a first pass can count everything.
struct ClusterPlan: Sendable {
  struct Member: Sendable {
    /// Records on the platform: 0, 1, or 2 for a duplicate.
    var parties: Int
    /// Records in the accounting system.
    var contacts: Int
  }

  var kind: ClusterKind
  var members: [Member]

  var parties: Int { members.reduce(0) { $0 + $1.parties } }

  /// The plan of cluster number `index`; at most `room` parties fit, the rest loses its party.
  init(_ index: Int, seed: UInt64, shares: RecordShares, room: Int) {
    var random = SeededRandom(seed: seed, Stream.plan.rawValue, UInt64(index))
    kind = ClusterKind(rawValue: random.weighted(ClusterKind.weights))!
    let size: Int
    switch kind {
    case .single: size = 1
    case .chain: size = random.chance(0.1) ? random.within(12...36) : random.within(3...10)
    case .sisters, .household: size = random.pick([2, 2, 2, 3, 3, 4])
    case .parentAndChildren: size = random.pick([2, 2, 2, 3, 3, 4, 5])
    }
    members = []
    members.reserveCapacity(size)
    var left = room
    for _ in 0..<size {
      var parties = 0
      if random.chance(shares.party) { parties = random.chance(0.03) ? 2 : 1 }
      parties = min(parties, left)
      left -= parties
      var contacts = 0
      if parties > 0 {
        if random.chance(shares.contactOfParty) {
          contacts = random.weighted([88, 10, 2]) + 1
        }
      } else if shares.strangers > 0, random.chance(min(1, shares.strangers)) {
        contacts = random.chance(0.06) ? 2 : 1
      }
      members.append(Member(parties: parties, contacts: contacts))
    }
  }
}

/// Chances that give the wished number of contacts to each party and the wished share of contacts with a party.
struct RecordShares: Sendable {
  /// That a business is known to the platform.
  var party: Double
  /// That a business of the platform is in the books.
  var contactOfParty: Double
  /// That any other business is in the books.
  var strangers: Double

  /// Mean records of a business that has any: duplicates and second roles.
  private static let recordsOfParty = 1.03
  private static let recordsOfContact = 1.14
  private static let recordsOfStranger = 1.06

  init(contactsPerParty: Double, matchedShare: Double) {
    contactOfParty = min(1, contactsPerParty * matchedShare * Self.recordsOfParty / Self.recordsOfContact)
    let others = contactsPerParty * (1 - matchedShare) * Self.recordsOfParty
    party = Self.recordsOfStranger / (Self.recordsOfStranger + others)
    strangers = others > 0 ? 1 : 0
  }
}
