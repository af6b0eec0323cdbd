import CSV
import ContactModel
import Extract
import Load
import Postgres
import TestSupport
import Testing

@Suite("Review import")
struct ReviewImportTests {
  struct Case: Sendable, CustomTestStringConvertible {
    /// `a1 match`, `d0 match p4`: contact and rank, decision, other party.
    var said: [String]
    var answers: [String: Int]
    /// What is said of the contact that stands first.
    var words: String
    var link = ""
    var testDescription: String { said.joined(separator: ", ") }
  }

  static let cases: [Case] = [
    Case(said: ["a1 match"], answers: ["applied": 1], words: "p1 same, p2 different", link: "p1 human"),
    Case(said: ["a2 MATCH "], answers: ["applied": 1], words: "p1 different, p2 same", link: "p2 human"),
    Case(
      said: ["a1 match", "a2 not a match"], answers: ["applied": 2], words: "p1 same, p2 different", link: "p1 human"),
    Case(
      said: ["a1 match p4"], answers: ["applied": 1], words: "p1 different, p2 different, p4 same", link: "p4 human"),
    Case(said: ["a2 match p1"], answers: ["applied": 1], words: "p1 same, p2 different", link: "p1 human"),
    Case(said: ["a2 not_a_match"], answers: ["applied": 1], words: "p2 different"),
    Case(said: ["a1 not_a_match", "a2 not_a_match"], answers: ["applied": 2], words: "p1 different, p2 different"),
    Case(said: ["a1 new_party"], answers: ["applied": 1], words: "- new_party"),
    Case(said: ["a1 new_party", "a2 new_party"], answers: ["applied": 2], words: "- new_party"),
    Case(said: ["a1 unsure"], answers: ["applied": 1], words: "- unsure"),
    Case(said: ["a1 skip"], answers: ["unchanged": 1], words: ""),
    Case(said: ["a1 match", "b1 unsure"], answers: ["applied": 2], words: "p1 same, p2 different", link: "p1 human"),
    Case(said: ["d0 new_party"], answers: ["applied": 1], words: "- new_party"),
    Case(said: ["d0 match p2"], answers: ["applied": 1], words: "p2 same", link: "p2 human"),
    Case(said: ["d0 match"], answers: ["invalid": 1], words: ""),
    Case(said: ["d0 not_a_match"], answers: ["invalid": 1], words: ""),
    Case(said: ["a1 match", "a2 match"], answers: ["invalid": 2], words: ""),
    Case(said: ["a1 match", "a2 new_party"], answers: ["invalid": 2], words: ""),
    Case(said: ["a1 unsure", "a2 not_a_match"], answers: ["invalid": 2], words: ""),
    Case(said: ["a1 match p2", "a2 not_a_match"], answers: ["invalid": 2], words: ""),
    Case(said: ["a1 match", "a2 perhaps"], answers: ["invalid": 2], words: ""),
    Case(said: ["a1 match nobody"], answers: ["invalid": 1], words: ""),
    Case(said: ["a1 unsure p2"], answers: ["invalid": 1], words: ""),
    Case(said: ["a1  p2"], answers: ["invalid": 1], words: ""),
    Case(said: ["a1 maybe", "b1 match"], answers: ["invalid": 1, "applied": 1], words: ""),
  ]

  @Test(
    "each decision, and what contradicts another; a dry run changes nothing; the same file again changes nothing",
    arguments: cases)
  func decisions(entry: Case) async throws {
    try await World.with { session, world in
      try ReviewSheet.ask(session, world)
      var sheet = try ReviewSheet(session)
      for said in entry.said {
        let words = said.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let (contact, rank) = (String(words[0].prefix(1)), Int(words[0].dropFirst()) ?? 0)
        let other = words.count > 2 && words.last!.hasPrefix("p") || words.last == "nobody" ? words.last! : ""
        let decision = words.dropFirst().dropLast(other.isEmpty ? 0 : 1).joined(separator: " ")
        sheet.set(contact, rank, "decision", decision)
        sheet.set(contact, rank, "other_party_id", other)
        sheet.set(contact, rank, "note", "=seen; \"so\"")
      }
      let contact = String(entry.said[0].prefix(1))
      let before = try VerdictTests.State(session, contact: contact)
      #expect(try ReviewSheet.take(session, sheet.bytes(), isApplied: false) == entry.answers)
      #expect(try VerdictTests.State(session, contact: contact) == before)
      #expect(try session.value("select count(*) from contactsync.judgement") == "0")
      var problems: [String] = []
      let answers = try ReviewSheet.take(session, sheet.bytes(), problems: &problems)
      #expect(answers == entry.answers, "\(problems)")
      let after = try VerdictTests.State(session, contact: contact)
      #expect(after.words == entry.words && after.link == entry.link)
      if answers["applied"] != nil {
        let kept = try session.value(
          "select distinct reviewer || ' ' || note || ' ' || source from contactsync.judgement where note is not null")
        #expect(kept == "kim =seen; \"so\" human")
      }
      var again = entry.answers
      if let applied = again.removeValue(forKey: "applied") { again["unchanged", default: 0] += applied }
      #expect(try ReviewSheet.take(session, sheet.bytes(), problems: &problems) == again, "\(problems)")
      #expect(try VerdictTests.State(session, contact: contact) == after)
    }
  }

  @Test("what a run or another person changed since is a conflict; what belongs to others is unknown")
  func conflicts() async throws {
    try await World.with { session, world in
      try ReviewSheet.ask(session, world)
      var sheet = try ReviewSheet(session)
      for (contact, decision) in [("a", "match"), ("b", "match"), ("c", "not_a_match")] {
        sheet.set(contact, 1, "decision", decision)
      }
      _ = try Verdicts.decide(
        session, organization: World.organization,
        NewVerdict(.contact(account: World.account, id: "a"), .match("p2"), rowVersion: 1, reviewer: "lee"))
      try session.execute("update contactsync.review_item set row_version = 7 where contact_id = 'b'")
      var problems: [String] = []
      #expect(
        try ReviewSheet.take(session, sheet.bytes(), problems: &problems) == ["conflict": 2, "applied": 1],
        "\(problems)")
      #expect(problems.contains { $0.hasPrefix("conflict it was decided since: match, 20") }, "\(problems)")
      #expect(try VerdictTests.State(session, contact: "a").link == "p2 human")
      let counts = try ReviewSheet.take(session, sheet.bytes(), organization: "org-2", problems: &problems)
      #expect(counts == ["unknown_id": 3])
      var other = sheet
      other.set("a", 1, "review_id", "r000000000000000000000000")
      #expect(try ReviewSheet.take(session, other.bytes())["unknown_id"] == 1)
    }
  }

  @Test(
    "a cell that a spreadsheet has changed is noticed, and the contact's rows are left out",
    arguments: [
      ("contact_tax_number", "123456789", "damaged"), ("contact_tax_number", "1.23E+08", "damaged"),
      ("contact_tax_number", "1,23E+8", "damaged"), ("contact_tax_number", "0012345", "damaged"),
      ("contact_tax_number", "", "damaged"), ("contact_tax_number", "00123456780", "conflict"),
      ("contact_phone", "4930901820", "damaged"), ("contact_phone", "+4930901820", "applied"),
      ("contact_phone", "'+4930901820", "applied"), ("contact_phone", "2/3/2026", "damaged"),
      ("party_tax_number", "12345678901234500", "damaged"), ("party_tax_number", "1.23456789012346E+16", "damaged"),
      ("party_phone", "49 30 901820", "damaged"), ("party_phone", " 0049 30  901820 ", "applied"),
      ("party_id", "p2", "damaged"), ("party_id", "", "damaged"), ("contact_id", "b", "damaged"),
      ("linked_account_id", "ac", "damaged"), ("organization_id", "org-2", "damaged"),
      ("party_name", "GrÃ¼n p1", "damaged"), ("party_name", "Gr\u{FFFD}n p1", "damaged"),
      ("party_name", "Gruen", "applied"),
      ("row_version", "1.0", "damaged"), ("row_version", "", "damaged"), ("candidate_rank", "x", "damaged"),
      ("candidate_rank", "9", "damaged"), ("row_version", "0", "invalid"), ("row_version", "2", "conflict"),
      ("contact_name", "=1+1", "applied"), ("probability", "45%", "applied"), ("decision", "match\u{A0}", "applied"),
    ])
  func damage(column: String, cell: String, answer: String) async throws {
    try await World.with { session, world in
      try ReviewSheet.ask(session, world)
      var sheet = try ReviewSheet(session)
      sheet.set("a", 1, "decision", "match")
      sheet.set("a", 1, column, cell)
      var problems: [String] = []
      #expect(try ReviewSheet.take(session, sheet.bytes(), problems: &problems) == [answer: 1], "\(problems)")
      if answer != "applied" {
        #expect(try session.value("select count(*) from contactsync.judgement") == "0")
        #expect(!problems[0].contains(cell) || cell.count < 3, "\(problems)")
      }
    }
  }

  @Test(
    "any separator and encoding, columns in any order, more of them and fewer",
    arguments: [
      ReviewSheet.Format(), ReviewSheet.Format(hasMark: true), ReviewSheet.Format(separator: ";"),
      ReviewSheet.Format(separator: "\t", hasMark: true), ReviewSheet.Format(isWindows1252: true),
      ReviewSheet.Format(separator: ";", isWindows1252: true, quotesAll: true),
      ReviewSheet.Format(separator: "\t", isWindows1252: true, lineEnd: "\n"), ReviewSheet.Format(lineEnd: "\r"),
    ])
  func formats(format: ReviewSheet.Format) async throws {
    try await World.with { session, world in
      try ReviewSheet.ask(session, world)
      var sheet = try ReviewSheet(session)
      sheet.set("a", 1, "decision", "match")
      sheet.set("c", 2, "decision", "not_a_match")
      sheet.set("b", 1, "decision", "unsure")
      sheet.set("b", 1, "note", "Müller, \"né\"\r\nline")
      sheet.header.reverse()
      sheet.header.insert("who ©", at: 3)
      sheet.rows = sheet.rows.reversed().map { row in
        var row = Array(row.reversed())
        row.insert("me; ä", at: 3)
        return row
      }
      let dropped = sheet.place("contact_phone")
      sheet.header.remove(at: dropped)
      for place in sheet.rows.indices { sheet.rows[place].remove(at: dropped) }
      var problems: [String] = []
      #expect(try ReviewSheet.take(session, sheet.bytes(format), problems: &problems) == ["applied": 3], "\(problems)")
      #expect(
        try session.value("select note from contactsync.judgement where note is not null") == "Müller, \"né\"\r\nline")
      #expect(
        try ReviewSheet.take(session, sheet.bytes(format), problems: &problems) == ["unchanged": 3], "\(problems)")
    }
  }

  @Test(
    "random decisions in a file of either profile, saved in any way, arrive exactly", arguments: 0..<8 as Range<UInt64>)
  func roundTrip(seed: UInt64) async throws {
    try await World.with { session, world in
      var random = Seeded(seed)
      try world.parties(session, (1...6).map { "p\($0)" })
      let names = [
        "=cmd|' /C calc'!A0", "+1", "'quoted'", "-x @y", "Ünal & Söhne", "a,b;c\td", "\u{FF1D}wide", "line\nend",
      ]
      let contacts = (0..<40).map { number in
        let candidates = (1...6).shuffled(using: &random).prefix(Int.random(in: 1...4, using: &random))
        let name = candidates.enumerated().map { "p\($0.element):\(9 - $0.offset)" }.joined(separator: " ")
        return TestContact(id: "c\(number)", name: name)
      }
      try world.settle(session, world.read(session, [contacts], score: Ruling.score).window, scope: .all)
      for (place, name) in names.enumerated() {
        try session.execute(
          "update contactsync.contact set name = $1, tax_number = $2, phone_numbers = $3 where contact_id like $4",
          [
            .text(name), .text(place % 2 == 0 ? "00\(place)7-x" : "=\(place)"),
            .json("[{\"number\": \"+49 30 90182\(place)\"}]"), .text("%\(place)"),
          ])
      }
      let profile: CSVProfile = Bool.random(using: &random) ? .sheet : .machine
      var sheet = try ReviewSheet(session, profile: profile)
      var expected: [String: String] = [:]
      var decided = 0
      for contact in contacts where Bool.random(using: &random) {
        let ranks = (1...3).filter { rank in
          sheet.rows.contains {
            $0[sheet.place("contact_id")] == contact.id && $0[sheet.place("candidate_rank")] == "\(rank)"
          }
        }
        let parties = ranks.map { sheet.rows[sheet.row(contact.id, $0)][sheet.place("party_id")] }
        let chosen = Int.random(in: 0..<ranks.count, using: &random)
        let word = ["match", "not_a_match", "new_party", "unsure", "skip"].randomElement(using: &random)!
        sheet.set(contact.id, ranks[chosen], "decision", word)
        decided += word == "skip" ? 0 : 1
        switch word {
        case "match":
          expected[contact.id] = parties.map { "\($0) \($0 == parties[chosen] ? "same" : "different")" }.sorted()
            .joined(separator: ", ")
        case "not_a_match": expected[contact.id] = "\(parties[chosen]) different"
        case "skip": expected[contact.id] = ""
        default: expected[contact.id] = "- \(word)"
        }
      }
      sheet.rows.shuffle(using: &random)
      let format = ReviewSheet.Format(
        separator: [",", ";", "\t"].randomElement(using: &random)!, isWindows1252: false,
        hasMark: Bool.random(using: &random), lineEnd: ["\r\n", "\n"].randomElement(using: &random)!,
        quotesAll: Bool.random(using: &random))
      var problems: [String] = []
      let answers = try ReviewSheet.take(session, sheet.bytes(format), problems: &problems)
      #expect(answers["applied", default: 0] == decided && problems.isEmpty, "\(problems)")
      for contact in contacts {
        #expect(
          try VerdictTests.State(session, contact: contact.id).words == expected[contact.id] ?? "", "\(contact.id)")
      }
    }
  }

  @Test("hostile bytes are answered or refused, never more", arguments: 0..<6 as Range<UInt64>)
  func hostile(seed: UInt64) async throws {
    try await World.with { session, world in
      try ReviewSheet.ask(session, world)
      var sheet = try ReviewSheet(session)
      sheet.set("a", 1, "decision", "match")
      sheet.set("b", 1, "decision", "not_a_match")
      let good = sheet.bytes()
      var random = Seeded(seed)
      for _ in 0..<60 {
        var bytes = good
        for _ in 0..<Int.random(in: 1...12, using: &random) {
          let place = Int.random(in: 0..<bytes.count, using: &random)
          switch Int.random(in: 0..<4, using: &random) {
          case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
          case 1: bytes.insert([0, 0x22, 0x0A, 0xFF, 0x2C].randomElement(using: &random)!, at: place)
          case 2: bytes.remove(at: place)
          default: bytes.replaceSubrange(place..<min(bytes.count, place + 30), with: bytes.prefix(20))
          }
        }
        do { _ = try ReviewSheet.take(session, bytes, isApplied: false) } catch is CSVError {}
      }
      #expect(try session.value("select count(*) from contactsync.judgement") == "0")
    }
  }

  @Test("a row that breaks off in the middle is told, though it holds no decision")
  func brokenRow() async throws {
    try await World.with { session, world in
      try ReviewSheet.ask(session, world)
      var sheet = try ReviewSheet(session)
      sheet.rows[0] = Array(sheet.rows[0].prefix(6))
      sheet.rows[1] = Array(sheet.rows[1].prefix(14))
      sheet.rows[2] += ["", ""]
      var problems: [String] = []
      #expect(try ReviewSheet.take(session, sheet.bytes(), problems: &problems) == ["damaged": 1])
      #expect(problems == ["damaged the row is cut off"])
    }
  }

  @Test("a file without the columns that say what is meant is refused")
  func headers() throws {
    for text in ["", "a,b\n", "review_id,decision\n", "review_id,review_id,row_version,candidate_rank,decision\n"] {
      #expect(throws: CSVError.self) { _ = try ReviewCSV(.bytes(Array(text.utf8), name: "f.csv")) }
    }
  }
}
