package import ContactModel

extension RelinkPlan {
  /// Finds the contacts of before among those of now by company, remote id and roles, where that is unique on both sides.
  ///
  /// Companies have new ids, too: which is which is inferred from the contacts whose remote id and roles are unique in the
  /// whole account on both sides, by the majority of them in either direction. Contacts of a company that this leaves open
  /// are unclear. So are the few pairs of a small account whose names differ for the most part: they may be other books.
  ///
  /// - Parameters:
  ///   - old: the contacts of before that the new linking has not brought.
  ///   - new: the contacts that it has brought.
  package init(old: [RelinkContact], new: [RelinkContact]) {
    self.init()
    let companies = CompanyMap(old: old, new: new)
    let olds = RelinkPlan.groups(old) { contact in companies.now[contact.company] }
    let news = RelinkPlan.groups(new) { $0.company }
    var taken: Set<Int> = []
    var paired: Set<Int> = []
    for (key, places) in olds {
      guard places.count == 1, let others = news[key], others.count == 1 else { continue }
      paired.insert(places[0])
      taken.insert(others[0])
    }
    var doubtful: [(pair: Pair, isKnown: Bool)] = []
    for place in paired.sorted() {
      guard let key = RelinkPlan.key(old[place], companies.now[old[place].company]), let other = news[key]?.first else {
        continue
      }
      let pair = Pair(old: old[place].id, new: new[other].id)
      pairs.append(pair)
      guard let name = old[place].nameHash, let otherName = new[other].nameHash else { continue }
      named += 1
      if name == otherName { continue }
      renamed += 1
      if renamed <= RelinkPlan.fewRenamed { doubtful.append((pair, old[place].isKnown)) }
    }
    if renamed <= RelinkPlan.fewRenamed, 2 * renamed > named {
      pairs.removeAll { pair in doubtful.contains { $0.pair == pair } }
      unclear += doubtful.filter(\.isKnown).map(\.pair)
    }
    var byRemoteID: [String: [Int]] = [:]
    for (place, contact) in new.enumerated() where !taken.contains(place) {
      if let id = contact.remoteID { byRemoteID[id, default: []].append(place) }
    }
    for (place, contact) in old.enumerated() where contact.isKnown && !paired.contains(place) {
      let found = (contact.remoteID.flatMap { byRemoteID[$0] } ?? []).filter {
        companies.mayBe(contact.company, new[$0].company)
      }
      if found.isEmpty { missing.append(contact.id) }
      unclear += found.map { Pair(old: contact.id, new: new[$0].id) }
    }
  }

  /// The new linking looks like that of other books: most of the pairs that the remote ids give have other names.
  package var isOfOtherBooks: Bool { renamed > RelinkPlan.fewRenamed && 2 * renamed > named }

  /// Pairs with differing names that may be put before a person one by one.
  private static let fewRenamed = 2

  fileprivate struct Key: Hashable {
    var company: String
    var remoteID: String
    var isCustomer: Flag
    var isSupplier: Flag
  }

  fileprivate static func key(_ contact: RelinkContact, _ company: String?) -> Key? {
    guard let company, let remoteID = contact.remoteID else { return nil }
    return Key(
      company: company, remoteID: remoteID, isCustomer: contact.isCustomer, isSupplier: contact.isSupplier)
  }

  fileprivate static func groups(
    _ contacts: [RelinkContact], _ company: (RelinkContact) -> String?
  ) -> [Key: [Int]] {
    var groups: [Key: [Int]] = [:]
    for (place, contact) in contacts.enumerated() {
      if let key = key(contact, company(contact)) { groups[key, default: []].append(place) }
    }
    return groups
  }
}

/// Which company of before is which of now.
private struct CompanyMap {
  /// By the id of before.
  private(set) var now: [String: String] = [:]
  private var before: [String: String] = [:]

  private struct Vote: Hashable {
    var old: String
    var new: String
  }

  init(old: [RelinkContact], new: [RelinkContact]) {
    let (olds, news) = (RelinkPlan.groups(old) { _ in "" }, RelinkPlan.groups(new) { _ in "" })
    var votes: [Vote: Int] = [:]
    for (key, places) in olds {
      guard places.count == 1, let others = news[key], others.count == 1 else { continue }
      votes[Vote(old: old[places[0]].company, new: new[others[0]].company), default: 0] += 1
    }
    var (ofOld, ofNew): ([String: Int], [String: Int]) = ([:], [:])
    for (vote, count) in votes {
      ofOld[vote.old, default: 0] += count
      ofNew[vote.new, default: 0] += count
    }
    for (vote, count) in votes where 2 * count > ofOld[vote.old] ?? 0 && 2 * count > ofNew[vote.new] ?? 0 {
      now[vote.old] = vote.new
      before[vote.new] = vote.old
    }
  }

  /// Nothing speaks against it that one company is the other.
  func mayBe(_ old: String, _ new: String) -> Bool {
    (now[old] ?? new) == new && (before[new] ?? old) == old
  }
}
