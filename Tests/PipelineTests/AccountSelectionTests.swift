import Load
import Pipeline
import Postgres
import Sandbox
import Secrets
import Testing

@Suite("Which accounts a run works on")
struct AccountSelectionTests {
  static let pipeline = "version: 1\nname: some\n"

  @Test(
    "A file selects by organization, integration, status and ids; a state keeps accounts out",
    arguments: [
      ("accounts: all\n", ["a1", "a2", "b1"]),
      ("accounts: { organization: beta }\n", ["b1"]),
      ("accounts: { integration: xero }\n", ["a2", "b1"]),
      ("accounts: { status: RELINK_NEEDED }\n", ["a2"]),
      ("accounts: { ids: [a1, b1] }\n", ["a1", "b1"]),
      ("accounts: { ids: [a1, b1], integration: xero }\n", ["b1"]),
      ("accounts: { ids: [a1, resting] }\n", ["a1"]),
      ("accounts: { organization: nobody }\n", []),
    ])
  func selection(yaml: String, expected: [String]) async throws {
    try await World.with(accounts: [("a1", ""), ("a2", ""), ("resting", "")], parties: "id\np1\n") { world in
      try await world.addAccount("b1", organization: "beta")
      _ = try await world.scalar(
        """
        update contactsync.linked_account set
          integration = case linked_account_id when 'a1' then 'quickbooks-online' else 'xero' end,
          merge_status = case linked_account_id when 'a2' then 'RELINK_NEEDED' else 'COMPLETE' end,
          state = case linked_account_id when 'resting' then 'paused' else 'active' end
        returning linked_account_id
        """)
      let summary = try await world.run(Self.pipeline + yaml)
      #expect(summary.accounts.map(\.account) == expected)
    }
  }

  @Test("An account that the command line names must be there to be worked on")
  func named() async throws {
    try await World.with(accounts: [("a1", ""), ("a2", "")], parties: "id\np1\n") { world in
      let one = try await world.run(Self.pipeline, accounts: ["a2"])
      #expect(one.accounts.map(\.account) == ["a2"])
      let refusals: [(String, String, String)] = [
        ("", "nobody", "no linked account nobody"),
        ("accounts: { ids: [a2] }\n", "a1", "not among the accounts that the pipeline file selects"),
      ]
      for (yaml, account, words) in refusals {
        let refusal = await #expect(throws: PipelineRun.Refusal.self) {
          try await world.run(Self.pipeline + yaml, accounts: [account])
        }
        #expect(refusal?.description.contains(words) == true, "\(refusal?.description ?? "")")
      }
    }
  }

  @Test("The parts of a whole hold each account once, on every machine the same", arguments: [1, 2, 3, 7, 16])
  func shards(count: Int) throws {
    let shards = try (0..<count).map { try #require(Shard("\($0)/\(count)")) }
    var sizes = Array(repeating: 0, count: count)
    for number in 0..<4000 {
      let holders = shards.filter { $0.contains("account-\(number)") }
      #expect(holders.count == 1)
      sizes[holders[0].index] += 1
    }
    for size in sizes { #expect(abs(size - 4000 / count) < 4000 / count / 4 + 1, "\(sizes)") }
    #expect(Shard("1/4")?.contains("acme-books") == false && Shard("3/4")?.contains("acme-books") == true)
  }

  @Test("What is no part of a whole", arguments: ["", "1", "4/4", "-1/4", "1/0", "a/b", "1/2/3", "0/10001", "1 /4"])
  func noShard(text: String) {
    #expect(Shard(text) == nil)
  }

  @Test("Two processes with a part each work on every account")
  func bothShards() async throws {
    let ids = (1...8).map { "account-\($0)" }
    try await World.with(accounts: ids.map { ($0, "") }, parties: "id\np1\n") { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write(Self.pipeline, to: "some.yaml")
      for shard in ["0/2", "1/2"] {
        let ended = try await program.run("run", "some.yaml", "--shard", shard)
        #expect(ended.code == 0, "\(ended.errors)")
      }
      let taken = try await world.column("select linked_account_id from contactsync.run_account order by 1")
      #expect(taken == ids)
    }
  }

  @Test("A paused account is left alone until it is resumed")
  func pause() async throws {
    let books = Books(seed: 31, parties: 20)
    try await World.with(accounts: [("one", books.lines), ("two", books.lines)], parties: books.parties) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write(Self.pipeline, to: "some.yaml")
      #expect(try await program.run("accounts", "pause", "one").output == "one is paused\n")
      #expect(try await program.run("accounts", "pause", "one").output == "one is paused already\n")
      let run = try await program.run("run", "some.yaml", "--json")
      #expect(run.code == 0 && !run.output.contains("\"account\":\"one\""), "\(run.output)")
      let named = try await program.run("run", "some.yaml", "--account", "one")
      #expect(named.code == 64 && named.errors.contains("contactsync accounts resume one"), "\(named.errors)")
      let mixed = try await program.run("accounts", "resume", "one", "nobody")
      #expect(mixed.code == 64 && mixed.errors.contains("nobody"))
      #expect(
        try await world.scalar("select state from contactsync.linked_account where linked_account_id = 'one'")
          == "paused")
      #expect(
        try await program.run("accounts", "resume", "one", "two").output == "one is active\ntwo is active already\n")
      let again = try await program.run("run", "some.yaml")
      #expect(again.code == 0, "\(again.errors)")
      #expect(try await world.differences(account: "one", lines: books.lines) == [])
    }
  }
}

extension World {
  /// Adds an account to sandbox and database.
  func addAccount(_ id: String, organization: String, contacts: String = "") async throws {
    let account = SandboxAccount(id: id)
    try await store.add(account)
    try await store.putContacts(contacts, in: id)
    let sealed = try Self.vault().seal(account.token, account: id)
    let connection = try await Connection.open(database)
    try await connection.run { session in
      _ = try Accounts.add(session, id: id, organization: organization, tokenSealed: sealed)
    }
    await connection.close()
  }
}
