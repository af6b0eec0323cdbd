import ContactModel
import Extract
import Postgres
import Transform

/// Everything that is to be said about one contact's answer. The contact's neighbourhood is settled anew in memory, so that
/// what rivals took is known of every candidate; the stored decision is shown beside it.
struct Explanation: Sendable {
  struct Candidate: Sendable {
    var id: String
    var name: String
    /// Prior, fields, interactions, rivals; the total last.
    var rows: [Evidence]
    /// Raw values by field: contact's, party's.
    var raw: [(field: String, left: String, right: String)]

    var total: Double { rows.last?.weight ?? 0 }
    /// Bits of a row by its name; 0 where there is none.
    func bits(_ field: String) -> Double { rows.filter { $0.field == field }.reduce(0) { $0 + $1.weight } }
  }

  /// Another contact that the best candidate suits, too.
  struct Rival: Sendable {
    var contact: String
    var name: String
    /// After its own rivals.
    var weight: Double
    /// The party that is linked with it; nil: none.
    var linked: String?
  }

  let account: String
  let contactID: String
  let contactName: String
  let decision: StoredDecision?
  let link: StoredLink?
  /// Explained whole: the best three, or the party that was asked for.
  var candidates: [Candidate] = []
  /// All candidates, best first.
  var ranking: [Candidate] = []
  /// The likeliest first, at most three.
  var rivals: [Rival] = []
  /// The contact's values by field: as received, normalized.
  var values: [(field: String, raw: String, normalized: String)] = []
  /// Why the party that was asked for is not the answer; nil where none was.
  var whyNot: String?
  let policy: Policy
  /// The stored decision was made by another matcher than the one that explains now.
  var isOtherMatcher = false

  init(
    _ session: borrowing Session, account: String, organization: String, contact: String, against: String?,
    policy: Policy
  ) throws {
    self.account = account
    contactID = contact
    self.policy = policy
    let page = try StoredReader.contacts(session, account: account, ids: [contact])
    contactName = Contact(page, at: 0).name ?? ""
    decision = try StoredReader.decision(session, account: account, contact: contact)
    link = try StoredReader.link(session, account: account, contact: contact)
    let snapshot = try StoredReader.snapshot(session, organization: organization)
      .flatMap { FrequencySnapshot(decoding: $0.content) }
    let index = PartyIndexBuilder(policy: policy, snapshot: snapshot).finish()
    isOtherMatcher = decision.map { $0.matcherVersion != index.matcherVersion } ?? false
    values = Self.values(page, index)
    let graph = try Neighbourhood(session, account: account, organization: organization, contact: contact, policy)
    let ids = graph.candidates.map(\.record) + (against.map { [$0] } ?? [])
    let parties = Records(try StoredReader.parties(session, organization: organization, ids: Array(Set(ids))))
    ranking = graph.candidates.compactMap { found in
      parties.row(found.record).map { row in
        let rows = index.explain(contact: page, row: 0, party: parties.page, row: row)
        return Self.candidate(found.party, page, parties.page, row, rows.settled(at: found.weight))
      }
    }
    candidates = Array(ranking.prefix(3))
    if let against {
      guard let row = parties.row(against) else {
        throw Failure(.usage, "there is no party '\(against)' in \(organization)")
      }
      let rows = index.explain(contact: page, row: 0, party: parties.page, row: row)
      let asked = ranking.first { $0.id == against } ?? Self.candidate(against, page, parties.page, row, rows)
      candidates = [asked]
      let keys = (index.keys(of: page).first ?? [], index.keys(of: parties.page)[row])
      whyNot = whyNot(
        asked, said: graph.said(of: against), retired: Self.retirement(Contact(parties.page, at: row)),
        sharesKey: !Set(keys.0).isDisjoint(with: keys.1))
    }
    rivals = try Self.rivals(session, graph, account: account)
  }

  private static func candidate(
    _ id: String, _ contact: RecordPage, _ parties: RecordPage, _ row: Int, _ rows: [Evidence]
  ) -> Candidate {
    let (left, right) = (Contact(contact, at: 0), Contact(parties, at: row))
    return Candidate(
      id: id, name: right.name ?? "", rows: rows,
      raw: zip(raw(left), raw(right)).map { (field: $0.field, left: $0.text, right: $1.text) })
  }

  private static func raw(_ record: Contact) -> [(field: String, text: String)] {
    func all(_ texts: [String]) -> String { texts.joined(separator: " | ") }
    return [
      (Field.name.name, record.name ?? ""), (Field.taxNumber.name, record.taxNumber ?? ""),
      (Field.email.name, record.emailAddress ?? ""), (Field.phone.name, all(record.phoneNumbers)),
      (Field.address.name, all(record.addressLines)),
    ]
  }

  private static func values(
    _ page: RecordPage, _ index: PartyIndex
  ) -> [(field: String, raw: String, normalized: String)] {
    let texts = index.normalizedTexts(of: page).first ?? [:]
    return raw(Contact(page, at: 0)).map { (field: $0.field, raw: $0.text, normalized: texts[$0.field] ?? "") }
  }

  private static func rivals(
    _ session: borrowing Session, _ graph: Neighbourhood, account: String
  ) throws -> [Rival] {
    let found = graph.rivals.prefix(3)
    let contacts = Records(try StoredReader.contacts(session, account: account, ids: found.map(\.contact)))
    return found.map { rival in
      let name = contacts.row(rival.contact).flatMap { Contact(contacts.page, at: $0).name }
      return Rival(contact: rival.contact, name: name ?? "", weight: rival.weight, linked: rival.linked)
    }
  }

  /// Why the platform's party gets no links; nil where it may.
  private static func retirement(_ party: Contact) -> String? {
    if let survivor = party.page.string(party.row.mergedInto) { return "the platform merged it into \(survivor)" }
    return party.row.deletedAt == nil ? nil : "the platform retired it"
  }
}

/// Records found by id.
private struct Records {
  let page: RecordPage
  private var rows: [String: Int] = [:]

  init(_ page: RecordPage) {
    self.page = page
    for (row, record) in page.rows.enumerated() { rows[page.string(record.id) ?? ""] = row }
  }

  func row(_ id: String) -> Int? { rows[id] }
}
