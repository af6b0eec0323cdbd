/// Made-up businesses of ten countries: parties of a platform, contacts of an accounting system, and the truth.
///
/// Seed → records: the same seed, size and options give the same bytes on every machine. Streams cluster by cluster, so
/// memory holds a few bytes for each business whatever the size.
package struct BusinessGenerator: Sendable {
  package struct Options: Sendable {
    /// How the accounting system shapes its contacts.
    package var style: SystemStyle
    /// Contacts for each party, on average.
    package var contactsPerParty: Double
    /// Share of the contacts that have a party.
    package var matchedShare: Double

    package init(style: SystemStyle = .mixed, contactsPerParty: Double = 1.33, matchedShare: Double = 0.6) {
      self.style = style
      self.contactsPerParty = contactsPerParty
      self.matchedShare = matchedShare
    }
  }

  /// A contact with what only the generator knows about it.
  package struct LabelledContact: Sendable {
    package var contact: GeneratedContact
    /// Ids of the parties that are the same business: none, one, or two when the platform has it twice.
    package var parties: [String]
    package var patterns: [Pattern]
    let origin: Origin
  }

  /// Where a contact comes from: its business, and which of the business's records it is.
  struct Origin: Sendable {
    var cluster: Int
    /// Number of the business in the cluster.
    var place: Int
    var copy: Int
  }

  package let seed: UInt64
  /// The exact number of parties.
  package let partyCount: Int
  package let options: Options
  private let shares: RecordShares
  private let clusters: ClusterMaker
  let contacts: ContactMaker
  /// Number of the first party of each cluster.
  let firstParty: [Int32]

  package init(seed: UInt64, parties: Int, style: SystemStyle = .mixed) {
    self.init(seed: seed, parties: parties, options: Options(style: style))
  }

  package init(seed: UInt64, parties: Int, options: Options) {
    self.seed = seed
    self.options = options
    partyCount = parties
    let shares = RecordShares(contactsPerParty: options.contactsPerParty, matchedShare: options.matchedShare)
    self.shares = shares
    clusters = ClusterMaker(seed: seed, poolSize: max(3, parties / 650))
    var random = SeededRandom(seed: seed, Stream.order.rawValue, 1 + options.style.salt)
    let naming = ContactMaker(seed: seed, companies: [])
    let companies = (0..<(options.style == .netSuite ? 2 : 1)).map { _ in naming.identifier(&random) }
    contacts = ContactMaker(seed: seed, companies: companies)
    var first: [Int32] = []
    first.reserveCapacity(parties + parties / 2)
    var total = 0
    while total < parties {
      first.append(Int32(total))
      total += ClusterPlan(first.count - 1, seed: seed, shares: shares, room: parties - total).parties
    }
    firstParty = first
  }

  /// Calls with every party in the order of ids.
  package func forEachParty(_ body: (GeneratedParty) throws -> Void) rethrows {
    for index in firstParty.indices {
      let plan = plan(index)
      guard plan.parties > 0 else { continue }
      var random = SeededRandom(seed: seed, Stream.party.rawValue, UInt64(index))
      var number = Int(firstParty[index])
      for (business, member) in zip(clusters.businesses(plan, index: index), plan.members) {
        for _ in 0..<member.parties {
          try body(PartyMaker.party(business, id: Self.partyID(number), &random))
          number += 1
        }
      }
    }
  }

  /// Calls with every contact, in an order that has nothing to do with the parties'.
  package func forEachContact(_ body: (LabelledContact) throws -> Void) rethrows {
    var order = (0..<Int32(firstParty.count)).map { $0 }
    var random = SeededRandom(seed: seed, Stream.order.rawValue, 2 + options.style.salt)
    for place in order.indices.dropFirst().reversed() { order.swapAt(place, random.below(place + 1)) }
    var taken = TakenNames()
    var number = 0
    for index in order {
      for labelled in labelledContacts(ofCluster: Int(index), number: number, taken: &taken) {
        number += 1
        try body(labelled)
      }
    }
  }

  func labelledContacts(ofCluster index: Int, number: Int, taken: inout TakenNames) -> [LabelledContact] {
    let plan = plan(index)
    guard plan.members.contains(where: { $0.contacts > 0 }) else { return [] }
    var result: [LabelledContact] = []
    var party = index < firstParty.count ? Int(firstParty[index]) : 0
    for (place, (business, member)) in zip(clusters.businesses(plan, index: index), plan.members).enumerated() {
      let parties = (party..<party + member.parties).map(Self.partyID)
      party += member.parties
      for copy in 0..<member.contacts {
        result.append(
          labelled(
            business, origin: Origin(cluster: index, place: place, copy: copy), number: number + result.count, parties,
            taken: &taken))
      }
    }
    return result
  }

  func labelled(
    _ business: Business, origin: Origin, number: Int, _ parties: [String], taken: inout TakenNames
  ) -> LabelledContact {
    var random = SeededRandom(
      seed: seed, Stream.contact.rawValue, UInt64(origin.cluster),
      UInt64(origin.place * 16 + origin.copy) + options.style.salt)
    let style =
      options.style == .mixed
      ? [SystemStyle.quickBooks, .quickBooks, .xero, .netSuite][random.below(4)] : options.style
    var (contact, patterns) = contacts.contact(business, copy: origin.copy, style: style, number: number, &random)
    let isCut = taken.settle(&contact.name, style: style, isCustomer: contact.isCustomer != false, &random)
    if isCut { patterns.append(.cutAt41) }
    return LabelledContact(contact: contact, parties: parties, patterns: patterns, origin: origin)
  }

  func plan(_ index: Int) -> ClusterPlan {
    let room = index < firstParty.count ? partyCount - Int(firstParty[index]) : Int.max
    return ClusterPlan(index, seed: seed, shares: shares, room: room)
  }

  /// The businesses of a cluster with their plans.
  func members(ofCluster index: Int) -> [(Business, ClusterPlan.Member)] {
    let plan = plan(index)
    return Array(zip(clusters.businesses(plan, index: index), plan.members))
  }

  static func partyID(_ number: Int) -> String {
    let digits = String(number + 1)
    return "p" + String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
  }
}
