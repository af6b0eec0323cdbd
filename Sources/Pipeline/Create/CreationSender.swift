internal import ContactModel
internal import Extract
internal import Load
internal import MergeAPI
internal import Postgres
internal import Transform

/// Sends what is planned, party by party: a last look for namesakes, the commit, the call, the commit of its answer.
struct CreationSender {
  let work: CreationWork
  let remote: CreationWork.Remote

  /// Lost answers in a row after which nothing more is sent in this run: the other side is not well.
  private static let mostLost = 3
  /// How often a call that the rate limit refused is made again.
  private static let mostRefusals = 3

  /// Something came between planning and sending: it is left to the next plan.
  private struct CameBetween: Error {}

  /// How the work on one party ended.
  private enum Step {
    case over
    case lost
    /// The account takes no more.
    case stop
  }

  func send(_ result: inout CreationResult) async throws {
    let wanted = result.wanted
    if wanted.isEmpty { return }
    let (id, organization) = (work.id, work.organization)
    let (page, parties, refused) = try await work.connection.run { session in
      (
        try StoredReader.parties(session, organization: organization, ids: wanted),
        try CreationReader.parties(session, account: id, organization: organization).filter { wanted.contains($0.id) },
        try CreationReader.refusedPairs(session, account: id)
      )
    }
    let facts = Dictionary(parties.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let rules = work.settings.rules(of: id)
    var lost = 0
    for row in page.rows {
      try Task.checkCancellation()
      guard let party = facts[page.string(row.id) ?? ""], party.creation == .planned else { continue }
      let flags = rules.flags(of: party)
      let request = ContactRequest(page, row, isCustomer: flags.isCustomer, isSupplier: flags.isSupplier)
      switch try await send(party, request, refused, &result) {
      case .over: lost = 0
      case .lost: lost += 1
      case .stop: return
      }
      if lost >= CreationSender.mostLost { return }
    }
  }

  private func send(
    _ party: CreationParty, _ request: ContactRequest, _ refused: Set<RefusedPair>, _ result: inout CreationResult
  ) async throws -> Step {
    let (lease, run, id) = (work.lease, work.run, party.id)
    let body = request.body(supported: remote.requirements.supported)
    guard let sent = SentContact(body) else { return .over }
    let asked = work.tools.surroundings.elapsed()
    let look = try await look(party, sent, refused)
    if let namesake = look.namesake {
      let isAsked = try await work.connection.run {
        try CreationStore.meet($0, lease: lease, run: run, party: id, namesake: namesake)
      }
      if isAsked { result.asked += 1 }
      return .over
    }
    if look.isDoubtful { return .over }
    for _ in 0...CreationSender.mostRefusals {
      let sending: CreationStore.Sending
      let outcome: WriteOutcome
      do {
        (sending, outcome) = try await call(party, body, mergeTime: look.serverDate, asked: asked)
      } catch is CameBetween {
        return .over
      }
      result.sent += 1
      let event = try await note(party, sending, outcome)
      work.events.creationSent(party: id, event, attempt: sending.attempt)
      switch (event, outcome) {
      case (.made, _): result.created += 1
      case (.takenForOther, _): result.asked += 1
      case (.refused, _): result.refused += 1
      case (.lost, _): result.lost += 1
      default: break
      }
      switch outcome {
      case .refused(.credentials, _): return .stop
      case .unknown: return .lost
      case .notSent(let error) where error.kind == .rateLimited: continue
      case .notSent(let error): throw error
      case .written, .refused: return .over
      }
    }
    return .stop
  }

  /// The last look: contacts of the name or the mailbox that Merge shows now.
  private func look(
    _ party: CreationParty, _ sent: SentContact, _ refused: Set<RefusedPair>
  ) async throws -> (namesake: String?, isDoubtful: Bool, serverDate: Timestamp?) {
    let named = try await work.search.named(sent.name)
    var pages = named.pages
    if let email = sent.email { pages += try await work.search.mailbox(email).pages }
    let names = pages.flatMap { page in
      page.rows.map { work.contactName(page.string($0.name) ?? "", $0, of: page) }
    }
    let namesake = Namesakes(of: [party], refused: refused).found(in: names)[party.id]
    if namesake?.isErased ?? false { return (nil, true, named.serverDate) }
    let planner = CreationPlanner(
      rules: work.settings.rules(of: work.id), standing: CreationStanding(settledRevision: .max), policy: work.policy)
    let likenesses = try await work.unread(pages, parties: [party.id]).likenesses
    let isDoubtful = likenesses.contains { likeness in
      !refused.covers(contact: likeness.contact, party: party.id) && planner.resemblance(likeness) != nil
    }
    return (namesake?.contact, isDoubtful, named.serverDate)
  }

  /// Commits, and makes the call; Merge's clock is reckoned from the last look's answer.
  private func call(
    _ party: CreationParty, _ body: [UInt8], mergeTime: Timestamp?, asked: Duration
  ) async throws -> (CreationStore.Sending, WriteOutcome) {
    let (lease, run, id, connection) = (work.lease, work.run, party.id, work.connection)
    let surroundings = work.tools.surroundings
    var begun: CreationStore.Sending?
    let outcome = try await work.client.createContact(account: work.token) {
      let now = (mergeTime ?? surroundings.now()).advanced(
        bySeconds: mergeTime == nil ? 0 : (surroundings.elapsed() - asked).components.seconds)
      let sending = try await connection.run {
        try CreationStore.begin($0, lease: lease, run: run, party: id, body: body, mergeTime: now)
      }
      guard let sending else { throw CameBetween() }
      begun = sending
      return OutgoingWrite(idempotencyKey: sending.key, body: sending.body)
    }
    guard let begun else { throw CameBetween() }
    return (begun, outcome)
  }

  /// Commits how a call ended, whatever has been asked of this process meanwhile.
  private func note(
    _ party: CreationParty, _ sending: CreationStore.Sending, _ outcome: WriteOutcome
  ) async throws -> CreationEvent? {
    let (lease, run, id) = (work.lease, work.run, party.id)
    let ending: CreationStore.Ending =
      switch outcome {
      case .written(let contact, let warnings): .made(contact: contact, problems: warnings.map(\.code))
      // Of a name that an earlier call may have taken nobody else need be the bearer.
      case .refused(.nameTaken, _) where sending.attempt > 1: .lost(errorClass: ProblemClass.nameTaken.rawValue)
      case .refused(let kind, let problems): .refused(errorClass: kind.rawValue, problems: problems.map(\.code))
      case .notSent(let error): .notSent(errorClass: error.kind.rawValue)
      case .unknown(let error): .lost(errorClass: error.kind.rawValue)
      }
    return try await work.connection.runUninterrupted {
      try CreationStore.finish($0, lease: lease, run: run, party: id, ending)
    }
  }
}
