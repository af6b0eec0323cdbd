package import ContactModel

/// Looks for contacts that bear the names of parties.
package struct Namesakes: Sendable {
  private var parties: [String: [(id: String, key: NameKey)]] = [:]
  private let refused: Set<RefusedPair>

  /// - Parameter refused: pairs of which somebody said that they are not the same: they are no namesakes.
  package init(of parties: [CreationParty], refused: Set<RefusedPair>) {
    self.refused = refused
    for party in parties {
      guard let key = party.name.flatMap({ NameKey($0) }) else { continue }
      self.parties[key.bucket, default: []].append((party.id, key))
    }
  }

  /// For each party the contact of its name that is in its way: a free one before one that is linked to another party, then
  /// the first by id.
  package func found(in names: some Sequence<ContactName>) -> [String: ContactName] {
    var found: [String: ContactName] = [:]
    if parties.isEmpty { return found }
    for name in names {
      guard let key = NameKey(name.name) else { continue }
      for party in parties[key.bucket] ?? []
      where key.isNamesake(of: party.key) && name.party != party.id
        && !refused.covers(contact: name.contact, party: party.id)
      {
        if let other = found[party.id], !Namesakes.precedes(name, other) { continue }
        found[party.id] = name
      }
    }
    return found
  }

  private static func precedes(_ a: ContactName, _ b: ContactName) -> Bool {
    let (isFree, otherIsFree) = (a.party == nil && !a.isErased, b.party == nil && !b.isErased)
    if isFree != otherIsFree { return isFree }
    return a.contact < b.contact
  }
}
