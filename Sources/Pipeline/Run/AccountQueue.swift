internal import Load
internal import MergeAPI
internal import Postgres

extension PipelineRun {
  /// How often accounts that another run holds are looked at.
  private static let pause = Duration.seconds(1)

  /// Works on accounts, as many at once as the pipeline allows; those that another run holds come again until the time
  /// that the command line gives them is over.
  ///
  /// - Parameter run: nil: a dry run.
  func work(
    _ accounts: [AccountSummary], _ run: Int64?, _ connection: Connection,
    _ one: @escaping @Sendable (AccountSummary) async -> AccountResult
  ) async -> [AccountResult] {
    var results = await pass(accounts, run, connection, one)
    let deadline = tools.surroundings.elapsed() + options.wait
    while !Task.isCancelled {
      let held = Set(results.filter { $0.failure?.code == RunTrouble.held.code }.map(\.account))
      let left = deadline - tools.surroundings.elapsed()
      guard !held.isEmpty, left > .zero else { break }
      do {
        try await tools.surroundings.sleep(min(Self.pause, left))
        // The other run may have moved what the list says of them.
        let again = try await connection.run { try Accounts.list($0) }.filter { held.contains($0.account) }
        results.removeAll { held.contains($0.account) }
        results += await pass(again, run, connection, one)
      } catch {
        break
      }
    }
    return results
  }

  private func pass(
    _ accounts: [AccountSummary], _ run: Int64?, _ connection: Connection,
    _ one: @escaping @Sendable (AccountSummary) async -> AccountResult
  ) async -> [AccountResult] {
    var line = AccountLine(waiting: accounts[...])
    var results: [AccountResult] = []
    await withTaskGroup(of: AccountResult.self) { group in
      var working = 0
      while working < file.concurrency, let account = await next(&line, run, connection) {
        group.addTask { await one(account) }
        working += 1
      }
      while let result = await group.next() {
        results.append(result)
        guard !Task.isCancelled, let account = await next(&line, run, connection) else { continue }
        group.addTask { await one(account) }
      }
    }
    return results + line.settled
  }

  /// The next account to be worked on; nil: none is left.
  private func next(_ line: inout AccountLine, _ run: Int64?, _ connection: Connection) async -> AccountSummary? {
    while let (account, isLast) = line.next() {
      let elsewhere = await elsewhere(account, run, connection)
      if let other = elsewhere.settledBy {
        var result = AccountResult(
          account: account.account, organization: account.organization, integration: account.integration)
        result.settledBy = other
        RunEvents(tools.logger, run: run, account: account.account).accountSettled(by: other)
        tools.progress(.finished(account: account.account))
        line.settled.append(result)
      } else if elsewhere.isHeld, !isLast {
        line.held.append(account)
      } else {
        return account
      }
    }
    return nil
  }

  /// What cannot be found out now will show when the account is worked on.
  private func elsewhere(
    _ account: AccountSummary, _ run: Int64?, _ connection: Connection
  ) async -> RunLog.Elsewhere {
    guard let run, file.contacts == nil else { return RunLog.Elsewhere() }
    let (id, decides) = (account.account, file.decides)
    return (try? await connection.run { try RunLog.elsewhere($0, run: run, account: id, decides: decides) })
      ?? RunLog.Elsewhere()
  }
}

/// The accounts of a pass that are still to be worked on. Those that other runs seem to hold come last: most of them are settled
/// by then.
private struct AccountLine {
  var waiting: ArraySlice<AccountSummary>
  var held: [AccountSummary] = []
  var settled: [AccountResult] = []
  private var isLast = false

  init(waiting: ArraySlice<AccountSummary>) { self.waiting = waiting }

  /// The next one, and whether it is worked on now or never.
  mutating func next() -> (account: AccountSummary, isLast: Bool)? {
    if waiting.isEmpty, !isLast {
      isLast = true
      waiting = held[...]
      held = []
    }
    return waiting.popFirst().map { ($0, isLast) }
  }
}
