internal import Load
internal import MergeAPI
internal import Postgres

extension PipelineRun {
  /// How often accounts that another run holds are looked at.
  private static let pause = Duration.seconds(1)

  /// Works on accounts, as many at once as the pipeline allows; those that another run holds come again until the time
  /// that the command line gives them is over.
  func work(
    _ accounts: [AccountSummary], _ connection: Connection,
    _ one: @escaping @Sendable (AccountSummary) async -> AccountResult
  ) async -> [AccountResult] {
    var results = await pass(accounts, one)
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
        results += await pass(again, one)
      } catch {
        break
      }
    }
    return results
  }

  private func pass(
    _ accounts: [AccountSummary], _ one: @escaping @Sendable (AccountSummary) async -> AccountResult
  ) async -> [AccountResult] {
    var results: [AccountResult] = []
    await withTaskGroup(of: AccountResult.self) { group in
      var waiting = accounts[...]
      var working = 0
      while working < file.concurrency, let account = waiting.popFirst() {
        group.addTask { await one(account) }
        working += 1
      }
      while let result = await group.next() {
        results.append(result)
        guard !Task.isCancelled, let account = waiting.popFirst() else { continue }
        group.addTask { await one(account) }
      }
    }
    return results
  }
}
