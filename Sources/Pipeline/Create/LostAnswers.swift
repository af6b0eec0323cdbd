internal import ContactModel
internal import Extract
internal import Load
internal import MergeAPI
internal import Postgres
internal import Transform

/// Looks for what calls made whose answers were lost, before anything is sent again.
struct LostAnswers {
  let work: CreationWork
  let remote: CreationWork.Remote

  /// How much Merge's clocks may differ from one another, and a call may lag behind the clock that was noted for it.
  private static let margin: Int64 = 120
  /// How often a party is sent at most.
  private static let mostAttempts = 5

  func resolve(_ result: inout CreationResult) async throws {
    let id = work.id
    let lost = try await work.connection.run { try StoredCreation.list($0, account: id, states: [.unknown]) }
    guard let earliest = lost.compactMap(\.mergeTimeBefore).min() else { return }
    let created = try await work.search.created(after: earliest.advanced(bySeconds: -LostAnswers.margin))
    let refused = try await work.connection.run { try CreationReader.refusedPairs($0, account: id) }
    let now = created.serverDate ?? work.tools.surroundings.now()
    let all = created.pages.flatMap { LostAnswers.sightings($0) }
    for creation in lost {
      try Task.checkCancellation()
      guard let sent = SentContact(creation.body) else { continue }
      var seen = all
      for found in try await lookUp(sent) { seen += found.pages.flatMap { LostAnswers.sightings($0) } }
      let since = creation.mergeTimeBefore?.advanced(bySeconds: -LostAnswers.margin)
      let answer = SearchedContact(sent: sent, createdAfter: since).answer(
        among: seen.filter { !refused.covers(contact: $0.id, party: creation.party) })
      try await settle(creation, answer, now: now, &result)
    }
  }

  private func lookUp(_ sent: SentContact) async throws -> [ContactSearch.Found] {
    var found = [try await work.search.named(sent.name)]
    if let email = sent.email { found.append(try await work.search.mailbox(email)) }
    return found
  }

  private func settle(
    _ creation: StoredCreation, _ answer: SearchedContact.Answer, now: Timestamp, _ result: inout CreationResult
  ) async throws {
    let (lease, run, party) = (work.lease, work.run, creation.party)
    switch answer {
    case .one(let contact):
      let event = try await work.connection.run {
        try CreationStore.adopt($0, lease: lease, run: run, party: party, contact: contact)
      }
      if event == .found { result.adopted += 1 } else if event == .doubtful { result.asked += 1 }
    case .doubtful(let contact):
      let event = try await work.connection.run {
        try CreationStore.doubt($0, lease: lease, run: run, party: party, contact: contact)
      }
      if event != nil { result.asked += 1 }
    case .none:
      guard isCertain(creation, now: now) else { return }
      let isLast = creation.attempts >= LostAnswers.mostAttempts
      let errorClass = creation.errorClass ?? ProblemClass.provider.rawValue
      _ = try await work.connection.run {
        try CreationStore.finish(
          $0, lease: lease, run: run, party: party, isLast ? .givenUp(errorClass: errorClass) : .absent)
      }
      if isLast { result.refused += 1 }
    }
  }

  /// That nothing was found means that nothing is there: time enough has passed for Merge to show what it wrote, and a good
  /// sync that began after the call has brought what the accounting system wrote.
  private func isCertain(_ creation: StoredCreation, now: Timestamp) -> Bool {
    guard let sent = creation.mergeTimeSent, remote.freshness.isAbsenceProof, let sync = remote.sync,
      sync.lastResult == "DONE", let finished = sync.lastFinished
    else { return false }
    guard sent.advanced(bySeconds: work.settings.graceSeconds) <= now else { return false }
    // While a sync runs, its beginning stands beside the end of the one before.
    guard let started = sync.lastStarted, started <= finished else { return false }
    return started >= sent.advanced(bySeconds: LostAnswers.margin)
  }

  private static func sightings(_ page: RecordPage) -> [SearchedContact.Sighting] {
    page.rows.map { row in
      SearchedContact.Sighting(
        id: page.string(row.id) ?? "", name: page.string(row.name) ?? "", email: page.string(row.emailAddress),
        taxNumber: page.string(row.taxNumber), createdAt: row.createdAt)
    }
  }
}

extension SentContact {
  /// What a call's body says; nil where it says no name.
  init?(_ body: [UInt8]?) {
    guard let body, let json = try? JSONValue(body), let name = json["model"]["name"].text else { return nil }
    self.init(
      name: name, email: json["model"]["email_address"].text, taxNumber: json["model"]["tax_number"].text)
  }
}
