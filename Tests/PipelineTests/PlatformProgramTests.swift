import FoundationEssentials
import Postgres
import Sandbox
import Testing

/// Accounts in, link changes and new parties out, by the real program.
@Suite("The platform's side by the program")
struct PlatformProgramTests {
  @Test("accounts come from standard input only; wrong lines are told, their tokens never")
  func accounts() async throws {
    try await World.with(accounts: [], parties: "id\n") { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      let lines = [
        #"{"id":"a1","organization":"acme","token":"5eCr3t-1","integration":"xero","merge_account_id":"m1"}"#,
        #"{"id":"a2","organization":"acme","token":"5eCr3t-2","connection":"eu"}"#,
        #"{"id":"a3","organization":"acme"}"#, #"{"id":3,"organization":"acme","token":"5eCr3t-3"}"#, "",
        #"{"id":"a4","organization":"acme","token":"5eCr3t-4""#, #"{"id":"a5","organization":"acme","token":""}"#,
        #"{"id":"a1","organization":"other","token":"5eCr3t-6"}"#,
        #"{"id":"a6","organization":"zen","token":"5eCr3t-7"}"#,
      ]
      _ = try program.write(lines.joined(separator: "\n"), to: "in.ndjson")
      let ended = await program.wait(try program.start(["accounts", "import"], input: "in.ndjson"))
      #expect(ended.code == 65)
      #expect(ended.output == "added 3, updated 0\n")
      #expect(
        ended.complaints.map(String.init) == [
          "contactsync: standard input:3: token: missing", "contactsync: standard input:4: id: expected a string",
          "contactsync: standard input:6: not well-formed JSON", "contactsync: standard input:7: token: empty",
          "contactsync: standard input:8: the linked account a1 belongs to the organization acme already",
          "contactsync: 5 lines were not taken, the others were",
        ])
      #expect(!(ended.output + ended.errors).contains("5eCr3t"))
      #expect(
        try await world.column(
          "select concat_ws(' ', linked_account_id, organization_id, integration, merge_account_id, connection) "
            + "from contactsync.linked_account order by 1") == ["a1 acme xero m1", "a2 acme eu", "a6 zen"])
      #expect(
        try await world.scalar("select count(*)::text from contactsync.organization where organization_id = 'other'")
          == "0")
      let sealed = try await world.column("select encode(token_sealed, 'escape') from contactsync.linked_account")
      #expect(!sealed.contains { $0.contains("5eCr3t") })
      let file = try await program.run("accounts", "import", "in.ndjson")
      #expect(file.code == 64 && file.complaints.count == 1 && file.errors.contains("standard input only"))
    }
  }

  @Test("thousands of accounts in one go, and again")
  func manyAccounts() async throws {
    try await World.with(accounts: [], parties: "id\n") { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      let lines = (1...3000).map { #"{"id":"a\#($0)","organization":"o\#($0 % 300)","token":"t\#($0)"}"# }
      _ = try program.write(lines.joined(separator: "\n") + "\n", to: "in.ndjson")
      let first = await program.wait(try program.start(["accounts", "import"], input: "in.ndjson"))
      #expect(first.code == 0 && first.output == "added 3 000, updated 0\n", "\(first.errors)")
      let again = await program.wait(try program.start(["accounts", "import"], input: "in.ndjson"))
      #expect(again.code == 0 && again.output == "added 0, updated 3 000\n", "\(again.errors)")
    }
  }

  @Test("link changes as JSON and CSV, from an id on; the last id on stderr")
  func changes() async throws {
    try await World.with(accounts: [("books", LinksProgramTests.contacts(1...5))], parties: LinksProgramTests.parties) {
      world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write(LinksProgramTests.pipeline, to: "all.yaml")
      #expect(try await program.run("run", "all.yaml").code == 0)
      let all = try await program.run("links", "changes")
      #expect(all.code == 0 && all.errors == "last change id: 5\n", "\(all.errors)")
      let lines = all.output.split(separator: "\n")
      #expect(lines.count == 5)
      #expect(lines[0].hasPrefix(#"{"change":"linked","change_id":1,"changed_at":"20"#))
      #expect(
        lines[0].hasSuffix(
          #"","contact_id":"c1","linked_account_id":"books","organization_id":"acme","party_id":"p1","source":"auto"}"#)
      )
      let some = try await program.run("links", "changes", "--since", "3", "--limit", "1", "--format", "csv")
      #expect(some.output.hasPrefix("change_id,organization_id,linked_account_id,contact_id,party_id,change,source,"))
      #expect(some.output.contains("\r\n4,acme,books,c4,p4,linked,auto,20") && some.errors == "last change id: 4\n")
      let none = try await program.run("links", "changes", "--since", "5", "--organization", "acme")
      #expect(none.output == "" && none.errors == "last change id: 5\n")
      for wrong in [["--since", "x"], ["--since=-1"], ["--limit", "0"], ["--format", "xml"]] {
        let ended = await program.wait(try program.start(["links", "changes"] + wrong))
        #expect(ended.code == 64 && ended.complaints.count == 1, "\(wrong): \(ended.errors)")
      }
    }
  }

  @Test("a new party goes to the platform, comes back with its link, and is exported no more")
  func newParties() async throws {
    let unknown =
      #"{"id":"n1","remote_id":"N1","name":"Brand New Trading","is_customer":true,"#
      + #""email_address":"new@example.com","phone_numbers":[{"number":"+1 415 555 0199"}],"#
      + #""created_at":"2026-01-01T00:00:00Z","modified_at":"2026-01-01T00:00:00Z","remote_was_deleted":false}"#
    try await World.with(accounts: [("books", unknown)], parties: LinksProgramTests.parties) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write(LinksProgramTests.pipeline, to: "all.yaml")
      #expect(try await program.run("run", "all.yaml").code == 0)
      #expect(try await program.run("parties", "export").output == "")
      _ = try await world.scalar(
        """
        insert into contactsync.judgement (organization_id, linked_account_id, contact_id, answer, source, judged_at)
        values ('acme', 'books', 'n1', 'new_party', 'human', '2026-02-03T00:00:00Z') returning answer
        """)
      let line = try await program.run("parties", "export").output
      #expect(line.hasPrefix(#"{"account":"books","addresses":"#) && line.split(separator: "\n").count == 1, "\(line)")
      for member in [
        #""contact_id":"n1""#, #""email_address":"new@example.com""#, #""is_customer":true"#,
        #""judged_at":"2026-02-03T00:00:00Z""#, #""name":"Brand New Trading""#, #""organization":"acme""#,
        #""phone_numbers":[{"#, #""number": "+1 415 555 0199""#, #""remote_id":"N1""#,
      ] { #expect(line.contains(member), "\(member) in \(line)") }
      #expect(!line.contains(#""id":"#))
      for (options, isThere) in [
        (["--since", "2026-02-03T00:00:00Z"], true), (["--since", "2026-02-03T00:00:01Z"], false),
        (["--organization", "acme"], true), (["--organization", "other"], false),
      ] {
        let ended = await program.wait(try program.start(["parties", "export"] + options))
        #expect(ended.code == 0 && ended.output == (isThere ? line : ""), "\(options)")
      }
      #expect(try await program.run("parties", "export", "--since", "yesterday").code == 64)
      // The platform gives it an id, and sends party and link.
      _ = try program.write(#"{"id":"p77","# + line.dropFirst(), to: "new.ndjson")
      #expect(try await program.run("parties", "import", "new.ndjson").code == 0)
      _ = try program.write("linked_account_id,contact_id,party_id\nbooks,n1,p77\n", to: "links.csv")
      #expect(try await program.run("links", "import", "links.csv").code == 0)
      #expect(try await program.run("parties", "export").output == "")
      #expect(try await program.run("run", "all.yaml").code == 0)
      #expect(
        try await world.scalar("select party_id || ' ' || source from reporting.fct_links where contact_id = 'n1'")
          == "p77 import")
      #expect(try await program.run("parties", "export").output == "")
    }
  }
}
