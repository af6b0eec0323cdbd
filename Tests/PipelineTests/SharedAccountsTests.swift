import ContactModel
import Glibc
import Pipeline
import Postgres
import Sandbox
import TestSupport
import Testing

/// Several runs of one pipeline on the same accounts: leases alone decide who works on which.
@Suite("Accounts that several runs share", .serialized)
struct SharedAccountsTests {
  /// Pages of five contacts.
  private static let pipeline =
    "version: 1\nname: nightly\nconcurrency: 4\nextract: { since: beginning, page_size: 5 }\n"
  private static let count = 200
  /// The first accounts have two pages, the others one.
  private static let large = 4

  private let books = Books(seed: 81, parties: 800)
  private let gate = Gate()

  private var accounts: [(id: String, contacts: String)] {
    var lines = books.contacts.map(\.line)[...]
    return (0..<Self.count).map { number in
      let taken = lines.prefix(number < Self.large ? 9 : 4)
      lines = lines.dropFirst(taken.count)
      return ("a\(1000 + number)", taken.joined(separator: "\n"))
    }
  }

  @Test(
    "Five processes, one killed and started again, give the rows of one, and read nothing twice",
    .timeLimit(.minutes(15)))
  func fiveProcesses() async throws {
    let accounts = accounts
    let alone = try await World.with(accounts: accounts, parties: books.parties) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write(Self.pipeline, to: "nightly.yaml")
      let ended = try await program.run("run", "nightly.yaml")
      #expect(ended.code == 0, "\(ended.errors)")
      return try await world.rows()
    }
    let clock = SandboxClock(now: SandboxClock.system.now, sleep: { [gate] _ in await gate.arrive() })
    try await World.with(accounts: accounts, parties: books.parties, clock: clock) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write(Self.pipeline, to: "nightly.yaml")
      let arguments = ["run", "nightly.yaml", "--job", "night-1", "--wait", "10m"]
      // The first one stores a page of each large account and waits for the second.
      for account in accounts.prefix(Self.large) {
        await world.store.add(Fault(.delay(.seconds(1)), account: account.id, path: "/contacts", skip: 1))
      }
      let first = try program.start(arguments, name: "first")
      try await world.until("select count(*) = \(Self.large) from contactsync.window_checkpoint where pages = 1")
      let others = try (1...4).map { try program.start(arguments, name: "other\($0)") }
      try await world.until("select count(*) >= 20 from contactsync.run_account where outcome = 'done'")
      kill(first, SIGKILL)
      #expect(await program.wait(first, name: "first").code == 128 + SIGKILL)
      let again = try program.start(arguments, name: "again")
      await gate.open()
      for (name, process) in zip(["other1", "other2", "other3", "other4", "again"], others + [again]) {
        let ended = await program.wait(process, name: name)
        #expect(ended.code == 0, "\(name): \(ended.errors)")
      }
      #expect(try await world.rows() == alone)
      let killed = try await world.scalar("select min(run_id)::text from contactsync.run") ?? ""
      #expect(
        try await world.column(
          """
          select concat_ws(' ', outcome, run_id = \(killed), count(*)) from contactsync.run_account
          group by outcome, run_id = \(killed) order by 1
          """) == ["done f \(Self.count)", "stopped t \(Self.large)"])
      #expect(try await world.brokenPromises() == [])
      let served = await world.store.log.requests.filter { $0.path.hasSuffix("/contacts") }
      let reads = Dictionary(grouping: served) { "\($0.account ?? "") \($0.cursor == nil ? 1 : 2)" }
      let twice = reads.filter { $0.value.count > 1 }.keys.sorted()
      #expect(reads.count == Self.count + Self.large)
      // What the killed one had asked for and not stored.
      #expect(Set(twice).isSubset(of: accounts.prefix(Self.large).map { "\($0.id) 2" }), "\(twice)")
      #expect(served.count <= reads.count + Self.large, "\(served.count) of \(reads.count)")
    }
  }

  @Test("A job's later run does what is left of it; another job, another work and no job read anew")
  func jobs() async throws {
    let accounts = Array(accounts.prefix(3))
    try await World.with(accounts: accounts, parties: books.parties) { world in
      func read(_ job: String?, _ yaml: String = Self.pipeline) async throws -> [String] {
        await world.store.clearLog()
        var options = RunOptions()
        options.job = job
        let summary = try await world.run(yaml, options)
        #expect(summary.outcome == .done && summary.accounts.count == 3)
        let read = Set(await world.store.log.requests.filter { $0.path.hasSuffix("/contacts") }.compactMap(\.account))
        for account in summary.accounts { #expect((account.settledBy == nil) == read.contains(account.account)) }
        return read.sorted()
      }
      let all = accounts.map(\.id)
      let last = try #require(all.last)
      await world.store.add(Fault(.status(403), account: last, path: "/contacts", times: nil))
      var options = RunOptions()
      options.job = "one"
      #expect(try await world.run(Self.pipeline, options).outcome == .partial)
      await world.store.removeFaults()
      #expect(try await read("one") == [last])
      #expect(try await read("one") == [])
      #expect(try await read("one", Self.pipeline.replacing("page_size: 5", with: "page_size: 6")) == all)
      #expect(try await read("two") == all)
      #expect(try await read(nil) == all)
      #expect(try await read(nil) == all)
      let connection = try await Connection.open(world.database)
      try await World.importParties("id,name\nnewcomer,Newcomer Ltd\n", connection)
      await connection.close()
      #expect(try await read("two") == all, "decided against other parties")
    }
  }

  @Test(
    "While one account is held up, by its server or by its rate limit, all others go on", .timeLimit(.minutes(5)),
    arguments: [false, true])
  func fairness(isRateLimited: Bool) async throws {
    let lines = books.contacts.map(\.line)
    let small = (0..<50).map { (id: "b\(100 + $0)", contacts: lines[200 + $0]) }
    let huge = (id: "a-huge", contacts: lines.prefix(200).joined(separator: "\n"))
    let gate = gate
    let clock = SandboxClock(now: SandboxClock.system.now, sleep: { _ in await gate.arrive() })
    try await World.with(accounts: [huge] + small, parties: books.parties, clock: clock) { world in
      let effect = isRateLimited ? Fault.Effect.status(429, retryAfter: 30) : .delay(.seconds(1))
      await world.store.add(Fault(effect, account: huge.id, path: "/contacts", skip: 3))
      let yaml = Self.pipeline.replacing("concurrency: 4", with: "concurrency: 2")
      async let summary = world.run(
        yaml, RunOptions(), sleep: { _ in await gate.arrive() }, onVirtualTime: true)
      try await world.until("select count(*) = 50 from contactsync.run_account where outcome = 'done'")
      #expect(
        try await world.column("select linked_account_id from contactsync.run_account where outcome is null")
          == [huge.id])
      await gate.open()
      #expect(try await summary.outcome == .done)
      #expect(try await world.differences(account: huge.id, lines: huge.contacts) == [])
    }
  }
}

extension World {
  /// Waits until a query says so.
  fileprivate func until(_ condition: String) async throws {
    let connection = try await Connection.open(database)
    while try await connection.run({ try $0.execute(condition).bool(0, 0) }) != true {
      try await Task.sleep(for: .milliseconds(5))
    }
    await connection.close()
  }

  /// Contacts, candidates, decisions and standing links, without what tells when and by which run they came.
  fileprivate func rows() async throws -> [String] {
    try await column(
      """
      select concat_ws(' ', 'contact', linked_account_id, contact_id, content_hash, name, deleted_at is null)
      from contactsync.contact
      union all
      select concat_ws(' ', 'candidate', linked_account_id, contact_id, party_id, weight, levels)
      from contactsync.candidate
      union all
      select concat_ws(' ', 'decision', linked_account_id, contact_id, verdict, party_id, probability, match_key)
      from contactsync.decision
      union all
      select concat_ws(' ', 'link', linked_account_id, contact_id, party_id, source, is_primary)
      from contactsync.link where unlinked_at is null
      order by 1
      """)
  }
}
