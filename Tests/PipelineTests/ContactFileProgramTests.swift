import FoundationEssentials
import Load
import Sandbox
import TestSupport
import Testing

@Suite("Contacts from an accounting system's export")
struct ContactFileProgramTests {
  /// A world with an account `books` of the sandbox, and a program that knows neither Merge's key nor those of tokens.
  private static func with(
    _ books: Books, _ body: @Sendable (World, Program) async throws -> Void
  ) async throws {
    try await World.with(accounts: [("books", books.lines)], parties: books.parties) { world in
      var program = try Program(database: world.database, baseURL: "http://127.0.0.1:1")
      defer { program.remove() }
      program.environment["MERGE_API_KEY"] = nil
      program.environment["CONTACTSYNC_TOKEN_KEYS"] = nil
      try await body(world, program)
    }
  }

  @Test("From a CSV of another encoding to links, reports and the review file, without Merge")
  func wholeWay() async throws {
    let books = Books(seed: 61, parties: 120)
    try await Self.with(books) { world, program in
      let added = try await program.run("accounts", "add", "--id", "acme-xero", "--organization", "acme")
      #expect(added.code == 0, "\(added.errors)")
      // Only what Windows-1252 has; the line without an id is the second one.
      let contacts = books.contacts.filter { contact in
        ExportFile.csv([contact]).unicodeScalars.allSatisfy { $0.value < 0x80 || 0xA0..<0x100 ~= $0.value }
      }
      #expect(contacts.count > 20)
      var first = contacts[0]
      first.name = "Café Müller"
      let text = ExportFile.csv([first] + contacts.dropFirst(), separator: ";")
      let rows = text.split(separator: "\r\n")
      let latin = ([rows[0], ";Nobody"] + rows.dropFirst()).joined(separator: "\r\n").unicodeScalars.map {
        UInt8($0.value)
      }
      try Data(latin).write(to: URL(filePath: program.folder + "/contacts.csv"))
      _ = try program.write(
        ExportFile.pipeline("contacts.csv", account: "acme-xero", isCSV: true)
          + "load: { review_csv: \"out/{organization}.csv\" }\n", to: "from-file.yaml")

      let untouched = try await world.contents()
      let rehearsed = try await program.run("run", "from-file.yaml", "--dry-run")
      #expect(rehearsed.code == 0, "\(rehearsed.errors)")
      #expect(try await world.contents() == untouched)
      let run = try await program.run("run", "from-file.yaml", "--json")
      #expect(run.code == 0, "\(run.errors)")
      #expect(
        run.errors == "contactsync: rejected: contacts.csv:2: the row has neither an id nor a remote_id\n")
      #expect(
        try await world.column(
          "select reason || ' ' || detail || ' ' || convert_from(raw, 'UTF8') from contactsync.rejected_record")
          == ["missing_id contacts.csv:2: the row has neither an id nor a remote_id ,Nobody\r\n"])
      #expect(
        try await world.scalar("select name from contactsync.contact where contact_id = '\(first.id)'") == "Café Müller"
      )
      let stored = "from contactsync.contact where linked_account_id = 'acme-xero'"
      #expect(try await world.scalar("select count(*)::text \(stored)") == "\(contacts.count)")
      #expect(try #require(Int(try await world.scalar("select count(*)::text from contactsync.link") ?? "")) > 5)
      #expect(FileManager.default.fileExists(atPath: program.folder + "/out/acme.csv"))
      let report = try await program.run("report", "fct_runs", "--format", "csv")
      #expect(report.output.contains("acme-xero"))
      #expect(
        try await world.scalar("select watermark::text from contactsync.linked_account where state = 'active'") == nil)

      let before = try await world.fingerprint()
      let again = try await program.run("run", "from-file.yaml")
      #expect(again.code == 0, "\(again.errors)")
      #expect(try await world.fingerprint() == before)
    }
  }

  @Test("The shipped pipeline reads Xero's export of its contacts")
  func shipped() async throws {
    try await Self.with(Books(seed: 68, parties: 5)) { world, program in
      let pipeline = FileManager.default.contents(atPath: repositoryRoot + "/pipelines/from-file.yaml")
      _ = try program.write(String(decoding: try #require(pipeline), as: UTF8.self), to: "from-file.yaml")
      try FileManager.default.createDirectory(atPath: program.folder + "/exports", withIntermediateDirectories: true)
      let header =
        "*ContactName,AccountNumber,EmailAddress,FirstName,LastName,POAttentionTo,POAddressLine1,POAddressLine2,POCity,"
        + "PORegion,POPostalCode,POCountry,SAAttentionTo,SAAddressLine1,SAAddressLine2,SACity,SARegion,SAPostalCode,"
        + "SACountry,PhoneNumber,FaxNumber,MobileNumber,TaxNumber"
      _ = try program.write(
        """
        \u{FEFF}\(header)
        Harbour Lane Bakery,C-1,ap@harbourlane.example,Ada,Baker,,PO Box 7,,Leeds,,LS1 1AA,GB,,12 Wharf St,,Leeds,,LS2 2BB,GB,\
        44 113 5550101,,44 113 5550102,GB123456789
        Quay Tools,,,,,,,,,,,,,,,,,,,,,,

        """, to: "exports/acme-xero.csv")
      #expect(try await program.run("accounts", "add", "--id", "acme-xero", "--organization", "acme").code == 0)
      let run = try await program.run("run", "from-file.yaml")
      #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
      #expect(
        try await world.column(
          """
          select concat_ws('|', contact_id, remote_id, name, email_address, tax_number, phone_numbers ->> 1,
            addresses #>> '{0,street_1}', addresses #>> '{1,zip_code}')
          from contactsync.contact where linked_account_id = 'acme-xero' order by contact_id
          """) == [
            "C-1|Harbour Lane Bakery|Harbour Lane Bakery|ap@harbourlane.example|GB123456789|"
              + #"{"number": "44 113 5550102"}|PO Box 7|LS2 2BB"#,
            "Quay Tools|Quay Tools|Quay Tools",
          ])
    }
  }

  @Test("The doctor reads the file, and asks for no key")
  func doctor() async throws {
    try await Self.with(Books(seed: 67, parties: 5)) { _, program in
      _ = try program.write(ExportFile.pipeline("a.csv", account: "books", isCSV: false), to: "p.yaml")
      let missing = try await program.run("doctor", "p.yaml")
      #expect(missing.code == 1 && missing.output.contains("`extract.file` names 'a.csv'"), "\(missing.output)")
      _ = try program.write("id,name\n1,Acme\n,Nobody\n", to: "a.csv")
      let found = try await program.run("doctor", "p.yaml")
      #expect(found.code == 0 && found.output.contains("a.csv: 1 contacts, 1 records rejected"), "\(found.output)")
      #expect(!found.output.contains("Nobody") && !found.output.contains("MERGE_API_KEY"))
      _ = try program.write(ExportFile.pipeline("a.csv", account: "other", isCSV: false), to: "p.yaml")
      let unknown = try await program.run("doctor", "p.yaml")
      #expect(unknown.code == 1 && unknown.output.contains("accounts add --id other"), "\(unknown.output)")
    }
  }

  @Test("An account without a token is left to its files by pipelines of Merge")
  func leftToFiles() async throws {
    let books = Books(seed: 62, parties: 20)
    try await World.with(accounts: [("books", books.lines)], parties: books.parties) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      #expect(try await program.run("accounts", "add", "--id", "filed", "--organization", "acme").code == 0)
      _ = try program.write("version: 1\nname: all\n", to: "all.yaml")
      let run = try await program.run("run", "all.yaml", "--json")
      #expect(run.code == 0 && !run.output.contains(#""account":"filed""#), "\(run.errors)")
      let named = try await program.run("run", "all.yaml", "--account", "filed")
      #expect(named.code == 1 && named.output.contains("no account token is stored"), "\(named.errors)\(named.output)")
    }
  }

  @Test("A file moves no watermark: what changed at Merge meanwhile is read afterwards")
  func watermark() async throws {
    let books = Books(seed: 63, parties: 30)
    try await World.with(accounts: [("books", books.lines)], parties: books.parties) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write("version: 1\nname: nightly\nextract: { overlap: 0s }\n", to: "nightly.yaml")
      #expect(try await program.run("run", "nightly.yaml").code == 0)
      let watermark = try await world.scalar("select watermark::text from contactsync.linked_account")
      #expect(watermark != nil)
      var edited = books.contacts[2]
      edited.name = "Newly Named Trading Ltd"
      try await world.store.putContacts(edited.lineWithoutTimes, in: "books")
      let requests = await world.store.log.requests.count

      // What the file says of the edited contact is older than the edit; of another one it is news.
      var gone = books.contacts[4]
      gone.isDeleted.toggle()
      let contacts = books.contacts.map { $0.id == gone.id ? gone : $0 }
      _ = try program.write(ExportFile.lines(contacts), to: "contacts.ndjson")
      _ = try program.write(ExportFile.pipeline("contacts.ndjson", account: "books", isCSV: false), to: "file.yaml")
      let run = try await program.run("run", "file.yaml")
      #expect(run.code == 0, "\(run.errors)")
      #expect(await world.store.log.requests.count == requests)
      #expect(try await world.scalar("select watermark::text from contactsync.linked_account") == watermark)
      #expect(
        try await world.scalar(
          "select (deleted_at is not null)::text from contactsync.contact where contact_id = '\(gone.id)'")
          == "\(gone.isDeleted)")

      #expect(try await program.run("run", "nightly.yaml").code == 0)
      #expect(
        try await world.scalar("select name from contactsync.contact where contact_id = '\(edited.id)'") == edited.name)
      // The edit is newer than the file now, which is read again and takes nothing back.
      #expect(try await program.run("run", "file.yaml").code == 0)
      #expect(
        try await world.scalar("select name from contactsync.contact where contact_id = '\(edited.id)'") == edited.name)
    }
  }

  /// A file that is not as it must be: its name and text, what the pipeline says besides, and words of the complaint.
  static let wrongs: [(name: String, text: String?, more: String, words: String)] = [
    ("none.csv", nil, "", "p.yaml:5: `extract.file` names 'none.csv', which is neither beside"),
    ("a.csv", "", "", "a.csv: the file is empty"),
    ("a.csv", "name,email\nAcme,x\n", "", "a.csv:1: no column 'id' or 'remote_id' in the header; found: name, email"),
    (
      "a.csv", "Number,Name\n1,x\n", "  columns:\n    id: Number\n    tax_number: VAT\n",
      "a.csv:1: no column 'VAT' for `tax_number` (p.yaml:8) in the header; found: Number, Name"
    ),
    ("a.csv", "id,name\n1,\"x\n", "", "a.csv:2: a quote is opened here and never closed"),
    (
      "a.ndjson", "{\"id\":\"1\"}\n{\"id\":\"2\",\"account\":\"other\"}\n", "",
      "a.ndjson:2: a contact of the account other"
    ),
    (
      "a.ndjson", "{\"id\":\"1\"}\n{\"type\":\"end\",\"account\":\"books\",\"bound\":null,\"rows\":2}\n", "",
      "a.ndjson: 1 lines of the account books, but its `end` counts 2"
    ),
    (
      "a.ndjson", "{\"id\":\"1\"}\n{\"type\":\"end\",\"organization\":\"o\",\"rows\":1}\n", "",
      "a.ndjson:2: `account` is missing"
    ),
    ("a.xlsx", "", "", "p.yaml:5: `extract.file` must be a path that ends in .csv, .tsv, .ndjson or .jsonl"),
  ]

  @Test("A file that is not as it must be ends the run with 65 and changes nothing", arguments: wrongs)
  func wrongFile(wrong: (name: String, text: String?, more: String, words: String)) async throws {
    try await Self.with(Books(seed: 64, parties: 5)) { world, program in
      if let text = wrong.text { _ = try program.write(text, to: wrong.name) }
      _ = try program.write(
        ExportFile.pipeline(wrong.name, account: "books", isCSV: false) + wrong.more, to: "p.yaml")
      let before = try await world.contents()
      let ended = try await program.run("run", "p.yaml")
      #expect(ended.code == 65, "\(ended.errors)")
      #expect(ended.complaints.count == 1 && ended.errors.hasPrefix("contactsync: \(wrong.words)"), "\(ended.errors)")
      #expect(try await world.contents() == before)
      guard wrong.text != nil, wrong.more.isEmpty, wrong.name != "a.xlsx" else { return }
      let extracted = try await program.run("extract", "contacts", "--account", "books", "--file", wrong.name)
      #expect(extracted.code == 65 && extracted.output.isEmpty, "\(extracted.errors)")
      #expect(extracted.errors.hasPrefix("contactsync: \(wrong.words)"), "\(extracted.errors)")
    }
  }

  static let uses: [(arguments: [String], words: String)] = [
    (["run", "p.yaml", "--since", "beginning"], "--since has no meaning for p.yaml"),
    (["run", "p.yaml", "--until", "2026-01-01T00:00:00Z"], "--until has no meaning for p.yaml"),
    (["run", "p.yaml", "--account", "other"], "other"),
    (
      ["extract", "contacts", "--account", "books", "--file", "a.csv", "--since", "beginning"], "--since has no meaning"
    ),
    (["extract", "contacts", "--account", "books", "--columns", "id=A"], "--columns needs --file"),
    (["extract", "contacts", "--account", "books", "--file", "a.csv", "--columns", "name=A"], "'id' or 'remote_id'"),
    (["extract", "contacts", "--account", "books", "--file", "a.csv", "--columns", "id"], "'id' has no '='"),
    (["extract", "contacts", "--account", "books", "--file", "a.csv", "--columns", "id=A,id=B"], "'id' stands twice"),
    (
      ["extract", "contacts", "--account", "books", "--file", "a.csv", "--columns", "id="], "header of 'id' is missing"
    ),
    (
      ["extract", "contacts", "--account", "books", "--file", "a.csv", "--columns", "id=A,nmae=B"],
      "no field 'nmae': did you mean `name`?"
    ),
  ]

  @Test("A wrong use gets one line and 64", arguments: uses)
  func wrongUse(use: (arguments: [String], words: String)) async throws {
    try await Self.with(Books(seed: 65, parties: 5)) { _, program in
      _ = try program.write("id\n1\n", to: "a.csv")
      _ = try program.write(ExportFile.pipeline("a.csv", account: "books", isCSV: false), to: "p.yaml")
      let ended = await program.wait(try program.start(use.arguments))
      #expect(ended.code == 64, "\(ended.errors)")
      #expect(ended.complaints.count == 1 && ended.errors.contains(use.words), "\(ended.errors)")
    }
  }

  @Test("extract writes each contact once, what it could not read, and an end without a bound")
  func extract() async throws {
    try await Self.with(Books(seed: 66, parties: 5)) { world, program in
      _ = try program.write("Nr;Legal, name;x\n1;Acme\n;Nobody\n1;Acme Ltd\n2;Beta\n", to: "a.csv")
      _ = try program.write(
        "{\"remote_id\":7,\"name\":\"Acme\"}\n{\"id\":\"2\",\"type\":\"customer\"}\n", to: "b.jsonl")
      var program = program
      program.environment["DATABASE_URL"] = "postgresql:///x?host=/nowhere"
      let csv = try await program.run(
        "extract", "contacts", "--account", "books", "--file", "a.csv", "--columns", "name=Legal, name,id=Nr")
      #expect(csv.code == 0, "\(csv.errors)")
      #expect(
        csv.complaints.count == 2 && csv.errors.contains("books: 1 contacts come again in the file"), "\(csv.errors)")
      let lines = csv.output.split(separator: "\n")
      #expect(lines.map { $0.contains(#""name":"Acme Ltd""#) } == [true, false, false, false])
      #expect(lines.dropFirst(2).first?.contains(#""detail":"a.csv:3: the row has neither"#) == true)
      #expect(lines.last == #"{"account":"books","bound":null,"rows":3,"schema":1,"since":null,"type":"end"}"#)
      let json = try await program.run("extract", "contacts", "--account", "books", "--file", "b.jsonl")
      #expect(json.code == 0 && json.output.contains(#""id":7,"#), "\(json.errors)\(json.output)")
      #expect(json.errors == "contactsync: rejected: b.jsonl:2: has a `type`, so it is no contact\n")
    }
  }
}
