import ContactModel
import Extract
import Load
import Postgres
import TestSupport
import Testing

@Suite("Parties")
struct PartyTests {
  static func page(_ parties: [(id: String, name: String, organization: String?)]) -> RecordPage {
    var builder = RecordPageBuilder()
    for party in parties {
      builder.record.id = builder.text(party.id)
      builder.record.name = builder.text(party.name)
      builder.record.organization = builder.text(party.organization)
      builder.record.emailAddress = builder.text("a@example.com;b@example.com")
      builder.addPhone(builder.text("555-0100"))
      builder.finishRecord()
    }
    return builder.finish()
  }

  static func upsert(
    _ session: borrowing Session, _ pages: [RecordPage], organization: String? = nil
  ) throws -> [PartyLoader.Imported] {
    var rest = pages[...]
    return try PartyLoader.upsert(session, organization: organization) { rest.popFirst() }
  }

  @Test("inserted, updated, unchanged by organization; the revision rises once with each import that changes anything")
  func upserting() async throws {
    let connection = try await TestDatabase.connection()
    try await connection.run { session in
      let pages = [
        Self.page([("1", "One", "o"), ("2", "Two", "o")]), Self.page([("1", "Elsewhere", "q"), ("2", "Second", "o")]),
      ]
      #expect(
        try Self.upsert(session, pages) == [
          .init(organization: "o", inserted: 2, revision: 1), .init(organization: "q", inserted: 1, revision: 1),
        ])
      #expect(
        try Self.upsert(session, pages) == [
          .init(organization: "o", unchanged: 2, revision: 1), .init(organization: "q", unchanged: 1, revision: 1),
        ])
      let more = Self.page([("2", "Zwei", nil), ("3", "Three", nil), ("1", "One", "o")])
      let imported = try Self.upsert(session, [more], organization: "o")
      #expect(imported == [.init(organization: "o", inserted: 1, updated: 1, unchanged: 1, revision: 2)])
      #expect(try StoredReader.changedParties(session, organization: "o", since: 1).sorted() == ["2", "3"])
      #expect(try StoredReader.partyRevision(session, organization: "o") == 2)
      #expect(throws: LoadError.organizationMissing(count: 2)) { try Self.upsert(session, [more]) }
    }
  }

  @Test("parties read back are the parties stored, page by page")
  func readingBack() async throws {
    let connection = try await TestDatabase.connection()
    try await connection.run { session in
      let ids = (0..<4500).map { "p\($0)" }
      _ = try Self.upsert(session, [Self.page(ids.map { ($0, "Näme \"\($0)\"\n\\", nil) })], organization: "o")
      var read: [String] = []
      try StoredReader.parties(session, organization: "o") { page in
        #expect(page.rejected.isEmpty)
        for index in page.rows.indices {
          let party = Contact(page, at: index)
          read.append(party.id)
          #expect(party.name == "Näme \"\(party.id)\"\n\\")
          #expect(party.emailAddress == "a@example.com;b@example.com" && party.phoneNumbers == ["555-0100"])
        }
      }
      #expect(read == ids.sorted())
      let some = try StoredReader.parties(session, organization: "o", ids: ["p7", "nobody"])
      #expect(some.rows.count == 1)
    }
  }

  @Test("a snapshot of the same content keeps its number")
  func snapshots() async throws {
    let connection = try await TestDatabase.connection()
    try await connection.run { session in
      func store(_ session: borrowing Session, _ content: [UInt8]) throws -> Int {
        try SnapshotStore.store(
          session, organization: "o", content: content, contentHash: "\(content)", partyCount: 1)
      }
      #expect(try StoredReader.snapshot(session, organization: "o") == nil)
      #expect(try store(session, [1, 0, 255]) == 1)
      #expect(try store(session, [1, 0, 255]) == 1)
      #expect(try store(session, [2]) == 2)
      let newest = try #require(try StoredReader.snapshot(session, organization: "o"))
      #expect(newest.number == 2 && newest.content == [2] && newest.contentHash == "[2]")
    }
  }
}
