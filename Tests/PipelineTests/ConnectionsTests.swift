import Load
import Pipeline
import Postgres
import Sandbox
import Testing

@Suite("Several regions and keys of Merge")
struct ConnectionsTests {
  static let key = "eu-key-5eCr3t"

  /// A world with the account `one` in the environment's region and `two` in another, and a program that knows both.
  private func with(_ body: @Sendable (World, Program, SandboxStore, Books) async throws -> Void) async throws {
    let books = Books(seed: 32, parties: 40)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      let region = SandboxStore(options: SandboxOptions(apiKey: Self.key))
      let account = SandboxAccount(id: "two")
      try await region.add(account)
      try await region.putContacts(books.lines, in: account.id)
      try await SandboxServer(store: region).withRunning { base in
        var program = try Program(database: world.database, baseURL: world.baseURL)
        defer { program.remove() }
        program.environment["MERGE_EU_KEY"] = Self.key
        program.environment["TWO_TOKEN"] = account.token
        _ = try program.write(
          "version: 1\nname: both\nconnections:\n  eu: { base_url: \"\(base)\", api_key_env: MERGE_EU_KEY }\n",
          to: "both.yaml")
        _ = try program.write("version: 1\nname: one\n", to: "one.yaml")
        let added = try await program.run(
          "accounts", "add", "--id", "two", "--organization", "acme", "--token-env", "TWO_TOKEN", "--connection", "eu")
        #expect(added.code == 0, "\(added.errors)")
        try await body(world, program, region, books)
      }
    }
  }

  @Test("Each account is read through its own connection")
  func both() async throws {
    try await with { world, program, region, books in
      let ended = try await program.run("run", "both.yaml")
      #expect(ended.code == 0, "\(ended.errors)")
      for id in ["one", "two"] { #expect(try await world.differences(account: id, lines: books.lines) == []) }
      #expect(await world.store.log.requests.contains { $0.path.hasSuffix("/linked-accounts") })
      #expect(await region.log.requests.contains { $0.path.hasSuffix("/linked-accounts") })
      let list = try await program.run("accounts", "list")
      #expect(list.output.contains("eu") && list.output.contains("default"))
    }
  }

  @Test("What is wrong with one connection fails its accounts only, and with the reason", arguments: [0, 1, 2])
  func oneIsWrong(way: Int) async throws {
    try await with { world, program, _, books in
      var program = program
      let reason: String
      switch way {
      case 0:
        program.environment["MERGE_EU_KEY"] = "wrong"
        reason = "refused the API key"
      case 1:
        program.environment["MERGE_EU_KEY"] = nil
        reason = "both.yaml:4: connection `eu`: MERGE_EU_KEY is not set"
      default: reason = "connection `eu`, which the pipeline file does not name"
      }
      let file = way == 2 ? "one.yaml" : "both.yaml"
      let ended = try await program.run("run", file)
      #expect(ended.code == 2, "\(ended.errors)")
      #expect(ended.errors.contains("two") && ended.errors.contains(reason), "\(ended.errors)")
      #expect(!ended.errors.contains(Self.key) && !ended.output.contains(Self.key))
      #expect(try await world.differences(account: "one", lines: books.lines) == [])
      let before = try await world.contents()
      let alone = try await program.run("run", file, "--account", "two")
      #expect(alone.code == 1 && alone.errors.contains(reason), "\(alone.errors)")
      #expect(try await world.contents() == before, "a run with one connection that is wrong does not begin")
    }
  }

  @Test("The key may stand in a file; the environment's key is not needed where no account uses it")
  func keyFile() async throws {
    try await with { world, program, _, books in
      var program = program
      program.environment["MERGE_API_KEY"] = nil
      program.environment["MERGE_EU_KEY"] = nil
      program.environment["MERGE_EU_KEY_FILE"] = try program.write(Self.key + "\n", to: "eu.key")
      let ended = try await program.run("run", "both.yaml", "--account", "two")
      #expect(ended.code == 0, "\(ended.errors)")
      #expect(try await world.differences(account: "two", lines: books.lines) == [])
    }
  }

  @Test("An account goes back to the environment's connection; other changes leave its connection alone")
  func change() async throws {
    try await with { world, program, _, _ in
      func add(_ more: String...) async throws -> String? {
        let name = "add"
        let ended = await program.wait(
          try program.start(
            ["accounts", "add", "--id", "two", "--organization", "acme", "--token-env", "TWO_TOKEN"] + more, name: name),
          name: name)
        #expect(ended.code == 0, "\(ended.errors)")
        return try await world.scalar(
          "select connection from contactsync.linked_account where linked_account_id = 'two'")
      }
      #expect(try await add() == "eu")
      #expect(try await add("--connection", "default") == nil)
      let wrong = try await program.run(
        "accounts", "add", "--id", "x", "--organization", "acme", "--token-env", "TWO_TOKEN", "--connection", "a b")
      #expect(wrong.code == 64 && wrong.errors.contains("--connection"))
    }
  }

  @Test(
    "What `connections:` may hold",
    arguments: [
      ("connections: 5\n", 3, "`connections` needs keys below it"),
      ("connections:\n  eu: 5\n", 4, "`connections.eu` needs keys below it: base_url, api_key_env"),
      ("connections:\n  \"e u\":\n    base_url: x\n", 4, "a name has 1 to 64 letters"),
      ("connections:\n  eu:\n    base_url: https://example.com/api\n", 4, "`connections.eu.api_key_env` is missing"),
      ("connections:\n  eu:\n    base: x\n", 5, "unknown key `connections.eu.base`"),
      (
        "connections:\n  default: { base_url: https://example.com/api, api_key_env: KEY }\n", 4,
        "`default` stands for the environment's connection"
      ),
    ])
  func wrong(yaml: String, line: Int, words: String) throws {
    let error = #expect(throws: ConfigurationError.self) {
      try PipelineFile(path: "p.yaml", text: "version: 1\nname: x\n" + yaml)
    }
    #expect(
      error?.problems.contains { $0.line == line && $0.message.contains(words) } == true, "\(String(describing: error))"
    )
  }
}
