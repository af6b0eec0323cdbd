import CSV
import ContactModel
import Extract
import FoundationEssentials
import Load
import NDJSON
import Pipeline
import Sandbox
import TestSupport
import Testing
import TransformFiles

@Suite("A file, whichever way it is read", .serialized)
struct FileEqualityTests {
  @Test(
    "run and extract | transform | load store the same; reading again changes nothing", arguments: 1...6, [true, false])
  func sameResult(seed: Int, isCSV: Bool) async throws {
    let books = Books(seed: UInt64(seed), parties: 40)
    var random = Seeded(UInt64(seed))
    let shuffled = books.contacts.shuffled(using: &random)
    let (first, rest) = (Array(shuffled.dropLast(8)), shuffled.suffix(8))
    try await Twins.with(["run", "stages"], contacts: "", parties: books.parties) { [random] twins in
      var (contacts, random) = (first, random)
      try await twins.read(contacts, isCSV: isCSV, name: "first")

      let absent = contacts.removeLast()
      let gone = contacts.count - 1
      contacts[gone].isDeleted.toggle()
      for place in 0..<5 {
        let other = contacts.randomElement(using: &random)!
        contacts[place].name = place == 0 ? contacts[place].name + " Ltd" : other.name
        contacts[place + 5].tax = other.tax
        contacts[place + 10].phones = other.phones
      }
      try await twins.read(contacts + rest, isCSV: isCSV, name: "second")
      for id in twins.ids {
        let stored = "from contactsync.contact where linked_account_id = '\(id)' and contact_id ="
        #expect(
          try await twins.world.scalar("select (deleted_at is null)::text \(stored) '\(absent.id)'")
            == "\(!absent.isDeleted)", "what is absent is not deleted")
        #expect(
          try await twins.world.scalar("select (deleted_at is not null)::text \(stored) '\(contacts[gone].id)'")
            == "\(contacts[gone].isDeleted)")
      }
    }
  }
}

extension Twins {
  /// Reads one file for both accounts, each in its way: with a record without an id, and contacts that come twice.
  fileprivate func read(_ contacts: [GeneratedContact], isCSV: Bool, name: String) async throws {
    var twice = contacts[3]
    twice.name += " (new)"
    var old = contacts[4]
    old.modifiedAt = old.modifiedAt.advanced(bySeconds: -3600)
    old.name += " (old)"
    let all = contacts.prefix(30) + [twice] + contacts.dropFirst(30) + (isCSV ? [] : [old])
    var text = isCSV ? ExportFile.csv(Array(all)) : ExportFile.lines(Array(all))
    text += isCSV ? ",Nobody\r\n" : "{\"name\":\"Nobody\"}\n"
    let path = "\(folder)/\(name).\(isCSV ? "csv" : "ndjson")"
    try Data(text.utf8).write(to: URL(filePath: path))

    let pipeline = ExportFile.pipeline(path, account: "run", isCSV: isCSV) + "  page_size: 20\n"
    let summary = try await world.run(pipeline)
    #expect(summary.outcome == .done, "\(summary.accounts.first?.failure?.text ?? "")")
    let rows = try #require(summary.accounts.first).rows
    #expect(rows.read == all.count + 1 && rows.rejected == 1 && rows.repeated == (isCSV ? 1 : 2))
    #expect(
      rows.read == rows.inserted + rows.updated + rows.unchanged + rows.deleted + rows.rejected + rows.repeated)

    let (lines, decisions) = (Lines(), Lines())
    let mapping = ColumnMapping(ExportFile.columns.map { .init(field: $0, header: $1, place: "test") })
    let counts = try ExtractFile(
      path: path, account: "stages", mapping: isCSV ? mapping : nil, output: lines.add
    ).run()
    #expect(counts.contacts == all.count && counts.rejected == 1 && lines.all.count == contacts.count + 2)
    #expect(
      lines.all.last
        == #"{"account":"stages","bound":null,"rows":\#(contacts.count + 1),"schema":1,"since":null,"type":"end"}"#)
    let transform = try await transform("stages", renewing: false)
    _ = try transform.scoreAndSettle(try write(lines.all, "contacts"), output: decisions.add)
    let loaded = try await load("stages", decisions.all)
    #expect(loaded.failure == nil, "\(loaded.failure?.description ?? "")")
    #expect(try await differences("run", "stages") == [])
    #expect(try await world.column("select watermark::text from contactsync.linked_account") == ["", ""])

    let before = try await world.fingerprint()
    let again = try #require(try await world.run(pipeline).accounts.first)
    #expect(again.failure == nil && again.rows.unchanged == contacts.count)
    #expect(try await load("stages", decisions.all).failure == nil)
    #expect(try await world.fingerprint() == before)
    #expect(try await world.scalar("select count(*)::text from contactsync.window_checkpoint") == "0")
  }
}
