internal import ContactModel
internal import Extract
internal import Load
internal import MergeAPI
internal import Postgres
internal import Transform

/// One account's part of a run: lease, window, pages, settling.
struct AccountWork: Sendable {
  let file: PipelineFile
  let policy: Policy
  let tools: RunTools
  let matchers: OrganizationMatchers
  /// The run that the account's rows belong to; a dry run begins one of its own in each account's rehearsal.
  var run: Int64
  let account: AccountSummary
  /// The client that reaches the account, or what is in the way.
  let client: Result<MergeClient, AccountResult.Failure>
  /// As Merge lists the account; nil: not listed.
  let listed: LinkedAccount?
  var source = ContactSource.merge
  /// All is done, in one transaction that is rolled back.
  var isDryRun = false
  /// Where the contacts are kept as they are read; nil: they are not.
  var kept: KeptFiles?
  /// What the rate limit does to the calls of ``client``.
  var limits = RateLimitTally()
  /// Where the account's connection comes from; nil: it is opened for the account alone.
  var connections: AccountConnections?
  /// Contacts that are not to come back; known once the account is held.
  var erased = ErasedContacts.none

  var events: RunEvents { RunEvents(tools.logger, run: isDryRun ? nil : run, account: account.account) }

  /// Does the work; what goes wrong is in the result.
  func result() async -> AccountResult {
    var result = AccountResult(
      account: account.account, organization: account.organization, integration: account.integration)
    let begun = tools.surroundings.elapsed()
    do {
      let connection =
        if let connections { try await connections.take() } else { try await tools.connect() }
      do {
        let work = isDryRun ? try await rehearsing(on: connection) : self
        try await work.work(connection, &result)
      } catch {
        await connection.close()
        throw error
      }
      if let connections, result.failure == nil {
        await connections.keep(connection)
      } else {
        await connection.close()
      }
    } catch {
      result.failure = AccountResult.Failure(error)
    }
    if result.failure?.code == RunTrouble.held.code {
      events.accountHeld()
    } else if let other = result.settledBy {
      events.accountSettled(by: other)
    } else {
      events.accountEnded(result, took: tools.surroundings.elapsed() - begun)
    }
    tools.progress(.finished(account: account.account))
    return result
  }

  /// The same work as a rehearsal on a connection, which nobody else may use.
  private func rehearsing(on connection: Connection) async throws -> AccountWork {
    try await connection.rehearse()
    var work = self
    let (name, version) = (file.name, tools.version)
    work.run = try await connection.run { try RunLog.start($0, pipeline: name, version: version) }
    return work
  }

  private func work(_ connection: Connection, _ result: inout AccountResult) async throws {
    let id = account.account
    guard let lease = try await connection.run({ try AccountLease.acquire($0, account: id) }) else {
      throw RunTrouble.held
    }
    if let other = try await elsewhere(connection)?.settledBy {
      result.settledBy = other
      return try await connection.runUninterrupted { try lease.release($0) }
    }
    let identity = try await identity(connection, lease)
    let run = run
    let (window, requests) = try await connection.run { session in
      let window = try openWindow(session, lease, identity)
      try RunLog.startAccount(session, run: run, lease: lease, window: window)
      return (window, answersRequests(window) ? try SyncRequests.unanswered(session, account: id) : 0)
    }
    events.accountStarted(window)
    var outcome = AccountOutcome.done
    var failure: AccountResult.Failure?
    do {
      var work = self
      let keys = tools.erasureKeys
      work.erased = try await connection.run { try ErasedContacts.read($0, account: id, keys: keys) }
      try await work.follow(connection, lease, window, identity, &result)
    } catch {
      failure = AccountResult.Failure(error)
      outcome = error is CancellationError ? .stopped : .failed
      result.failure = failure
    }
    result.limits = limits.counts
    let (ending, trouble, times, limits) = (outcome, failure, result.milliseconds, result.limits)
    try await connection.runUninterrupted { session in
      try RunLog.finishAccount(
        session, run: run, account: id, ending, errorCode: trouble?.code, errorText: trouble?.text, times: times,
        limits: limits)
      if ending == .done { try SyncRequests.close(session, account: id, seen: requests) }
      try lease.release(session)
    }
  }

  /// Reads what is left of the window and settles.
  private func follow(
    _ connection: Connection, _ lease: AccountLease, _ opened: ReadWindow, _ identity: RemoteIdentity,
    _ result: inout AccountResult
  ) async throws {
    let window =
      switch source {
      case .merge: try await follow(merge: connection, lease, opened, identity, &result)
      case .file(let contacts): try await store(contacts, connection, lease, opened, &result)
      case .decisions(let decisions):
        try await DecisionPages(file: decisions, connection: connection, lease: lease, run: run, erased: erased)
          .store(opened, &result)
      }
    let settling = Settling(work: self, connection: connection, lease: lease)
    tools.progress(.settling(account: account.account))
    let resolved = try await connection.run { try PendingLinks.resolve($0, lease: lease) }
    result.knownLinks = resolved
    guard file.decides else { return try await settling.leave(window) }
    let rescored = try await settling.rescore(&result)
    try await settling.settle(window, rescored: rescored, &result)
    if case .merge = source { try await writeBack(connection, lease, &result) }
  }

  /// Reads what is left of the window at Merge; the window as it stands afterwards.
  private func follow(
    merge connection: Connection, _ lease: AccountLease, _ opened: ReadWindow, _ identity: RemoteIdentity,
    _ result: inout AccountResult
  ) async throws -> ReadWindow {
    let id = account.account
    let client = try client.get()
    guard let sealed = try await connection.run({ try Accounts.sealedToken($0, account: id) }) else {
      throw RunTrouble.tokenMissing
    }
    let token: SecretText
    do { token = try tools.openToken(id, sealed) } catch { throw RunTrouble.tokenSealed("\(error)") }
    if let refusal = identity.refusal { throw refusal }
    let isRelinking = identity.isRelinking(opened)
    let freshness = try await inspect(connection, client, token, opened)
    if freshness.isStale {
      result.staleness = freshness.words
      events.isStale(freshness)
    }
    if freshness.isStale, isRelinking { throw RunTrouble.relinkWaits(freshness.words) }
    if let gravest = freshness.reasons.first, file.requiresFreshSync {
      throw gravest == .relinkNeeded ? RunTrouble.relinkNeeded(freshness.words) : .stale(freshness.words)
    }

    var window = opened
    if window.phase == .reading, !window.isEmpty {
      let kept = try kept?.contacts(of: id)
      window = try await read(ContactReader(client: client, account: token), connection, lease, window, kept, &result)
      if opened.pages == 0 { try kept?.end(since: window.lowerBound, bound: window.upperBound) }
    }
    if isRelinking { try await relink(connection, lease, window, freshness, &result) }
    if window.isSweep { try await sweep(connection, client, token, lease, window, freshness, &result) }
    return window
  }

  /// Asks Merge how the account's own sync stands, and notes it.
  func inspect(
    _ connection: Connection, _ client: MergeClient, _ token: SecretText, _ window: ReadWindow
  ) async throws -> Freshness {
    let sync = try await AccountInspector(client: client).contactSync(account: token)
    let freshness = Freshness(
      account: listed, sync: sync, isFirstRead: account.watermark == nil || window.isRelink,
      now: tools.surroundings.now())
    let status = Accounts.RemoteStatus(
      status: listed?.status, mergeAccount: window.mergeAccount,
      integration: account.integration ?? listed?.integrationSlug,
      lastSyncResult: sync?.lastResult, lastSyncFinishedAt: sync?.lastFinished)
    let id = account.account
    try await connection.run { try Accounts.record($0, account: id, status) }
    return freshness
  }

  /// Reads the window's pages and stores those together that came together; the window as it stands afterwards.
  private func read(
    _ reader: ContactReader, _ connection: Connection, _ lease: AccountLease, _ opened: ReadWindow,
    _ kept: KeptContacts?, _ result: inout AccountResult
  ) async throws -> ReadWindow {
    var window = opened
    for _ in 0..<3 {
      do {
        _ = try await reader.read(
          window: ReadRequest(
            lower: window.lowerBound, upper: window.upperBound, cursor: window.cursor,
            modifiedBefore: window.modifiedBefore, pageSize: file.pageSize)
        ) { pages in
          guard var fetched = pages.first else { return }
          for page in pages.dropFirst() { fetched.append(page) }
          erased.screen(&fetched.page)
          window = try await store(fetched, window, connection, lease, &result)
          try kept?.append(fetched.page)
        }
        return window
      } catch let error as MergeError where error.remedy == .restartWindow {
        events.windowRestarted()
        window = window.restarted
        try kept?.restart()
      }
    }
    throw RunTrouble.cursorsRefused
  }

  /// Stores what was fetched, scored, and notes what came of it; the window as it stands afterwards.
  func store(
    _ fetched: FetchedPage, _ window: ReadWindow, _ connection: Connection, _ lease: AccountLease,
    _ result: inout AccountResult
  ) async throws -> ReadWindow {
    var begun = tools.surroundings.elapsed()
    let loaded = try await matchers.loadedMatcher(of: account.organization)?.index
    let (stored, scoring): (PageStore.Stored, Duration)
    do {
      (stored, scoring) = try await store(fetched, window, connection, lease, loaded)
    } catch is PartiesMissing {
      let index = try await matchers.matcher(of: account.organization).index
      begun = tools.surroundings.elapsed()
      (stored, scoring) = try await store(fetched, window, connection, lease, index)
    }
    let took = tools.surroundings.elapsed() - begun
    result.rows = result.rows + stored.counts
    result.pages += fetched.pages
    result.milliseconds.extract += fetched.fetchNanoseconds / 1_000_000
    result.milliseconds.transform += scoring.milliseconds
    result.milliseconds.load += (took - scoring).milliseconds
    events.pageStored(result.pages, fetched, stored.counts)
    tools.progress(.page(account: account.account, read: result.rows.read))
    return stored.window
  }

  private struct PartiesMissing: Error {}

  /// Stores what was fetched in one transaction; also says how long scoring took.
  ///
  /// - Throws: ``PartiesMissing``, and nothing is stored, where there is something to score, and no index yet.
  private func store(
    _ fetched: FetchedPage, _ window: ReadWindow, _ connection: Connection, _ lease: AccountLease, _ index: PartyIndex?
  ) async throws -> (PageStore.Stored, Duration) {
    let (run, decides) = (run, file.decides)
    return try await connection.run { session in
      var scoring = Duration.zero
      let score: PageStore.Score = { page, rows in
        guard let index else { throw PartiesMissing() }
        let clock = ContinuousClock()
        let start = clock.now
        defer { scoring += clock.now - start }
        return index.score(page, rows: rows)
      }
      let stored = try PageStore.store(
        session, fetched.page, pages: fetched.pages, next: fetched.next, respondedAt: fetched.upper, window: window,
        lease: lease, run: run, repeated: fetched.repeated, score: decides ? score : nil)
      return (stored, scoring)
    }
  }
}

extension Duration {
  /// Whole milliseconds.
  var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}

extension PipelineFile {
  var loadSince: ReadWindow.Since {
    switch since {
    case .watermark: .watermark
    case .beginning: .beginning
    case .instant(let instant): .instant(instant)
    }
  }
}
