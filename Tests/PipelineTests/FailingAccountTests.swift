import ContactModel
import Glibc
import Postgres
import Sandbox
import TestSupport
import Testing

@Suite("Failures of accounts, the real program", .serialized)
struct FailingAccountTests {
  @Test("Five processes whose calls all fail never cause 20 failures in ten seconds")
  func fiveProcesses() async throws {
    let accounts = (0..<40).map { (id: "a\($0)", contacts: "") }
    try await World.with(accounts: accounts, parties: "id\n") { world in
      await world.store.add(Fault(.status(500), path: "/sync-status", times: nil))
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write("version: 1\nname: nightly\nconcurrency: 8\n", to: "nightly.yaml")
      let begun = ContinuousClock.now
      let processes = try (0..<5).map { process in
        let own = (0..<8).flatMap { ["--account", "a\(process * 8 + $0)"] }
        return try program.start(["run", "nightly.yaml"] + own, name: "run\(process)")
      }
      // More than one window holds: some must have come after the first was over.
      while await world.failures().count < 25, ContinuousClock.now - begun < .seconds(300) {
        try await Task.sleep(for: .milliseconds(100))
      }
      for process in processes { kill(process, SIGTERM) }
      for number in processes.indices {
        let ended = await program.wait(processes[number], name: "run\(number)")
        #expect(ended.code == 75, "\(ended.errors)")
      }
      let failures = await world.failures()
      #expect(failures.count >= 25)
      let most = failures.indices.map { first in
        failures[first...].prefix { $0.microseconds < failures[first].microseconds + 10_000_000 }.count
      }
      #expect((most.max() ?? 0) < 20, "\(most.max() ?? 0) failures in ten seconds")
    }
  }

  @Test(
    "One of ten accounts fails for ever: nine complete, the exit code is 2, and the failed one says why",
    arguments: [
      (Fault.Effect.status(401), "unauthorized", "401"), (.status(500, retryAfter: 0), "server_trouble", "500"),
    ])
  func oneOfTen(_ effect: Fault.Effect, _ code: String, _ words: String) async throws {
    let books = Books(seed: 51, parties: 12)
    let accounts = (0..<10).map { (id: "a\($0)", contacts: books.lines) }
    try await World.with(accounts: accounts, parties: books.parties) { world in
      await world.store.add(Fault(effect, account: "a4", path: "/contacts", times: nil))
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write("version: 1\nname: nightly\nconcurrency: 10\n", to: "nightly.yaml")
      let ended = try await program.run("run", "nightly.yaml")
      #expect(ended.code == 2, "\(ended.errors)")
      #expect(
        ended.errors.contains("1 of 10 accounts failed: a4; a4: ") && ended.errors.contains(words), "\(ended.errors)")
      let outcomes = try await world.column(
        "select concat_ws(' ', linked_account_id, outcome, error_code) from contactsync.run_account order by 1")
      #expect(outcomes == (0..<10).map { $0 == 4 ? "a4 failed \(code)" : "a\($0) done" })
      for account in 0..<10 where account != 4 {
        #expect(try await world.differences(account: "a\(account)", lines: books.lines) == [])
      }
      #expect(
        try await world.scalar("select watermark::text from contactsync.linked_account where linked_account_id = 'a4'")
          == nil)
    }
  }
}

extension World {
  /// When calls failed that count for Merge's limit, in order.
  fileprivate func failures() async -> [Timestamp] {
    await store.log.requests.filter { $0.status >= 400 && $0.status != 429 }.map(\.at)
  }
}
