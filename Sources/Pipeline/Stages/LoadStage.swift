internal import CSV
internal import ContactModel
internal import Extract
internal import Load
internal import NDJSON
internal import Postgres
package import Transform
package import TransformFiles

/// `contactsync load`: decisions on one account's contacts → PostgreSQL, under the account's lease.
///
/// Contacts and their candidates are stored as a run stores them; then the components that changed are settled with
/// everything that is stored, so that neighbours that the file does not have count, too. The verdicts of the file are not
/// taken over: with the same contacts, parties and policy they come out the same.
package struct LoadStage: Sendable {
  package struct Report: Sendable {
    package var summary: RunSummary
    /// Lines that could not be read, with their place.
    package var problems: [String]
    /// Lines of other accounts, which were passed over.
    package var otherLines: Int
    /// nil: everything is settled.
    package var failure: StageFailure?
  }

  private let tools: RunTools
  private let policy: Policy
  private let account: String
  private let links: String

  /// - Parameters:
  ///   - policy: the one with which the decisions were made.
  ///   - proposes: decisions and review items only, no links.
  package init(tools: RunTools, policy: Policy, account: String, proposes: Bool = false) {
    self.tools = tools
    self.policy = policy
    self.account = account
    links = proposes ? "propose" : "write"
  }

  /// Stores the decisions of a file (`-`: standard input).
  ///
  /// A file of other policy, frequencies or program is refused before anything is written.
  ///
  /// - Parameter contacts: file that holds the contacts, for decisions without records.
  package func run(_ path: String, contacts: String? = nil) async throws(StageFailure) -> Report {
    do {
      return try await load(path, contacts)
    } catch {
      throw StageFailure(error)
    }
  }

  private func load(_ path: String, _ contacts: String?) async throws -> Report {
    let decisions = try DecisionFile(path: path, account: account, contacts: contacts)
    let connection = try await tools.connect()
    let summary = try await known(connection)
    let matchers = try await matchers(for: decisions, summary.organization, connection)
    let (started, version) = (tools.now(), tools.version)
    let run = try await connection.run { try RunLog.start($0, pipeline: "load", version: version) }
    let events = RunEvents(tools.logger, run: run)
    events.runStarted(pipeline: "load", version: version, accounts: 1)
    var work = AccountWork(
      file: matchers.file, policy: policy, tools: tools, matchers: matchers.matchers, run: run, account: summary,
      client: .failure(AccountResult.Failure(MergeClients.Trouble("loading calls no Merge"))), listed: nil)
    work.source = .decisions(decisions)
    let result = await work.result()
    let done = RunSummary(
      runID: run, pipeline: "load", startedAt: started, finishedAt: tools.now(), isStopped: Task.isCancelled,
      accounts: [result], reviewFiles: [])
    let outcome = Task.isCancelled ? RunOutcome.stopped : done.outcome.stored
    try await connection.runUninterrupted { try RunLog.finish($0, run: run, outcome) }
    events.runEnded(done)
    await connection.close()
    return Report(
      summary: done, problems: decisions.counts.problems, otherLines: decisions.counts.others,
      failure: result.failure.map { failure in
        let isBadInput = LoadTrouble.badInput.contains(failure.code)
        return StageFailure(
          isBadInput ? .badInput : failure.isPassing ? .temporary : .failed, "\(account): \(failure.text)")
      })
  }

  private func known(_ connection: Connection) async throws -> AccountSummary {
    guard let found = try await connection.run({ try Accounts.list($0) }).first(where: { $0.account == account }) else {
      throw LoadError.unknownAccount(account)
    }
    guard found.state == .active else {
      throw StageFailure(.usage, "the linked account \(account) is \(found.state.rawValue): nothing is loaded into it")
    }
    return found
  }

  /// The matcher that the decisions rest on: with the frequencies that stand, or with those of the parties as they are now.
  private func matchers(
    for decisions: DecisionFile, _ organization: String, _ connection: Connection
  ) async throws -> (matchers: OrganizationMatchers, file: PipelineFile) {
    let wanted = decisions.counts.versions
    if wanted.count > 1 {
      throw StageFailure(.badInput, "decisions of several matcher versions; transform the whole file with one policy")
    }
    let policy = policy
    let renews = try await connection.run { session in
      guard let wanted = wanted.first else { return false }
      let stored = try StoredReader.snapshot(session, organization: organization)
      if let snapshot = stored.flatMap({ FrequencySnapshot(decoding: $0.content) }),
        MatcherVersion.text(policy: policy, snapshot: snapshot) == wanted
      {
        return false
      }
      let index = try OrganizationMatchers.build(session, organization, policy, nil)
      guard index.matcherVersion == wanted else {
        throw StageFailure(.badInput, LoadTrouble.otherMatcher(account).text)
      }
      return true
    }
    let file = try PipelineFile(
      path: "load",
      text: """
        version: 1
        name: load
        extract: { since: \(renews ? "beginning" : "watermark") }
        load: { links: \(links) }
        """)
    let matchers = OrganizationMatchers(policy: policy, renewsSnapshot: renews, connect: tools.connect)
    if let wanted = wanted.first {
      let found = try await matchers.matcher(of: organization).index.matcherVersion
      guard found == wanted else { throw StageFailure(.badInput, LoadTrouble.otherMatcher(account).text) }
    }
    return (matchers, file)
  }
}

extension LoadStage {
  /// Writes the open review queue of the account's organization, as a pipeline's `load.review_csv` does.
  ///
  /// - Parameter publicURL: what permalinks begin with; nil: the column stays empty.
  package func writeReviewCSV(
    _ path: String, publicURL: PublicURL? = nil
  ) async throws(StageFailure) -> RunSummary.ReviewFile {
    do {
      let connection = try await tools.connect()
      let organization = try await known(connection).organization
      let items = try await connection.run { session in
        _ = try ReviewExport.write(
          session, to: path, .init(organization: organization), profile: .sheet,
          permalinks: publicURL?.text)
        return try ReviewExport.openItems(session, organization: organization)
      }
      await connection.close()
      return RunSummary.ReviewFile(organization: organization, path: path, items: items)
    } catch {
      throw StageFailure(error)
    }
  }
}
