import CSV
import ContactModel
import Load
import Postgres
import Sandbox
import Testing

/// The real program on records that were set apart.
@Suite("rejected list and replay, the program")
struct RejectedProgramTests {
  /// A good contact that a release before could not read, and one that nobody can.
  private static func plant(_ world: World, _ line: String) async throws {
    try await plant(world, line, reason: "too_deep", detail: "deeper than 64")
    try await plant(world, #"{"name":"Quincy Nobody"}"#, reason: "missing_id", detail: "id: missing or empty")
  }

  private static func plant(_ world: World, _ raw: String, reason: String, detail: String) async throws {
    let hash = Array(raw.utf8).withUnsafeBytes { Int64(bitPattern: ContentHash.xxh64($0, seed: 0)) }
    try await world.change(
      """
      insert into contactsync.rejected_record (
        linked_account_id, raw_hash, organization_id, contact_id, reason, detail, raw, first_run_id
      )
      values (
        'books', \(hash), 'acme', null, '\(reason)', '\(detail)',
        convert_to('\(raw.replacing("'", with: "''"))', 'UTF8'), 1
      )
      """)
  }

  @Test("What is set apart is shown without personal data; what reads now is stored, and the next run links it")
  func whole() async throws {
    let books = Books(seed: 81, parties: 120)
    let late = books.contacts[0]
    let others = books.contacts.dropFirst().map(\.line).joined(separator: "\n")
    try await World.with(accounts: [("books", others)], parties: books.parties) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write("version: 1\nname: n\n", to: "p.yaml")
      #expect(try await program.run("run", "p.yaml").code == 0)
      try await Self.plant(world, late.line)

      let name = try #require(
        try await world.scalar(
          "select convert_from(raw, 'UTF8')::jsonb ->> 'name' from contactsync.rejected_record where reason = 'too_deep'"
        ))
      for format in ["table", "csv", "json"] {
        let list = try await program.run("rejected", "list", "--format", format)
        #expect(list.code == 0 && list.output.contains("too_deep") && list.output.contains("missing_id"))
        #expect(!list.output.contains(name) && !list.output.contains("Quincy"), "\(list.output)")
        let raw = try await program.run("rejected", "list", "--raw", "--format", format)
        #expect(raw.output.contains("Quincy Nobody"), "\(raw.output)")
      }
      let one = try await program.run("rejected", "list", "--reason", "missing_id", "--run", "1", "--format", "json")
      #expect(
        one.output.hasPrefix(
          #"{"contact_id":null,"detail":"id: missing or empty","first_run_id":1,"linked_account_id":"books","raw_bytes":24,"reason":"missing_id","rejected_at":""#
        ), "\(one.output)")
      #expect(one.output.split(separator: "\n").count == 1)

      let replayed = try await program.run("rejected", "replay", "--json")
      #expect(replayed.code == 0, "\(replayed.errors)")
      #expect(
        replayed.output
          == #"{"accounts":[{"account":"books","error_code":null,"error_text":null,"loaded":1,"read":2,"still_rejected":1,"superseded":0}],"run_id":2}"#
          + "\n")
      #expect(!replayed.output.contains(name))
      #expect(
        try await world.scalar(
          "select rows_read - rows_inserted - rows_rejected from contactsync.run_account where run_id = 2") == "0")
      let again = try await program.run("rejected", "replay", "--account", "books", "--reason", "too_deep")
      #expect(again.code == 0 && again.output.contains("nothing was changed"), "\(again.output)")
      #expect(try await program.run("rejected", "list").output.contains("too_deep") == false)
      #expect(try await program.run("rejected", "list", "--all").output.contains("too_deep"))

      #expect(try await program.run("run", "p.yaml").code == 0)
      // The same books, read at once: the same links.
      let links = try await world.links()
      try await World.with(accounts: [("books", books.lines)], parties: books.parties) { whole in
        _ = try await whole.run("version: 1\nname: n\n")
        #expect(try await whole.links() == links)
        #expect(
          try await world.scalar("select count(*) from contactsync.decision where contact_id = '\(late.id)'") == "1")
      }
    }
  }

  @Test(
    "Refusals: an account that another run holds, one that nobody has settled, one that is not there, a wrong format")
  func refusals() async throws {
    let books = Books(seed: 82, parties: 20)
    try await World.with(accounts: [("books", books.lines)], parties: books.parties) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      try await Self.plant(world, books.contacts[0].line)
      let unsettled = try await program.run("rejected", "replay")
      #expect(unsettled.code == 75 && unsettled.errors.contains("no run has settled this account yet"))
      _ = try await world.run("version: 1\nname: n\n")

      let holder = try await Connection.open(world.database)
      let lease = try await holder.run { try AccountLease.acquire($0, account: "books", seconds: 36_000) }
      #expect(lease != nil)
      let held = try await program.run("rejected", "replay")
      #expect(held.code == 75 && held.errors.contains("another run holds this account"), "\(held.errors)")
      #expect(try await world.scalar("select count(resolved_at) from contactsync.rejected_record") == "0")
      await holder.close()

      #expect(try await program.run("rejected", "replay", "--account", "nowhere").code == 64)
      #expect(try await program.run("rejected", "list", "--account", "nowhere").code == 64)
      #expect(try await program.run("rejected", "list", "--format", "xml").code == 64)
    }
  }
}
