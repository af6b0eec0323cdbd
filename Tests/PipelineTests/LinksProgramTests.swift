import FoundationEssentials
import Postgres
import Sandbox
import Testing

/// Known links by the real program.
@Suite("Links by the program")
struct LinksProgramTests {
  /// Contacts c1… of one account, with remote ids R1…, each with the name and telephone of party p1….
  static func contacts(_ numbers: some Sequence<Int>) -> String {
    numbers.map { number in
      #"{"id":"c\#(number)","remote_id":"R\#(number)","name":"\#(names[number - 1])","is_customer":true,"#
        + #""phone_numbers":[{"number":"+1 415 555 01\#(10 + number)"}],"created_at":"2026-01-01T00:00:00Z","#
        + #""modified_at":"2026-01-01T00:00:00Z","remote_was_deleted":false}"#
    }.joined(separator: "\n")
  }

  static let names = [
    "Quill and Vine Bookbinding", "Old Mill Café", "Harbour Lane Bakery", "Zephyr Kite Works", "Umber Clay Studio",
  ]

  static let parties =
    "id,name,phone_number\n"
    + names.enumerated().map { "p\($0 + 1),\($1),+1 415 555 01\(11 + $0)\n" }.joined()

  static let pipeline = "version: 1\nname: all\nextract: { since: beginning }\n"

  /// The rows of a table of verdicts that are not 0.
  static func counts(_ output: String) -> [String: Int] {
    var counts: [String: Int] = [:]
    for line in output.split(separator: "\n").dropFirst(2) {
      let cells = line.split(separator: " ")
      if cells.count == 2, let count = Int(cells[1]), count > 0 { counts[String(cells[0])] = count }
    }
    return counts
  }

  @Test("imported before anything else is known, links stand after the first night, and are known again")
  func freshPlatform() async throws {
    try await World.with(accounts: [("books", Self.contacts(1...5))], parties: "id\n") { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      // Two of them by other parties than a run would choose.
      _ = try program.write(
        "linked_account_id,remote_id,contact_id,party_id\nbooks,R1,,p2\nbooks,R2,,p1\nbooks,,c3,p3\nbooks,R9,,p4\n",
        to: "links.csv")
      let first = try await program.run("links", "import", "links.csv")
      #expect(first.code == 0, "\(first.errors)")
      #expect(Self.counts(first.output) == ["waiting": 4])
      _ = try program.write(Self.parties, to: "parties.csv")
      _ = try await program.run("parties", "import", "parties.csv", "--organization", "acme")
      _ = try program.write(Self.pipeline, to: "all.yaml")
      let night = try await program.run("run", "all.yaml", "--json")
      #expect(night.code == 0, "\(night.errors)")
      #expect(night.output.contains(#""known_links":{"not_taken":0,"taken":3,"waiting":1}"#), "\(night.output)")
      let links = "select concat_ws(' ', contact_id, party_id, source) from reporting.fct_links order by contact_id"
      let expected = ["c1 p2 import", "c2 p1 import", "c3 p3 import", "c4 p4 auto", "c5 p5 auto"]
      #expect(try await world.column(links) == expected)
      let again = try await program.run("links", "import", "links.csv")
      #expect(again.code == 0 && Self.counts(again.output) == ["unchanged": 4], "\(again.output)\(again.errors)")
      _ = try await program.run("run", "all.yaml")
      #expect(try await world.column(links) == expected)
    }
  }

  @Test("an import outranks a run: the next one moves its link, and says so")
  func outranking() async throws {
    try await World.with(accounts: [("books", Self.contacts(1...5))], parties: Self.parties) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write(Self.pipeline, to: "all.yaml")
      #expect(try await program.run("run", "all.yaml").code == 0)
      #expect(try await world.scalar("select party_id from reporting.fct_links where contact_id = 'c1'") == "p1")
      _ = try program.write("party_id,linked_account_id,contact_id\np2,books,c1\np3,books,c3\n", to: "links.csv")
      let taken = try await program.run("links", "import", "links.csv")
      #expect(taken.code == 0 && Self.counts(taken.output) == ["applied": 2], "\(taken.output)")
      let run = try await program.run("run", "all.yaml")
      #expect(run.code == 0)
      #expect(
        try await world.scalar("select party_id || ' ' || source from reporting.fct_links where contact_id = 'c1'")
          == "p2 import")
      #expect(
        try await world.scalar("select unlinked_by from contactsync.link where unlinked_at is not null") == "import")
      #expect(
        try await world.scalar(
          "select concat_ws(' ', contact_id, change, party_id, source) from reporting.fct_link_changes "
            + "order by change_id desc limit 1") == "c1 moved p2 import")
      #expect(try await world.scalar("select source from reporting.fct_links where contact_id = 'c3'") == "auto")
    }
  }

  @Test("rows that cannot be taken are told by file and line, and written to a file; the others are taken")
  func badRows() async throws {
    try await World.with(accounts: [("books", Self.contacts(1...2))], parties: Self.parties) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write(
        """
        linked_account_id,contact_id,remote_id,party_id
        books,c1,,p1
        nobooks,c1,,p1
        books,c2,,p77
        books,c1,,p2
        books,,,p2
        books,c2,,p2

        """, to: "links.csv")
      let ended = try await program.run("links", "import", "links.csv", "--errors", "out/bad.csv")
      #expect(ended.code == 65)
      #expect(
        ended.complaints.map(String.init) == [
          "contactsync: links.csv:3: unknown_account: there is no linked account nobooks",
          "contactsync: links.csv:4: unknown_party: there is no party p77 in acme",
          "contactsync: links.csv:5: conflict: contact c1 was judged to be p1",
          "contactsync: links.csv:6: invalid: neither a contact_id nor a remote_id",
          "contactsync: links.csv: 4 rows were not taken, the others were; all of them are in out/bad.csv",
        ])
      #expect(
        Self.counts(ended.output) == [
          "applied": 2, "unknown_account": 1, "unknown_party": 1, "conflict": 1, "invalid": 1,
        ])
      let written = try String(contentsOf: URL(filePath: program.folder + "/out/bad.csv"), encoding: .utf8)
      #expect(
        written == """
          line,verdict,linked_account_id,contact_id,remote_id,party_id,detail\r
          3,unknown_account,nobooks,c1,,p1,there is no linked account nobooks\r
          4,unknown_party,books,c2,,p77,there is no party p77 in acme\r
          5,conflict,books,c1,,p2,contact c1 was judged to be p1\r
          6,invalid,books,,,p2,neither a contact_id nor a remote_id\r

          """)
    }
  }

  @Test(
    "a file that is none is refused with one line",
    arguments: [
      ("missing.csv", nil, "missing.csv"), ("empty.csv", "", "empty.csv: the file is empty"),
      ("links.csv", "contact_id,party_id\nc,p\n", "links.csv:1: no column 'linked_account_id'"),
      ("links.csv", "linked_account_id,contact_id,party_id\na,\"c,p\n", "links.csv:2: a quote is opened"),
    ] as [(String, String?, String)])
  func wrongFiles(name: String, text: String?, words: String) async throws {
    try await World.with(accounts: [], parties: "id\n") { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      if let text { _ = try program.write(text, to: name) }
      let ended = try await program.run("links", "import", name)
      #expect(ended.code == 65)
      #expect(ended.complaints.count == 1 && ended.errors.contains(words), "\(ended.errors)")
    }
  }
}
