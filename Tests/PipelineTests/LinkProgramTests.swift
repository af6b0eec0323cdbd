import FoundationEssentials
import Load
import Postgres
import Sandbox
import Testing

@Suite("accounts link and remove, the program")
struct LinkProgramTests {
  private static let contacts = #"{"id":"c1","name":"Alder Canary Bakery","email_address":"alder@example.com"}"#

  private static func with(_ body: @Sendable (World, Program) async throws -> Void) async throws {
    try await World.with(accounts: [("books", contacts)], parties: "id,name\np1,Alder Canary Bakery\n") { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      _ = try await world.run("version: 1\nname: full\nextract: { since: beginning }\n")
      let result: Result<Void, any Error>
      do { result = .success(try await body(world, program)) } catch { result = .failure(error) }
      program.remove()
      try result.get()
    }
  }

  @Test("link prints an address of the server for the user only, and a magic link where it is asked for")
  func link() async throws {
    try await Self.with { world, program in
      let ended = try await program.run(
        "accounts", "link", "--organization", "acme", "--id", "acme-new", "--integration", "xero", "--public-url",
        "https://sync.example.com")
      #expect(ended.code == 0, "\(ended.errors)")
      let lines = ended.output.split(separator: "\n")
      #expect(lines.count == 1 && lines[0].hasPrefix("https://sync.example.com/link/") && lines[0].contains("#"))
      #expect(ended.errors.contains("acme-new") && !ended.errors.contains("#"))
      #expect(
        try await world.scalar("select linked_account_id || state from contactsync.link_session") == "acme-newopen")
      let magic = try await program.run("accounts", "link", "--organization", "acme", "--magic-link")
      #expect(magic.code == 0 && magic.output.contains("/link/magic/"), "\(magic.errors)")
      let foreign = try await program.run("accounts", "link", "--organization", "globex", "--id", "books")
      #expect(foreign.code == 64 && foreign.errors.contains("acme") && foreign.output.isEmpty)
      let unknown = try await program.run("accounts", "link", "--organization", "acme", "--integration", "unheard-of")
      #expect(unknown.code == 1 && unknown.errors.contains("Merge"), "\(unknown.errors)")
      var keyless = program
      keyless.environment["MERGE_API_KEY"] = nil
      let refused = try await keyless.run("accounts", "link", "--organization", "acme")
      #expect(refused.code == 1 && refused.errors.contains("MERGE_API_KEY"))
    }
  }

  @Test(
    "remove asks first, deletes at Merge, drops the token and keeps what is stored; said again, Merge says it is gone")
  func remove() async throws {
    try await Self.with { world, program in
      let asked = try await program.run("accounts", "remove", "books")
      #expect(asked.code == 64 && asked.errors.contains("--yes"))
      #expect(await world.store.account("books")?.isDeleted == false)
      let ended = try await program.run("accounts", "remove", "books", "--yes")
      #expect(ended.code == 0 && ended.output == "removed books, deleted at Merge\n", "\(ended.errors)")
      #expect(await world.store.account("books")?.isDeleted == true)
      #expect(
        try await world.scalar(
          "select concat_ws(' ', state, token_sealed is null, (select count(*) from contactsync.contact)) from contactsync.linked_account"
        ) == "removed t 1")
      let again = try await program.run("accounts", "remove", "books", "--yes")
      #expect(again.code == 0 && again.output.contains("Merge was not asked"))
      let unknown = try await program.run("accounts", "remove", "none", "--yes")
      #expect(unknown.code == 64)
    }
  }

  @Test(
    "an answer that is lost leaves the token, and the command said again finds the account gone",
    arguments: [
      #"{"effect":"drop_answer","path":"/delete-account"}"#,
      #"{"effect":"status_after","status":502,"path":"/delete-account"}"#,
    ])
  func lostAnswer(fault: String) async throws {
    try await Self.with { world, program in
      _ = await world.store.answer(
        SandboxRequest(method: "POST", target: "/sandbox/faults", body: Array(fault.utf8)))
      let lost = try await program.run("accounts", "remove", "books", "--purge", "--yes")
      #expect(lost.code == 75 && lost.errors.contains("say it again"), "\(lost.errors)")
      #expect(try await world.scalar("select token_sealed is not null from contactsync.linked_account") == "t")
      #expect(try await world.scalar("select count(*) from contactsync.contact") == "1")
      let again = try await program.run("accounts", "remove", "books", "--purge", "--yes")
      #expect(again.code == 0 && again.output.contains("deleted already"), "\(again.errors)")
      #expect(try await world.scalar("select count(*) from contactsync.contact") == "0")
    }
  }

  @Test("a purge leaves nothing of a person in any table, tells of the links, and other accounts keep theirs")
  func purge() async throws {
    try await Self.with { world, program in
      let links = try await world.scalar("select count(*) from contactsync.link where unlinked_at is null")
      #expect(links == "1")
      let ended = try await program.run("accounts", "remove", "books", "--purge", "--keep-at-merge", "--yes")
      #expect(ended.code == 0 && ended.output.contains("purged: 1 contacts"), "\(ended.output) \(ended.errors)")
      #expect(await world.store.account("books")?.isDeleted == false)
      let tables = try await world.column(
        "select relname from pg_class where relnamespace = 'contactsync'::regnamespace and relkind = 'r' and relname <> 'party'"
      )
      for table in tables {
        let found = try await world.scalar(
          "select count(*) from contactsync.\(table) as t where t::text ~* '(canary|alder@example)'")
        #expect(found == "0", "\(table)")
      }
      #expect(
        try await world.column("select change from contactsync.link_change order by change_id")
          == ["linked", "unlinked"])
      #expect(try await world.scalar("select count(*) from contactsync.run_account") == "1")
    }
  }

  @Test("a wrong API key is not taken for an account that is gone")
  func wrongKey() async throws {
    try await Self.with { world, program in
      var program = program
      program.environment["MERGE_API_KEY"] = "wrong"
      let ended = try await program.run("accounts", "remove", "books", "--purge", "--yes")
      #expect(ended.code == 1 && ended.errors.contains("API key"), "\(ended.errors)")
      #expect(try await world.scalar("select token_sealed is not null from contactsync.linked_account") == "t")
    }
  }

  @Test("serve: link options that cannot be are told before anything is served, and so is a port in use")
  func serveOptions() async throws {
    try await Self.with { world, program in
      var program = program
      program.environment["CONTACTSYNC_REVIEW_KEYS"] = World.tokenKeys
      for arguments in [["--link-script", "javascript:x"], ["--link-csp", "https://x.example;"]] {
        let name = UUID().uuidString
        let process = try program.start(["serve", "--port", "0"] + arguments, name: name)
        let ended = await program.wait(process, name: name)
        #expect(ended.code == 64 && ended.errors.contains("'"), "\(ended.errors)")
      }
      let port = try #require(world.baseURL.split(separator: ":").last?.prefix { $0 != "/" })
      let taken = await program.wait(
        try program.start(["serve", "--port", String(port)], name: "taken"), name: "taken")
      #expect(taken.code == 1 && taken.errors.contains("127.0.0.1:\(port)"), "\(taken.errors)")
    }
  }
}
