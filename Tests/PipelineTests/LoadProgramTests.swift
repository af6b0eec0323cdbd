import ContactModel
import FoundationEssentials
import Load
import Postgres
import Sandbox
import TestSupport
import Testing

@Suite("Loading decisions")
struct LoadProgramTests {
  /// Makes decisions.ndjson of everything in the account `books`.
  private static let decide = """
    contactsync extract contacts --account books --since beginning > contacts.ndjson &&
    contactsync extract parties --organization acme > parties.ndjson &&
    contactsync extract standing --account books > standing.ndjson &&
    contactsync transform --parties parties.ndjson --standing standing.ndjson < contacts.ndjson > decisions.ndjson
    """

  private static let decisions = """
    select concat_ws('|', contact_id, verdict, party_id, probability, weight, match_key, reasons::text, matcher_version)
    from contactsync.decision where linked_account_id =
    """

  @Test("extract | transform | load stores what run stores, and its second time changes nothing")
  func pipe() async throws {
    let books = Books(seed: 41, parties: 150)
    try await World.with(accounts: [("books", books.lines), ("twin", books.lines)], parties: books.parties) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      let piped = try await program.shell(
        """
        contactsync extract parties --organization acme > parties.ndjson &&
        contactsync extract standing --account books > standing.ndjson &&
        contactsync extract contacts --account books |
          contactsync transform --parties parties.ndjson --standing standing.ndjson | tee decisions.ndjson |
          contactsync load --account books --review-csv review.csv --json
        """)
      #expect(piped.code == 0, "\(piped.errors)")
      #expect(piped.output.hasPrefix(#"{"accounts":[{"account":"books""#))
      #expect(FileManager.default.fileExists(atPath: program.folder + "/review.csv.manifest.json"))
      _ = try program.write("version: 1\nname: all\naccounts: { ids: [twin] }\n", to: "all.yaml")
      let run = try await program.run("run", "all.yaml")
      #expect(run.code == 0, "\(run.errors)")
      let stored = try await world.column(Self.decisions + " 'books' order by 1")
      #expect(stored.count == books.contacts.count)
      #expect(stored == (try await world.column(Self.decisions + " 'twin' order by 1")))
      #expect(
        try await world.scalar(
          "select watermark is not null from contactsync.linked_account where linked_account_id = 'books'") == "t")
      #expect(
        try await world.scalar(
          """
          select bool_and(rows_read = rows_inserted + rows_updated + rows_unchanged + rows_deleted + rows_rejected
            + rows_repeated)::text from contactsync.run_account
          """) == "true")
      let before = try await world.fingerprint()
      let again = try await program.run("load", "--account", "books", input: "decisions.ndjson")
      #expect(again.code == 0, "\(again.errors)")
      #expect(try await world.fingerprint() == before)
    }
  }

  /// A file that is not whole: how it is made of the whole one, and words of the complaint.
  static let gaps: [(name: String, script: String, words: String)] = [
    ("no end", #"grep -v '"type":"end"' decisions.ndjson"#, "there is no `end` of the account books"),
    ("a line missing", "sed 3d decisions.ndjson", "lines of the account books, but its `end` counts"),
    ("a line too many", "sed 3p decisions.ndjson", "lines of the account books, but its `end` counts"),
    ("a broken line", #"sed '2s/.*/{"account":/' decisions.ndjson"#, "standard input:2: byte 11: "),
    (
      "a line cut off", "sed '2s/.\\{20\\}$//' decisions.ndjson", "standard input:2: byte"
    ),
    ("an unknown type", #"(echo '{"type":"other"}'; cat decisions.ndjson)"#, "standard input:1: a line of a type"),
    (
      "a record of another contact", #"sed '2s/"id":"[^"]*"/"id":"other"/' decisions.ndjson"#,
      "standard input:2: `record` is not the contact"
    ),
    ("an end of a newer version", #"sed 's/"schema":1/"schema":2/' decisions.ndjson"#, "`schema` is 2"),
    ("nothing", "cat /dev/null", "there is no `end` of the account books"),
  ]

  @Test("A file that is not whole is stored, not settled: 65, and the watermark stays", arguments: gaps)
  func notWhole(gap: (name: String, script: String, words: String)) async throws {
    try await StageProgramTests.with(seed: 42, parties: 20) { world, program, _ in
      let ended = try await program.shell("\(Self.decide) || exit 99\n\(gap.script) | contactsync load --account books")
      #expect(ended.code == 65, "\(ended.errors)")
      #expect(ended.errors.contains(gap.words), "\(ended.errors)")
      let contacts = try #require(Int(try await world.scalar("select count(*)::text from contactsync.contact") ?? ""))
      #expect(gap.name == "nothing" ? contacts == 0 : contacts > 10)
      #expect(try await world.scalar("select count(*)::text from contactsync.decision") == "0")
      #expect(try await world.scalar("select count(*)::text from contactsync.window_checkpoint") == "0")
      #expect(try await world.scalar("select watermark::text from contactsync.linked_account") == nil)
      #expect(try await world.scalar("select error_code from contactsync.run_account") == "file_not_whole")
      let whole = try await program.run("load", "--account", "books", input: "decisions.ndjson")
      #expect(whole.code == 0, "\(whole.errors)")
      #expect(try await world.scalar("select watermark is not null from contactsync.linked_account") == "t")
    }
  }

  /// Files that are refused before anything is written.
  static let refusals: [(name: String, script: String, code: Int32, words: String)] = [
    (
      "scored lines",
      "contactsync transform score --parties parties.ndjson < contacts.ndjson | contactsync load --account books", 65,
      "standard input:2: `verdict` is missing"
    ),
    (
      "another policy",
      "contactsync transform --parties parties.ndjson --policy other.yaml < contacts.ndjson | contactsync load --account books",
      65, "rest on another policy"
    ),
    (
      "two policies",
      "(cat decisions.ndjson; contactsync transform --parties parties.ndjson --policy other.yaml < contacts.ndjson) "
        + "| contactsync load --account books", 65, "several matcher versions"
    ),
    ("an unknown account", "contactsync load --account nobody < decisions.ndjson", 64, "nobody"),
    ("a missing policy", "contactsync load --account books --policy none.yaml < decisions.ndjson", 65, "none.yaml"),
    (
      "a missing contacts file", "contactsync load --account books --contacts none < decisions.ndjson", 65,
      "none: No such"
    ),
  ]

  @Test("Decisions that rest on something else are refused, and nothing is written", arguments: refusals)
  func refused(refusal: (name: String, script: String, code: Int32, words: String)) async throws {
    try await StageProgramTests.with(seed: 43, parties: 20) { world, program, _ in
      let standard = try #require(
        FileManager.default.contents(atPath: repositoryRoot + "/policies/standard.yaml")
          .flatMap { String(data: $0, encoding: .utf8) })
      _ = try program.write(standard.replacing("margin: 1.5", with: "margin: 1.6"), to: "other.yaml")
      let ended = try await program.shell("\(Self.decide) || exit 99\n\(refusal.script)")
      #expect(ended.code == refusal.code, "\(ended.errors)")
      #expect(ended.errors.contains(refusal.words), "\(ended.errors)")
      if refusal.name != "scored lines" {
        #expect(try await world.scalar("select count(*)::text from contactsync.run") == "0")
      }
      #expect(try await world.scalar("select count(*)::text from contactsync.contact") == "0")
    }
  }

  @Test("Decisions without records take the contacts from their file; rejected lines are kept and counted")
  func withoutRecords() async throws {
    try await StageProgramTests.with(seed: 44, parties: 30) { world, program, books in
      _ = try program.write(
        #"{"account":"books","detail":"name: expected a string","id":"bad","raw":"{}","reason":"wrong_type","type":"rejected"}"#
          + "\n", to: "rejected.ndjson")
      let ended = try await program.shell(
        """
        \(Self.decide) || exit 99
        sed 's/"rows":\(books.contacts.count)/"rows":\(books.contacts.count + 1)/' contacts.ndjson |
          cat - rejected.ndjson | contactsync transform --parties parties.ndjson --without-records > short.ndjson &&
          contactsync load --account books --contacts contacts.ndjson < short.ndjson
        """)
      #expect(ended.code == 0, "\(ended.errors)")
      #expect(try await world.differences(account: "books", lines: books.lines) == [])
      #expect(
        try await world.scalar("select contact_id || ' ' || reason from contactsync.rejected_record")
          == "bad wrong_type")
      #expect(
        try await world.scalar("select rows_read || ' ' || rows_rejected from contactsync.run_account")
          == "\(books.contacts.count + 1) 1")
      let unnamed = try await program.shell("contactsync load --account books < short.ndjson")
      #expect(unnamed.code == 65 && unnamed.errors.contains("--contacts"), "\(unnamed.errors)")
      let fewer = try await program.shell(
        "sed 1d contacts.ndjson > fewer.ndjson; contactsync load --account books --contacts fewer.ndjson < short.ndjson"
      )
      #expect(fewer.code == 65, "\(fewer.errors)")
      #expect(fewer.errors.contains("1 contacts and decisions have no counterpart"), "\(fewer.errors)")
    }
  }

  @Test("Lines of other accounts are passed over; a second account takes its own from the same file")
  func severalAccounts() async throws {
    let books = Books(seed: 45, parties: 40)
    let half = books.contacts.count / 2
    let lines = [books.contacts[..<half], books.contacts[half...]].map { $0.map(\.line).joined(separator: "\n") }
    try await World.with(accounts: [("one", lines[0]), ("two", lines[1])], parties: books.parties) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      let ended = try await program.shell(
        """
        (contactsync extract contacts --account one; contactsync extract contacts --account two) > contacts.ndjson
        (contactsync extract standing --account one; contactsync extract standing --account two) > standing.ndjson
        contactsync extract parties --organization acme > parties.ndjson
        contactsync transform --parties parties.ndjson --standing standing.ndjson < contacts.ndjson > decisions.ndjson &&
        contactsync load --account two < decisions.ndjson && contactsync load --account one < decisions.ndjson
        """)
      #expect(ended.code == 0, "\(ended.errors)")
      #expect(ended.errors.contains("\(half + 1) lines of other accounts were passed over"), "\(ended.errors)")
      #expect(try await world.differences(account: "one", lines: lines[0]) == [])
      #expect(try await world.differences(account: "two", lines: lines[1]) == [])
    }
  }

  @Test("Parties that changed after the file was made count; a contact that was read since stays as it is")
  func meanwhile() async throws {
    let books = Books(seed: 46, parties: 60)
    let accounts = ["books", "twin", "first"].map { (id: $0, contacts: books.lines) }
    try await World.with(accounts: accounts, parties: books.parties) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write("version: 1\nname: n\n", to: "all.yaml")
      #expect(try await program.run("run", "all.yaml", "--account", "first").code == 0)
      let decided = try await program.shell(Self.decide)
      #expect(decided.code == 0, "\(decided.errors)")
      let contact = books.contacts[3]
      _ = try program.write(
        "id,name,email_address,tax_number\np9,\"\(contact.name)\",\(contact.email ?? ""),\(contact.tax ?? "")\n",
        to: "more.csv")
      #expect(try await program.run("parties", "import", "more.csv", "--organization", "acme").code == 0)
      let loaded = try await program.run("load", "--account", "books", input: "decisions.ndjson")
      #expect(loaded.code == 0, "\(loaded.errors)")
      #expect(try await program.run("run", "all.yaml", "--account", "twin").code == 0)
      let (ofBooks, ofTwin) = (
        try await world.column(Self.decisions + " 'books' order by 1"),
        try await world.column(Self.decisions + " 'twin' order by 1")
      )
      #expect(ofBooks.filter { !ofTwin.contains($0) } == [])
      #expect(ofTwin.filter { !ofBooks.contains($0) } == [])

      var edited = books.contacts[5]
      edited.name = "Newly Named Trading Ltd"
      try await world.store.putContacts(edited.lineWithoutTimes, in: "books")
      #expect(try await program.run("run", "all.yaml", "--account", "books").code == 0)
      let before = try await world.fingerprint()
      let old = try await program.run("load", "--account", "books", input: "decisions.ndjson")
      #expect(old.code == 0, "\(old.errors)")
      #expect(try await world.fingerprint() == before)
    }
  }

  @Test("An account that another process holds is left alone: 75")
  func held() async throws {
    try await StageProgramTests.with(seed: 47, parties: 10) { world, program, _ in
      #expect(try await program.shell(Self.decide).code == 0)
      let connection = try await Connection.open(world.database)
      _ = try await connection.run { try AccountLease.acquire($0, account: "books", seconds: 36_000) }
      let ended = try await program.run("load", "--account", "books", input: "decisions.ndjson")
      #expect(ended.code == 75, "\(ended.errors)")
      await connection.close()
    }
  }
}
