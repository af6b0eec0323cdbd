package import ContactModel

/// What happened to the books in one night; every contact as it is afterwards.
package struct NightOfChanges: Sendable {
  package var edited: [BusinessGenerator.LabelledContact] = []
  package var added: [BusinessGenerator.LabelledContact] = []
  package var archived: [BusinessGenerator.LabelledContact] = []
  /// With `remote_was_deleted`.
  package var deleted: [BusinessGenerator.LabelledContact] = []

  /// The changed contacts as JSON lines without newlines, in the order of their `modified_at`.
  package var lines: [String] {
    (edited + added + archived + deleted).map(\.contact)
      .sorted { ($0.modifiedAt, $0.id) < ($1.modifiedAt, $1.id) }.map(\.line)
  }
}

extension BusinessGenerator {
  /// A believable night after the given contacts of this generator: clerks fill in, correct, archive and delete some,
  /// and enter new ones, most of them businesses that the platform knows.
  ///
  /// At least one of each kind; else about 2 % edited, 0.8 % added, 0.3 % archived, 0.2 % deleted.
  /// - Parameters:
  ///   - contacts: the state before; already deleted ones are left alone.
  ///   - seed: tells nights apart.
  ///   - time: when the night begins; changes follow within six hours.
  package func night(after contacts: [LabelledContact], seed: UInt64, at time: Timestamp) -> NightOfChanges {
    var random = SeededRandom(seed: self.seed, Stream.night.rawValue, seed)
    var taken = TakenNames(contacts.map(\.contact.name))
    var known = Set(contacts.map(\.contact.id))
    var pool = contacts.indices.filter { !contacts[$0].contact.isDeleted }
    func draw(perMille: Int, _ random: inout SeededRandom) -> [LabelledContact] {
      var drawn: [LabelledContact] = []
      for _ in 0..<min(pool.count, max(1, contacts.count * perMille / 1000)) {
        let place = random.below(pool.count)
        drawn.append(contacts[pool[place]])
        pool.swapAt(place, pool.count - 1)
        pool.removeLast()
      }
      return drawn
    }
    func stamped(_ labelled: LabelledContact, _ random: inout SeededRandom) -> LabelledContact {
      var result = labelled
      result.contact.modifiedAt = time.advanced(bySeconds: Int64(random.below(21_600)))
      result.contact.remoteUpdatedAt = result.contact.modifiedAt.advanced(bySeconds: -Int64(random.within(60...3600)))
      return result
    }

    var night = NightOfChanges()
    night.edited = draw(perMille: 20, &random).map { stamped(edited($0, &random), &random) }
    night.archived = draw(perMille: 3, &random).map { labelled in
      var result = stamped(labelled, &random)
      result.contact.status = result.contact.status == "ACTIVE" ? "ARCHIVED" : "ACTIVE"
      return result
    }
    night.deleted = draw(perMille: 2, &random).map { labelled in
      var result = stamped(labelled, &random)
      result.contact.isDeleted = true
      return result
    }
    for count in 0..<max(1, contacts.count * 8 / 1000) {
      guard let labelled = newcomer(number: contacts.count + count, taken: &taken, &random),
        known.insert(labelled.contact.id).inserted
      else { continue }
      var result = stamped(labelled, &random)
      result.contact.createdAt = result.contact.modifiedAt
      result.contact.status = "ACTIVE"
      night.added.append(result)
    }
    return night
  }

  /// The contact with one field as it stands on a newer invoice.
  private func edited(_ labelled: LabelledContact, _ random: inout SeededRandom) -> LabelledContact {
    let origin = labelled.origin
    let (business, _) = members(ofCluster: origin.cluster)[origin.place]
    var result = labelled
    for _ in 0..<12 {
      let (fresh, _) = contacts.contact(business, copy: 0, style: .xero, number: 0, &random)
      switch random.below(5) {
      case 0 where fresh.email != nil: result.contact.email = fresh.email
      case 1 where !fresh.phones.isEmpty: result.contact.phones = fresh.phones
      case 2 where !fresh.addresses.isEmpty: result.contact.addresses = fresh.addresses
      case 3 where fresh.tax != nil: result.contact.tax = fresh.tax
      default: continue
      }
      if result.contact != labelled.contact { return result }
    }
    result.contact.phones = [
      .init(number: PhoneWriter.write(business.mobile, isTidy: true, extensionDigits: nil, &random))
    ]
    return result
  }

  /// A first contact of a business that the platform knows, or of one that nobody has heard of.
  private func newcomer(number: Int, taken: inout TakenNames, _ random: inout SeededRandom) -> LabelledContact? {
    let isKnown = random.chance(0.7)
    for _ in 0..<200 {
      let cluster = isKnown ? random.below(firstParty.count) : firstParty.count + random.below(1 << 40)
      let members = members(ofCluster: cluster)
      let place = random.below(members.count)
      let (business, plan) = members[place]
      guard !isKnown || plan.parties > 0 && plan.contacts == 0 else { continue }
      let before = members[..<place].reduce(isKnown ? Int(firstParty[cluster]) : 0) { $0 + $1.1.parties }
      let parties = isKnown ? (before..<before + plan.parties).map(Self.partyID) : []
      return labelled(
        business, origin: Origin(cluster: cluster, place: place, copy: 0), number: number, parties, taken: &taken)
    }
    return nil
  }
}
