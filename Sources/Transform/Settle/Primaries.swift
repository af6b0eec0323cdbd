import ContactModel

/// Chooses, among the contacts of one party, which is primary in its company and role; the others are its duplicates.
///
/// Order: a person's choice, then contacts that are not archived, then probability, then the oldest, then the id. A contact
/// whose roles are unknown competes in every role and is primary only where it is first in all.
struct Primaries {
  private let graph: SettleGraph
  /// For each contact whether it is primary; nothing for one that takes no part.
  private var places: [Place]

  private enum Place: UInt8 { case none, duplicate, primary }

  /// What of a contact's decision bears on who is primary.
  struct Claim {
    fileprivate var party: Int32
    fileprivate var isCertain: Bool
    fileprivate var isDisputed: Bool
    fileprivate var probability: Double

    init(_ pending: PendingDecision) {
      party = pending.linkedParty ?? -1
      isCertain = pending.isCertain
      isDisputed = pending.decision.linkAction == .dispute
      probability = pending.decision.probability
    }
  }

  private struct Scope: Hashable {
    var party: Int32
    var company: Int32
    var role: UInt8
  }

  /// - Parameter claims: one for each contact.
  init(_ graph: SettleGraph, _ claims: [Claim]) {
    self.graph = graph
    places = Array(repeating: .none, count: claims.count)
    var companies: [String: Int32] = [:]
    var company = [Int32](repeating: 0, count: claims.count)
    var first: [Scope: Int32] = [:]
    for (contact, claim) in claims.enumerated() where takesPart(claim, contact) {
      let name = graph.graph.contacts[contact].company
      company[contact] = companies[name] ?? Int32(companies.count)
      companies[name] = company[contact]
      for role in roles(contact) {
        let scope = Scope(party: claim.party, company: company[contact], role: role)
        if let other = first[scope], !precedes(contact, Int(other), claims) { continue }
        first[scope] = Int32(contact)
      }
    }
    for (contact, claim) in claims.enumerated() where takesPart(claim, contact) {
      let wins = roles(contact).map { role in
        first[Scope(party: claim.party, company: company[contact], role: role)] == Int32(contact)
      }
      let isPrimary = isKnown(contact) ? wins.contains(true) : !wins.contains(false)
      places[contact] = isPrimary ? .primary : .duplicate
    }
  }

  /// Completes a contact's decision by its place among the contacts of its party.
  func apply(to pending: inout PendingDecision, _ contact: Int) {
    guard places[contact] != .none else { return }
    let isPrimary = places[contact] == .primary
    switch pending.decision.linkAction {
    case .dispute: return
    case .link: pending.decision.linkAction = .link(primary: isPrimary)
    case .move(_, let ending): pending.decision.linkAction = .move(primary: isPrimary, by: ending)
    default:
      if let link = graph.standing[contact], link.isPrimary != isPrimary {
        pending.decision.linkAction = .setPrimary(isPrimary)
      }
    }
    if !isPrimary { pending.decision.reasons.append(.duplicateContact) }
  }

  /// A disputed link keeps its flag: it takes part only where it holds it.
  private func takesPart(_ claim: Claim, _ contact: Int) -> Bool {
    guard claim.party >= 0 else { return false }
    guard claim.isDisputed else { return true }
    return graph.standing[contact]?.isPrimary == true
  }

  private func isKnown(_ contact: Int) -> Bool {
    let node = graph.graph.contacts[contact]
    return node.isCustomer == .yes || node.isSupplier == .yes
  }

  /// 1 customer, 2 supplier; both where neither is known.
  private func roles(_ contact: Int) -> [UInt8] {
    let node = graph.graph.contacts[contact]
    guard isKnown(contact) else { return [1, 2] }
    return (node.isCustomer == .yes ? [1] : []) + (node.isSupplier == .yes ? [2] : [])
  }

  private func precedes(_ a: Int, _ b: Int, _ claims: [Claim]) -> Bool {
    if claims[a].isDisputed != claims[b].isDisputed { return claims[a].isDisputed }
    if claims[a].isCertain != claims[b].isCertain { return claims[a].isCertain }
    let (x, y) = (graph.graph.contacts[a], graph.graph.contacts[b])
    if x.isArchived != y.isArchived { return y.isArchived }
    let (p, q) = (claims[a].probability, claims[b].probability)
    if p != q { return p > q }
    let (s, t) = (x.createdAt?.microseconds ?? .max, y.createdAt?.microseconds ?? .max)
    if s != t { return s < t }
    return graph.contactRanks[a] < graph.contactRanks[b]
  }
}
