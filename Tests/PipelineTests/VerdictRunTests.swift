import CSV
import FoundationEssentials
import Load
import Postgres
import TestSupport
import Testing

/// What people decide, between runs of the real pipeline.
@Suite("Verdicts between runs")
struct VerdictRunTests {
  /// Every party stands twice: nobody can tell which one a contact is.
  static let parties =
    "id,name,phone_number\n"
    + LinksProgramTests.names.enumerated().map { place, name in
      "p\(place + 1)a,\(name),+1 415 555 01\(11 + place)\np\(place + 1)b,\(name),+1 415 555 01\(11 + place)\n"
    }.joined()

  static let items =
    "select contact_id || ' ' || row_version || ' ' || state from contactsync.review_item order by contact_id"
  static let links =
    "select concat_ws(' ', link_id, contact_id, party_id, source, is_primary) from contactsync.link "
    + "where unlinked_at is null order by contact_id"

  @Test("the next run keeps what a verdict did, and does not ask again; what was taken back it asks again")
  func runs() async throws {
    try await World.with(accounts: [("books", LinksProgramTests.contacts(1...5))], parties: Self.parties) { world in
      _ = try await world.run(LinksProgramTests.pipeline)
      #expect(try await world.column(Self.items) == (1...5).map { "c\($0) 1 open" })
      let keys = """
        select item.contact_id from contactsync.review_item as item join contactsync.decision using (linked_account_id, contact_id)
        where item.match_key is distinct from decision.match_key or item.match_key = '' or item.priority < 0.5
        """
      #expect(try await world.column(keys) == [])
      let verdicts: [ReviewVerdict] = [.match("p1a"), .match("p2b"), .noneOfThem, .newParty, .unsure]
      let connection = try await Connection.open(world.database)
      let applied = try await connection.run { session in
        try verdicts.enumerated().map { place, verdict in
          try Verdicts.decide(
            session, organization: "acme",
            NewVerdict(.contact(account: "books", id: "c\(place + 1)"), verdict, rowVersion: 1, reviewer: "kim"))
        }
      }
      for answer in applied { if case .applied = answer { continue } else { Issue.record("\(answer)") } }
      let links = try await world.column(Self.links)
      #expect(
        links.map { $0.split(separator: " ").dropFirst().joined(separator: " ") } == [
          "c1 p1a human t", "c2 p2b human t",
        ])
      let changes = "select count(*) from contactsync.link_change"
      let written = try await world.scalar(changes)
      for _ in 0..<2 {
        _ = try await world.run(LinksProgramTests.pipeline)
        #expect(try await world.column(Self.links) == links)
        #expect(try await world.scalar(changes) == written)
        let open = try await world.column("select contact_id from contactsync.review_item where state = 'open'")
        #expect(open == ["c5"], "unsure stays to be decided, and only that")
      }
      let undone = try await connection.run { session in
        try [1, 2, 4].map { number in
          guard case .applied(let verdict) = applied[number - 1] else { return -1 }
          return try Verdicts.undo(session, organization: "acme", .verdict(verdict.id), reviewer: "kim").undone.count
        }
      }
      #expect(undone == [1, 1, 1])
      #expect(try await world.column(Self.links) == [])
      let before = try await world.column(
        "select contact_id from contactsync.review_item where state = 'open' order by contact_id")
      #expect(before == ["c1", "c2", "c4", "c5"])
      _ = try await world.run(LinksProgramTests.pipeline)
      let after = try await world.column(
        "select contact_id from contactsync.review_item where state = 'open' order by contact_id")
      #expect(after == before)
      #expect(try await world.column(Self.links) == [])
      await connection.close()
    }
  }

  @Test("a disputed link that a person ends or confirms stays so, whatever the run would choose")
  func disputed() async throws {
    try await World.with(
      accounts: [("books", LinksProgramTests.contacts(1...3))], parties: LinksProgramTests.parties
    ) { world in
      _ = try await world.run(LinksProgramTests.pipeline)
      let connection = try await Connection.open(world.database)
      let answers = try await connection.run { session in
        try [(1, ReviewVerdict.notAMatch(["p1"])), (2, .match("p3")), (3, .match("p3"))].map { number, verdict in
          try Verdicts.decide(
            session, organization: "acme",
            NewVerdict(.contact(account: "books", id: "c\(number)"), verdict, rowVersion: 0, reviewer: "kim"))
        }
      }
      #expect(answers.allSatisfy { if case .applied = $0 { true } else { false } }, "\(answers)")
      let wanted = ["c2 p3 human", "c3 p3 auto"]
      let links = "select concat_ws(' ', contact_id, party_id, source) from reporting.fct_links order by contact_id"
      #expect(try await world.column(links) == wanted)
      let flags = try await world.column(Self.links)
      for _ in 0..<2 {
        _ = try await world.run(LinksProgramTests.pipeline)
        #expect(try await world.column(links) == wanted)
        #expect(try await world.column(Self.links) == flags, "who is primary was right at once")
        #expect(try await world.column("select contact_id from contactsync.review_item where state = 'open'") == [])
      }
      let corrections = "select contact_id || ' ' || corrected_by from reporting.rpt_corrections order by contact_id"
      #expect(try await world.column(corrections) == ["c1 human", "c2 human"])
      try await connection.run { session in
        guard case .applied(let verdict) = answers[0] else { return }
        _ = try Verdicts.undo(session, organization: "acme", .verdict(verdict.id), reviewer: "kim")
      }
      #expect(try await world.column(corrections) == ["c2 human"], "what was taken back is no correction")
      #expect(try await world.column(links) == ["c1 p1 auto"] + wanted)
      await connection.close()
    }
  }

  @Test("export, fill in, import by the program: dry, applied, again; what is not taken is told and written")
  func program() async throws {
    try await World.with(accounts: [("books", LinksProgramTests.contacts(1...5))], parties: Self.parties) { world in
      _ = try await world.run(LinksProgramTests.pipeline)
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      #expect(try await program.run("review", "export", "--organization", "acme", "--out", "r.csv").code == 0)
      var reader = try CSVReader(path: program.folder + "/r.csv")
      var rows: [[String]] = []
      while let row = try reader.next() { rows.append(row.cells) }
      let (decision, phone, contact, rank) = (22, 8, 4, 10)
      for place in rows.indices.dropFirst() where rows[place][rank] == "1" {
        rows[place][decision] =
          ["c1": "match", "c2": "unsure", "c3": "match", "c4": "perhaps"][rows[place][contact]] ?? ""
        if rows[place][contact] == "c3" { rows[place][phone] = "1.4155550113E+10" }
      }
      var csv = CSVWriter(profile: .machine)
      for row in rows { csv.append(row) }
      _ = try program.write(String(decoding: csv.take(), as: UTF8.self), to: "r.csv")
      let dry = try await program.run("review", "import", "r.csv", "--json")
      #expect(
        dry.code == 65 && dry.output.contains(#""applied":2,"applied_to_database":false"#), "\(dry.output)\(dry.errors)"
      )
      #expect(try await world.scalar("select count(*) from contactsync.judgement") == "0")
      let applied = try await program.run("review", "import", "r.csv", "--apply", "--reviewer", "kim")
      #expect(applied.code == 65)
      #expect(applied.errors.contains("damaged: contact_phone: it is written as a power of ten"), "\(applied.errors)")
      #expect(applied.errors.contains("invalid: decision: none of match") && !applied.errors.contains("perhaps"))
      let errors = try String(contentsOfFile: program.folder + "/r.csv.errors.csv", encoding: .utf8)
      #expect(errors.split(separator: "\r\n").count == 3 && errors.contains(",result,problem\r\n"), "\(errors)")
      #expect(
        try await world.column(Self.items) == ["c1 2 closed", "c2 2 open", "c3 1 open", "c4 1 open", "c5 1 open"])
      for place in rows.indices where rows[place][decision] == "perhaps" || rows[place][phone].hasPrefix("1.4") {
        rows[place][decision] = ""
      }
      csv = CSVWriter(profile: .sheet)
      for row in rows { csv.append(row) }
      _ = try program.write(String(decoding: csv.take(), as: UTF8.self), to: "again.csv")
      let again = try await program.run("review", "import", "again.csv", "--apply")
      #expect(again.code == 0, "\(again.errors)")
      let table = LinksProgramTests.counts(again.output)
      #expect(table == ["unchanged": rows.count - 1], "\(again.output)")
      #expect(try await program.run("review", "import", "none.csv").code == 65)
      #expect(try await program.run("review", "import", "-").code == 64)
      #expect(try await program.run("review", "sample", "--n", "1", "--out", "s.csv").code == 0)
      let sample = try await program.run("review", "import", "s.csv")
      #expect(sample.code == 65 && sample.errors.contains("review sample --from"), "\(sample.errors)")
    }
  }
}
