internal import ContactModel
internal import Extract
internal import Load
internal import MergeAPI
internal import Postgres
internal import Transform

/// Creating contacts in one account, under its lease: recover, look for lost answers, plan, send.
struct CreationWork: Sendable {
  let settings: CreationSettings
  let policy: Policy
  let tools: RunTools
  let matchers: OrganizationMatchers
  let run: Int64
  let account: AccountSummary
  let client: MergeClient
  let token: SecretText
  /// As Merge lists the account; nil: not listed.
  let listed: LinkedAccount?
  let connection: Connection
  let lease: AccountLease
  /// Contacts that are not stored because they were erased.
  let erased: ErasedContacts

  var id: String { account.account }
  var organization: String { account.organization }
  var search: ContactSearch { ContactSearch(client: client, account: token) }
  var events: RunEvents { RunEvents(tools.logger, run: run, account: id) }

  /// What the account's Merge side says now; asked once in a run.
  struct Remote: Sendable {
    var sync: SyncStatus?
    var freshness: Freshness
    var requirements: PostRequirements
  }

  /// Which parties are considered.
  enum Scope: Sendable {
    case all
    /// Only those that the outbox holds as planned: what is not, is not planned by this.
    case planned
  }

  func remote() async throws -> Remote {
    let sync = try await AccountInspector(client: client).contactSync(account: token)
    let freshness = Freshness(account: listed, sync: sync, isFirstRead: false, now: tools.surroundings.now())
    return Remote(
      sync: sync, freshness: freshness, requirements: try await client.postRequirements(account: token))
  }

  /// Recovers, looks for lost answers, plans and sends: all that a run does.
  ///
  /// - Parameter result: holds what was done also where it throws.
  func work(_ scope: Scope = .all, sends: Bool = true, into result: inout CreationResult) async throws {
    let remote = try await remote()
    let (lease, run) = (lease, run)
    _ = try await connection.run { try CreationStore.recover($0, lease: lease, run: run) }
    let heeded = try await connection.run { try CreationStore.heedAnswers($0, lease: lease, run: run) }
    result.adopted += heeded.adopted
    try await LostAnswers(work: self, remote: remote).resolve(&result)
    try await plan(remote, scope, into: &result)
    let lines = result.lines
    let written = try await connection.run { try CreationStore.write($0, lease: lease, run: run, plan: lines) }
    result.planned += written.planned
    result.withdrawn += written.withdrawn
    result.asked += written.asked
    if sends { try await CreationSender(work: self, remote: remote).send(&result) }
    events.creationsDone(result)
  }

  /// Plans without writing anything.
  func rehearse(into result: inout CreationResult) async throws {
    try await plan(try await remote(), .all, into: &result)
    result.planned = result.wanted.count
  }

  private func plan(_ remote: Remote, _ scope: Scope, into result: inout CreationResult) async throws {
    let (id, organization) = (id, organization)
    var standing = try await connection.run { try CreationReader.account($0, id) }
    if standing.hold == nil {
      if !remote.freshness.isAbsenceProof {
        standing.hold = .stale
      } else if !remote.requirements.canCreate || remote.requirements.needsOwnParameters {
        standing.hold = .writesRefused
      }
    }
    let planner = CreationPlanner(
      rules: settings.rules(of: id),
      standing: CreationStanding(
        hold: standing.hold, settledRevision: standing.settledRevision, required: remote.requirements.required,
        nameLimit: remote.requirements.nameLimit), policy: policy)
    let now = tools.now()
    var parties = try await connection.run {
      try CreationReader.parties($0, account: id, organization: organization)
    }
    if scope == .planned { parties.removeAll { $0.creation != .planned } }
    let open = parties.filter { planner.firstHold($0, now: now) == nil }
    var facts = Facts()
    if !open.isEmpty, standing.hold == nil {
      let ids = open.map(\.id)
      facts = try await connection.run { session in
        Facts(
          likenesses: try CreationReader.likenesses(session, account: id, organization: organization, parties: ids),
          names: try CreationReader.names(session, account: id),
          refused: try CreationReader.refusedPairs(session, account: id))
      }
      let obstacles = try await changesSinceRead(standing.watermark, open)
      facts.likenesses += obstacles.likenesses
      facts.names += obstacles.names
    }
    result.lines = planner.plan(
      parties, likenesses: facts.likenesses, names: facts.names, refused: facts.refused, now: now)
  }

  private struct Facts: Sendable {
    var likenesses: [CreationLikeness] = []
    var names: [ContactName] = []
    var refused: Set<RefusedPair> = []
  }

  /// Contacts that have come or changed at Merge since the account was read, as far as they are like parties.
  private func changesSinceRead(
    _ watermark: Timestamp?, _ parties: [CreationParty]
  ) async throws -> (likenesses: [CreationLikeness], names: [ContactName]) {
    guard let watermark else { return ([], []) }
    let changed = try await search.changed(after: watermark.advanced(bySeconds: -CreationWork.overlap))
    return try await unread(changed.pages, parties: Set(parties.map(\.id)))
  }

  /// Seconds by which what has changed since the last read is asked for before its end.
  private static let overlap: Int64 = 900

  func contactName(_ name: String, _ row: RecordRow, of page: RecordPage, party: String? = nil) -> ContactName {
    let id = page.string(row.id) ?? ""
    let isErased = erased.contains(contact: id, remoteID: page.string(row.remoteID))
    return ContactName(contact: id, name: name, party: party, isErased: isErased)
  }

  /// Of contacts as Merge shows them those that are not stored like that: their names, and how like they are to parties.
  func unread(
    _ pages: [RecordPage], parties: Set<String>
  ) async throws -> (likenesses: [CreationLikeness], names: [ContactName]) {
    let (id, organization) = (id, organization)
    var likenesses: [CreationLikeness] = []
    var names: [ContactName] = []
    for page in pages where !page.rows.isEmpty {
      let unread = try await connection.run { try CreationReader.unread($0, account: id, page: page) }
      if unread.isEmpty { continue }
      let holders = Dictionary(unread.map { ($0.row, $0.party) }, uniquingKeysWith: { first, _ in first })
      for row in unread {
        guard let name = page.string(page.rows[row.row].name) else { continue }
        names.append(contactName(name, page.rows[row.row], of: page, party: row.party))
      }
      let scored = try await matchers.matcher(of: organization).index.score(page, rows: unread.map(\.row))
      for row in scored.rows {
        for candidate in scored.candidates[row.candidates] {
          let party = scored.partyIDs[candidate.party]
          guard parties.contains(party) else { continue }
          likenesses.append(
            CreationLikeness(
              party: party, contact: page.string(page.rows[row.row].id) ?? "", weight: candidate.weight,
              levels: candidate.levels, isTaken: holders[row.row].flatMap { $0 } != nil))
        }
      }
    }
    return (likenesses, names)
  }
}
