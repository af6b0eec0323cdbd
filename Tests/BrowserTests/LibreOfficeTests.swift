import CSpawn
import Foundation
import TestSupport
import Testing

@Suite("Review files in LibreOffice", .serialized) struct LibreOfficeTests {
  /// Edits a file as a person would; `text`: all columns are opened as text, `standard`: LibreOffice guesses.
  private static func edit(_ path: String, _ columns: String, _ decisions: [String]) async throws {
    let script = repositoryRoot + "/Tests/BrowserTests/LibreOffice/edit.py"
    let words: [String] = ["/usr/bin/python3", script, path, columns] + decisions
    let log = path + ".log"
    let code = await Task.detached {
      let arguments = words.map { strdup($0) } + [nil]
      defer { for text in arguments { free(text) } }
      return cspawn_wait(cspawn_start(arguments, nil, nil, nil, log, log))
    }.value
    let said = FileManager.default.contents(atPath: log).map { String(decoding: $0, as: UTF8.self) } ?? ""
    try #require(code == 0, "\(said)")
  }

  private struct Result: Decodable, Equatable {
    var applied: Int
    var unchanged: Int
    var conflict: Int
    var invalid: Int
    var unknownID: Int
    var damaged: Int

    enum CodingKeys: String, CodingKey {
      case applied, unchanged, conflict, invalid, damaged
      case unknownID = "unknown_id"
    }
  }

  private static func take(_ world: BrowserWorld, _ path: String) async throws -> (result: Result, code: Int32) {
    let ended = try await world.run(["review", "import", path, "--apply", "--json", "--reviewer", "ada@example.com"])
    return (try JSONDecoder().decode(Result.self, from: Data(ended.output.utf8)), ended.code)
  }

  private static let decided = "select count(*) from contactsync.verdict where undone_at is null"

  @Test(
    "Exported, opened, edited and saved: every decision arrives, no cell is damaged; the same file again changes nothing"
  )
  func roundTrip() async throws {
    try await BrowserWorld.with(parties: 600) { world in
      // What spreadsheets like to spoil: leading zeros, long numbers, a phone number, a formula, a date.
      try await TestDatabase.administer(
        world.database,
        """
        update contactsync.contact set tax_number = '00123456', phone_numbers = '[{"number":"+1 202 555 0101"}]',
          name = '=1+1 ' || name
        where (linked_account_id, contact_id) in (
          select linked_account_id, contact_id from contactsync.review_item where organization_id = 'harbor');
        update contactsync.party set tax_number = '12345678901234567890', phone_numbers = '[{"number":"0049 30 1234567"}]'
        where organization_id = 'harbor';
        """)
      let path = world.folder + "/review.csv"
      try await world.succeed("review", "export", "--organization", "harbor", "--out", path)
      let bytes = try #require(FileManager.default.contents(atPath: path))
      let text = String(decoding: bytes, as: UTF8.self)
      let lines = text.replacing("\r\n", with: "\n").split(separator: "\n").dropFirst()
      let items = try await world.count(
        "select count(*) from contactsync.review_item where organization_id = 'harbor' and state = 'open'")
      #expect(items > 10)
      // The first candidate of each contact is decided: by turns a match and not a match.
      var decisions: [String] = []
      var seen: Set<Substring> = []
      for line in lines {
        let id = line.prefix { $0 != "," }
        decisions.append(seen.insert(id).inserted ? (seen.count % 2 == 0 ? "match" : "not_a_match") : "-")
      }
      try await Self.edit(path, "text", decisions)
      let first = try await Self.take(world, path)
      #expect(first.code == 0)
      #expect(first.result.applied >= items && first.result.damaged == 0 && first.result.conflict == 0)
      #expect(first.result.invalid == 0 && first.result.unknownID == 0)
      #expect(try await world.count(Self.decided) == items)
      #expect(
        try await world.count("select count(*) from contactsync.link where source = 'human' and unlinked_at is null")
          == items / 2)
      let again = try await Self.take(world, path)
      #expect(again.code == 0)
      #expect(again.result.applied == 0 && again.result.unchanged == first.result.applied + first.result.unchanged)
      #expect(try await world.count(Self.decided) == items)
    }
  }

  @Test("Where LibreOffice guessed and spoiled numbers, the rows are named as damaged and nothing is decided on them")
  func damage() async throws {
    try await BrowserWorld.with(parties: 600) { world in
      try await TestDatabase.administer(
        world.database,
        """
        update contactsync.contact set tax_number = '00123456'
        where (linked_account_id, contact_id) in (
          select linked_account_id, contact_id from contactsync.review_item where organization_id = 'harbor')
        """)
      let path = world.folder + "/review.csv"
      try await world.succeed("review", "export", "--organization", "harbor", "--out", path)
      try await Self.edit(path, "standard", ["match"])
      let taken = try await Self.take(world, path)
      #expect(taken.code == 65)
      #expect(taken.result.damaged == 1 && taken.result.applied == 0)
      #expect(try await world.count(Self.decided) == 0)
      let errors = FileManager.default.contents(atPath: path + ".errors.csv").map {
        String(decoding: $0, as: UTF8.self)
      }
      #expect(errors?.contains("contact_tax_number") == true)
    }
  }
}
