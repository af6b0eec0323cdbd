package import ContactModel

/// Decides which parties may be created in an account, and why the others are not: pure, the same answer for the same facts.
///
/// A contact created by mistake is a second record of somebody in a customer's books, so whatever speaks against it holds:
/// candidates count far below the policy's `review_at`, and a namesake of whatever role and state is a person's question.
package struct CreationPlanner: Sendable {
  package let rules: CreationRules
  package let standing: CreationStanding
  private let ruling: Ruling

  /// A free contact that is this party with at least this probability, before rivals, holds it.
  package static let resemblance = 0.02
  /// The same of a contact that is linked to another party.
  package static let takenResemblance = 0.3

  package init(rules: CreationRules, standing: CreationStanding, policy: Policy) {
    self.rules = rules
    self.standing = standing
    ruling = Ruling(policy)
  }

  /// What holds a party as far as it can be told without contacts; nil: likenesses and names must be looked at.
  ///
  /// - Parameter now: for the time that a party must have stood unmatched.
  package func firstHold(_ party: CreationParty, now: Timestamp) -> CreationPlanLine? {
    func hold(_ reason: CreationHold, until: Timestamp? = nil, field: String? = nil) -> CreationPlanLine {
      CreationPlanLine(party: party.id, .hold(reason), until: until, field: field)
    }
    if party.isErased { return hold(.erased) }
    if party.isRetired { return hold(.retired) }
    switch party.creation {
    case .created, .adopted: return hold(party.link == .standing ? .linked : .created)
    case .unknown, .sending: return hold(.unknown)
    case .review: return hold(.inDoubt)
    case .rejected where !party.isRenewed: return hold(party.link == .none ? .refused : .linked)
    case .rejected, .planned, nil: break
    }
    switch party.link {
    case .standing: return hold(.linked)
    case .ended: return hold(.wasLinked)
    case .none: break
    }
    if let account = party.account {
      if account != rules.account { return hold(.elsewhere) }
      if !rules.takesOwn, !rules.takesUnassigned { return hold(.noTarget) }
    } else if !rules.takesUnassigned {
      return hold(.noTarget)
    }
    if party.hasWaitingLink { return hold(.linkWaits) }
    if party.isJudgedSame { return hold(.judgedSame) }
    if party.isInReview { return hold(.inReview) }
    guard party.name.flatMap({ NameKey($0) }) != nil else { return hold(.nameMissing) }
    if let missing = roleHold(party) { return hold(missing) }
    let flags = rules.flags(of: party)
    var fields = party.fields.union(["name"])
    if flags.isCustomer != nil { fields.insert("is_customer") }
    if flags.isSupplier != nil { fields.insert("is_supplier") }
    if let field = standing.required.subtracting(fields).min() { return hold(.fieldMissing, field: field) }
    if let limit = standing.nameLimit, party.name?.count ?? 0 > limit { return hold(.nameTooLong, field: "name") }
    if party.revision > standing.settledRevision { return hold(.notCompared) }
    let ripe = party.unmatchedSince.advanced(bySeconds: rules.afterSeconds)
    return ripe > now ? hold(.tooNew, until: ripe) : nil
  }

  private func roleHold(_ party: CreationParty) -> CreationHold? {
    let flags = rules.flags(of: party)
    if flags.isCustomer != nil || flags.isSupplier != nil { return nil }
    return party.isCustomer == .yes || party.isSupplier == .yes ? .roleExcluded : .roleUnknown
  }

  /// The plan of all parties, in the order of their ids.
  ///
  /// - Parameters:
  ///   - likenesses: of the parties that ``firstHold(_:now:)`` lets through.
  ///   - names: of all contacts of the account.
  ///   - refused: pairs of which somebody said that they are not the same.
  package func plan(
    _ parties: [CreationParty], likenesses: [CreationLikeness], names: some Sequence<ContactName>,
    refused: Set<RefusedPair>, now: Timestamp
  ) -> [CreationPlanLine] {
    var lines: [CreationPlanLine] = []
    var open: [CreationParty] = []
    for party in parties {
      if let line = firstHold(party, now: now) { lines.append(line) } else { open.append(party) }
    }
    let resembling = strongest(likenesses, refused)
    let namesakes = Namesakes(of: open, refused: refused).found(in: names)
    // Those that are planned already keep their place before new ones come under the cap.
    open.sort { a, b in
      let (first, second) = (a.creation == .planned, b.creation == .planned)
      return first != second ? first : a.id < b.id
    }
    var planned: [NameKey: String] = [:]
    var count = 0
    for party in open {
      guard let key = party.name.flatMap({ NameKey($0) }) else { continue }
      if let hold = standing.hold {
        lines.append(CreationPlanLine(party: party.id, .hold(hold)))
      } else if let namesake = namesakes[party.id], namesake.isErased {
        lines.append(CreationPlanLine(party: party.id, .hold(.erased)))
      } else if let namesake = namesakes[party.id] {
        lines.append(
          CreationPlanLine(
            party: party.id, namesake.party == nil ? .ask(contact: namesake.contact) : .hold(.namesakeLinked),
            contact: namesake.contact))
      } else if let likeness = resembling[party.id] {
        lines.append(
          CreationPlanLine(
            party: party.id, .hold(.resembles), contact: likeness.contact, probability: likeness.probability))
      } else if planned[key] != nil {
        lines.append(CreationPlanLine(party: party.id, .hold(.sameNamePlanned)))
      } else if count >= rules.cap {
        lines.append(CreationPlanLine(party: party.id, .hold(.cap)))
      } else {
        planned[key] = party.id
        count += 1
        lines.append(CreationPlanLine(party: party.id, .create))
      }
    }
    return lines.sorted { $0.party < $1.party }
  }

  /// How likely a contact is the party, before rivals; nil: too little to hold it.
  package func resemblance(_ likeness: CreationLikeness) -> Double? {
    let weight = Double(likeness.weight)
    let bits = ruling.bits(of: likeness.levels, weight: weight)
    let probability = probability(bits: ruling.alone(likeness.levels, weight: weight, bits: bits))
    let least = likeness.isTaken ? CreationPlanner.takenResemblance : CreationPlanner.resemblance
    return probability >= least ? probability : nil
  }

  private func strongest(
    _ likenesses: [CreationLikeness], _ refused: Set<RefusedPair>
  ) -> [String: (contact: String, probability: Double)] {
    var strongest: [String: (contact: String, probability: Double)] = [:]
    for likeness in likenesses where !refused.covers(contact: likeness.contact, party: likeness.party) {
      guard let probability = resemblance(likeness) else { continue }
      if let other = strongest[likeness.party],
        (other.probability, likeness.contact) > (probability, other.contact)
      {
        continue
      }
      strongest[likeness.party] = (likeness.contact, probability)
    }
    return strongest
  }
}

extension Set<RefusedPair> {
  /// Whether somebody said that the contact is not this party, or none at all.
  package func covers(contact: String, party: String) -> Bool {
    contains(RefusedPair(contact: contact, party: party)) || contains(RefusedPair(contact: contact, party: nil))
  }
}
