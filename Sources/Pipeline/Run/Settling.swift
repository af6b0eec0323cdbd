internal import ContactModel
internal import Extract
internal import Load
internal import MergeAPI
internal import Postgres
internal import Transform

/// The end of an account's run: scores again what parties or matcher moved, decides, and writes it in one transaction.
struct Settling {
  let work: AccountWork
  let connection: Connection
  let lease: AccountLease

  /// Contacts scored again at a time.
  private static let chunk = 1000

  /// Scores stored contacts again whose score may have moved without their changing: all of them after a change of the
  /// matcher's version, else those that changed parties concern.
  ///
  /// - Returns: the organization's party revision that the scores of all stored contacts now rest on. Parties may be imported
  ///   while the run goes on: what came after its matcher was loaded is left to the next one.
  func rescore(_ result: inout AccountResult) async throws -> Int64 {
    let account = work.account
    let (organization, id) = (account.organization, account.account)
    let revision = try await connection.run { try StoredReader.partyRevision($0, organization: organization) }
    let scoredAt = work.source.partyRevision
    let settledVersion = account.settledMatcherVersion
    guard settledVersion != nil || scoredAt != nil else { return revision }
    let since = min(settledVersion == nil ? .max : account.settledPartyRevision ?? 0, scoredAt ?? .max)
    let version = try await matcherVersion(settled: settledVersion ?? "")
    guard settledVersion.map({ $0 != version }) ?? false || revision != since else { return revision }
    let matcher = try await work.matchers.matcher(of: organization)
    let index = matcher.index
    let begun = work.tools.surroundings.elapsed()
    if let settledVersion, index.matcherVersion != settledVersion {
      let lease = lease
      try await connection.run { session in
        try CandidateStore.beginRescoring(session, lease: lease)
        try StoredReader.contacts(session, account: id) { page in
          let scored = index.score(page, rows: Array(page.rows.indices))
          _ = try CandidateStore.rescore(session, lease: lease, page: page, scored: scored)
        }
      }
    } else {
      let ids = try await connection.run { session in
        let changed = try StoredReader.changedParties(session, organization: organization, since: since)
        let parties = try StoredReader.parties(session, organization: organization, ids: changed)
        let keys = index.keys(of: parties).flatMap { $0 }
        return try StoredReader.contactsToRescore(session, account: id, keys: keys, parties: changed)
      }
      try await rescore(ids, index)
      let lease = lease
      try await connection.run { session in
        let changed = try StoredReader.changedParties(session, organization: organization, since: since)
        try CandidateStore.markUnsettled(session, lease: lease, parties: changed)
      }
    }
    result.milliseconds.transform += (work.tools.surroundings.elapsed() - begun).milliseconds
    return min(revision, matcher.partyRevision)
  }

  private func rescore(_ ids: [String], _ index: PartyIndex) async throws {
    let (id, lease) = (work.account.account, lease)
    for start in stride(from: 0, to: ids.count, by: Self.chunk) {
      let chunk = Array(ids[start..<min(start + Self.chunk, ids.count)])
      try await connection.run { session in
        let page = try StoredReader.contacts(session, account: id, ids: chunk)
        let scored = index.score(page, rows: Array(page.rows.indices))
        _ = try CandidateStore.rescore(session, lease: lease, page: page, scored: scored)
      }
    }
  }

  /// Closes the window without deciding anything.
  func leave(_ window: ReadWindow) async throws {
    let lease = lease
    try await connection.run { try SettleStore.leave($0, lease: lease, window: window) }
  }

  /// The matcher's version, without loading the parties where the stored snapshot tells it.
  private func matcherVersion(settled: String) async throws -> String {
    let organization = work.account.organization
    if work.file.since == .beginning || settled == SettleStore.undecided {
      return try await work.matchers.matcher(of: organization).index.matcherVersion
    }
    if let loaded = try await work.matchers.loadedMatcher(of: organization) { return loaded.index.matcherVersion }
    let stored = try await connection.run { try StoredReader.snapshot($0, organization: organization) }
    guard let snapshot = stored.flatMap({ FrequencySnapshot(decoding: $0.content) }) else { return settled }
    return MatcherVersion.text(policy: work.policy, snapshot: snapshot)
  }

  /// Decides what is unsettled and writes decisions, links, review items and, last, the watermark; then once more those
  /// contacts whose links the platform's mergers moved against the ruling, so that nothing is left for a run without changes.
  ///
  /// - Parameter rescored: the party revision that ``rescore(_:)`` gave.
  func settle(_ window: ReadWindow, rescored: Int64, _ result: inout AccountResult) async throws {
    let settled = try await settle(window, isFollowing: false, rescored: rescored, &result)
    if settled.moved > 0 { _ = try await settle(window, isFollowing: true, rescored: rescored, &result) }
  }

  /// - Parameter isFollowing: only what an earlier settling of this run left; the window is settled already.
  private func settle(
    _ window: ReadWindow, isFollowing: Bool, rescored: Int64, _ result: inout AccountResult
  ) async throws -> Settled {
    let (id, organization, policy) = (work.account.account, work.account.organization, work.policy)
    let begun = work.tools.surroundings.elapsed()
    let isFirst = work.account.settledMatcherVersion == nil
    let becomesReal = work.file.writesLinks && work.account.settledLinks == .propose
    let isOtherMatcher = try await isOtherMatcher()
    let isWhole = !isFollowing && (isFirst || becomesReal || isOtherMatcher)
    let stored = try await connection.run { session in
      try GraphReader.read(session, account: id, organization: organization, scope: isWhole ? .all : .unsettled)
    }
    let (decisions, oversized) = settleReporting(stored.graph, policy: policy)
    if !isFollowing {
      result.oversizedGroups = oversized.count
      try await check(decisions, window)
    }
    let index = decisions.isEmpty ? nil : try await work.matchers.matcher(of: organization)
    let version =
      if let index { index.index.matcherVersion } else {
        try await matcherVersion(settled: work.account.settledMatcherVersion ?? "")
      }
    let revision = min(rescored, index?.partyRevision ?? rescored)
    let facts = SettleStore.Facts(
      run: work.run, matcherVersion: version, partyRevision: revision, window: isFollowing ? nil : window,
      links: work.file.writesLinks ? .write : .propose)
    let lease = lease
    let settled = try await connection.run { session in
      let evidence = try ReviewEvidence(
        session, account: id, organization: organization, graph: stored.graph, decisions: decisions, policy: policy,
        index: index?.index)
      return try SettleStore.settle(
        session, lease: lease, graph: stored, decisions: decisions, facts: facts, evidence: evidence.rows)
    }
    result.settled = result.settled + settled.counts
    result.milliseconds.settle += (work.tools.surroundings.elapsed() - begun).milliseconds
    return settled
  }

  private func isOtherMatcher() async throws -> Bool {
    guard let settled = work.account.settledMatcherVersion else { return false }
    return try await matcherVersion(settled: settled) != settled
  }

  /// The rates that the pipeline expects; what all runs together read of the window counts, so that one that was refused is
  /// refused again until somebody looks. The whole account is the measure of what a night of changes brings.
  private func check(_ decisions: [Decision], _ window: ReadWindow) async throws {
    let (file, id) = (work.file, work.account.account)
    let rows = try await connection.run { session in
      try window.id.map { try RunLog.counts(session, account: id, window: $0) } ?? PageCounts()
    }
    let bad = rows.rejected - rows.erased
    try Expectation.hold("rejected_rate", bad, of: rows.read - rows.erased, file.maximumRejectedRate)
    guard file.maximumDeletedRate < 1 || file.maximumReviewRate < 1 else { return }
    let counts = try await connection.run { try Accounts.counts($0, account: id) }
    try Expectation.hold("deleted_rate", rows.deleted, of: Int(counts.contacts), file.maximumDeletedRate)
    let review = decisions.count { $0.verdict == .review }
    try Expectation.hold("review_rate", review, of: Int(counts.contacts), file.maximumReviewRate)
  }
}

/// A rate that a pipeline expects, judged from 100 records on.
enum Expectation {
  /// - Throws: ``RunTrouble/unexpected(rate:found:maximum:)``.
  static func hold(_ rate: String, _ part: Int, of whole: Int, _ maximum: Double) throws {
    guard whole >= 100 else { return }
    let found = Double(part) / Double(whole)
    if found > maximum { throw RunTrouble.unexpected(rate: rate, found: found, maximum: maximum) }
  }
}
