internal import ContactModel
internal import Extract
internal import Load
internal import MergeAPI
internal import Postgres
internal import Transform

/// Writes fields that the platform owns into one account's linked contacts, under its lease and after it has settled.
///
/// A contact is changed only if Merge shows it as it was read. A change names owned fields alone, so it may be made twice;
/// one whose answer was lost is decided anew when the contact has been read again.
struct ContactUpdates: Sendable {
  let settings: UpdateSettings
  let tools: RunTools
  let matchers: OrganizationMatchers
  let run: Int64
  let account: AccountSummary
  let client: MergeClient
  let token: SecretText
  let connection: Connection
  let lease: AccountLease

  /// Lost answers in a row after which nothing more is sent in this run, and how often the same is sent that gets none.
  private static let mostLost = (inARow: 3, ofOne: 5)

  private struct CameBetween: Error {}

  private struct Change: Sendable {
    var pair: LinkedPair
    var fields: [OwnedField]
    var body: [UInt8]

    var bodyHash: UInt64 { body.withUnsafeBytes { ContentHash.xxh64($0, seed: 0) } }

    /// The same was sent, and sending it again helps nothing.
    var isHeld: Bool {
      guard let last = pair.last, last.bodyHash == bodyHash else { return false }
      switch last.state {
      case .changed, .rejected: return true
      case .unknown: return last.attempts >= ContactUpdates.mostLost.ofOne
      case .sending, .unsent: return false
      }
    }
  }

  /// - Parameter result: holds what was done also where it throws.
  func work(sends: Bool, into result: inout UpdateResult) async throws {
    let (lease, run, id, settings) = (lease, run, account.account, settings)
    if sends { try await connection.run { try UpdateStore.recover($0, lease: lease, run: run) } }
    let pairs = try await connection.run {
      try LinkedPairs.differing($0, account: id, includesAutomatic: settings.includesAutomatic)
    }
    let changes = pairs.compactMap { pair -> Change? in
      let texts = ownedChanges(of: pair, owned: settings.fields)
      if texts.isEmpty { return nil }
      let body = ContactRequest(Dictionary(uniqueKeysWithValues: texts.map { ($0.key.rawValue, $0.value) })).body()
      return Change(pair: pair, fields: texts.keys.sorted { $0.rawValue < $1.rawValue }, body: body)
    }
    let wanted = changes.filter { !$0.isHeld }
    result.wanted = wanted.count
    result.held = changes.count - wanted.count
    if sends { try await send(wanted.prefix(settings.cap), &result) }
  }

  private func send(_ changes: ArraySlice<Change>, _ result: inout UpdateResult) async throws {
    var lost = 0
    for change in changes {
      try Task.checkCancellation()
      guard try await shown(change.pair)?.rows.first?.contentHash == change.pair.contactHash else {
        result.outdated += 1
        continue
      }
      let outcome: WriteOutcome
      do { outcome = try await call(change) } catch is CameBetween { continue }
      result.sent += 1
      try await note(change, outcome)
      RunEvents(tools.logger, run: run, account: account.account)
        .contactChanged(change.pair.contact, change.fields, outcome)
      switch outcome {
      case .written:
        result.changed += 1
        lost = 0
        try await store(change.pair)
      case .refused(let kind, _):
        result.refused += 1
        lost = 0
        if kind == .credentials { return }
      case .notSent(let error): throw error
      case .unknown:
        result.lost += 1
        lost += 1
        if lost >= Self.mostLost.inARow { return }
      }
    }
  }

  /// The contact as Merge shows it now; nil: it is not there.
  private func shown(_ pair: LinkedPair) async throws -> RecordPage? {
    do {
      return try await client.contact(pair.contact, account: token) { try RecordPage.parse(object: $0) }.value
    } catch let error as MergeError where error.kind == .notFound {
      return nil
    }
  }

  private func call(_ change: Change) async throws -> WriteOutcome {
    let (lease, run, connection) = (lease, run, connection)
    return try await client.changeContact(change.pair.contact, account: token) {
      let isBegun = try await connection.run {
        try UpdateStore.begin(
          $0, lease: lease, run: run, pair: change.pair, fields: change.fields, bodyHash: change.bodyHash)
      }
      guard isBegun else { throw CameBetween() }
      return OutgoingWrite(idempotencyKey: nil, body: change.body)
    }
  }

  /// Commits how a call ended, whatever has been asked of this process meanwhile.
  private func note(_ change: Change, _ outcome: WriteOutcome) async throws {
    let (lease, run, contact) = (lease, run, change.pair.contact)
    let ending: UpdateStore.Ending =
      switch outcome {
      case .written(contact, let warnings): .changed(problems: warnings.map(\.code))
      case .written: .lost(errorClass: "other_contact")
      case .refused(let kind, let problems): .refused(errorClass: kind.rawValue, problems: problems.map(\.code))
      case .notSent(let error): .notSent(errorClass: error.kind.rawValue)
      case .unknown(let error): .lost(errorClass: error.kind.rawValue)
      }
    try await connection.runUninterrupted {
      try UpdateStore.finish($0, lease: lease, run: run, contact: contact, ending)
    }
  }

  /// Stores the contact as it is now, so that our own change is none when it is read.
  private func store(_ pair: LinkedPair) async throws {
    guard let page = try await shown(pair) else { return }
    let index = try await matchers.matcher(of: account.organization).index
    let (lease, run) = (lease, run)
    try await connection.run {
      try UpdateStore.store($0, lease: lease, run: run, page: page) { index.score($0, rows: $1) }
    }
  }
}
