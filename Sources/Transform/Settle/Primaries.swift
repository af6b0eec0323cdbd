import ContactModel

/// Chooses, among the contacts of one party, which is primary in its company and role; the others are its duplicates.
///
/// Order: a person's choice, then contacts that are not archived, then probability, then the oldest, then the id. A contact
/// whose roles are unknown competes in every role and is primary only where it is first in all.
struct Primaries {
  private let graph: SettleGraph

  init(_ graph: SettleGraph) { self.graph = graph }

  private struct Scope: Hashable {
    var party: Int32
    var company: String
    var role: UInt8
  }

  func choose(among pending: inout [PendingDecision]) {
    var first: [Scope: Int] = [:]
    for contact in pending.indices where takesPart(pending[contact]) {
      for role in roles(contact) {
        let scope = scope(pending[contact], contact, role)
        if let other = first[scope], !precedes(contact, other, pending) { continue }
        first[scope] = contact
      }
    }
    for contact in pending.indices where takesPart(pending[contact]) {
      let wins = roles(contact).map { first[scope(pending[contact], contact, $0)] == contact }
      let isPrimary = isKnown(contact) ? wins.contains(true) : !wins.contains(false)
      apply(isPrimary, to: &pending[contact], contact)
    }
  }

  /// A disputed link keeps its flag: it takes part only where it holds it.
  private func takesPart(_ pending: PendingDecision) -> Bool {
    guard pending.linkedParty != nil else { return false }
    guard pending.decision.linkAction == .dispute else { return true }
    return graph.standing[Int(pending.decision.contact)]?.isPrimary == true
  }

  private func apply(_ isPrimary: Bool, to pending: inout PendingDecision, _ contact: Int) {
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

  private func scope(_ pending: PendingDecision, _ contact: Int, _ role: UInt8) -> Scope {
    Scope(party: pending.linkedParty ?? -1, company: graph.graph.contacts[contact].company, role: role)
  }

  private func precedes(_ a: Int, _ b: Int, _ pending: [PendingDecision]) -> Bool {
    let disputed = (pending[a].decision.linkAction == .dispute, pending[b].decision.linkAction == .dispute)
    if disputed.0 != disputed.1 { return disputed.0 }
    if pending[a].isCertain != pending[b].isCertain { return pending[a].isCertain }
    let (x, y) = (graph.graph.contacts[a], graph.graph.contacts[b])
    if x.isArchived != y.isArchived { return y.isArchived }
    let (p, q) = (pending[a].decision.probability, pending[b].decision.probability)
    if p != q { return p > q }
    let (s, t) = (x.createdAt?.microseconds ?? .max, y.createdAt?.microseconds ?? .max)
    if s != t { return s < t }
    return graph.contactRanks[a] < graph.contactRanks[b]
  }
}
