internal import ContactModel
internal import Extract
internal import Postgres
internal import Transform

/// The evidence of the candidates that people will look at, with the values that were compared.
struct ReviewEvidence {
  private let graph: MatchGraph
  private let policy: Policy
  private let index: PartyIndex?
  private let contacts: RecordPage
  private let parties: RecordPage
  private var contactRows: [String: Int] = [:]
  private var partyRows: [String: Int] = [:]

  /// Reads the records of all contacts in review or dispute and of their candidates.
  init(
    _ session: borrowing Session, account: String, organization: String, graph: MatchGraph, decisions: [Decision],
    policy: Policy, index: PartyIndex?
  ) throws {
    self.graph = graph
    self.policy = policy
    self.index = index
    let shown = decisions.filter { $0.verdict == .review || $0.linkAction == .dispute }
    let contactIDs = shown.map { graph.contactIDs[graph.contacts[Int($0.contact)].id] }
    let partyIDs = Set(
      shown.flatMap(\.candidates).map { graph.partyIDs[graph.parties[Int($0.comparedRecord ?? $0.party)].id] })
    contacts = try StoredReader.contacts(session, account: account, ids: contactIDs)
    parties = try StoredReader.parties(session, organization: organization, ids: partyIDs.sorted())
    for (row, record) in contacts.rows.enumerated() { contactRows[contacts.string(record.id) ?? ""] = row }
    for (row, record) in parties.rows.enumerated() { partyRows[parties.string(record.id) ?? ""] = row }
  }

  /// One candidate's evidence: prior, fields, interactions, rivals, total.
  func rows(_ decision: Decision, _ candidate: RankedCandidate) -> [Evidence] {
    var values: [(left: String, right: String)] = []
    let contactID = graph.contactIDs[graph.contacts[Int(decision.contact)].id]
    let partyID = graph.partyIDs[graph.parties[Int(candidate.comparedRecord ?? candidate.party)].id]
    if let index, let contact = contactRows[contactID], let party = partyRows[partyID] {
      let explained = index.explain(contact: contacts, row: contact, party: parties, row: party)
      values = fieldValues(of: explained)
    }
    return evidence(for: candidate, policy: policy, values: values)
  }
}

/// The two values of each field in a pair's evidence, by `Field.rawValue`; empty where it has none.
func fieldValues(of evidence: [Evidence]) -> [(left: String, right: String)] {
  Field.allCases.map { field in evidence.first { $0.field == field.name }.map { ($0.left, $0.right) } ?? ("", "") }
}
