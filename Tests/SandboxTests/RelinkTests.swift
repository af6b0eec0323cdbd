import ContactModel
import FoundationEssentials
import Sandbox
import Testing

@Suite("Sandbox, linking anew")
struct RelinkTests {
  private struct Contact: Decodable {
    struct Company: Decodable, Hashable {
      var id: String
      var remoteId: String?
    }

    var id: String
    var remoteId: String
    var name: String
    var createdAt: String
    var company: Company?
    var remoteWasDeleted: Bool
  }

  private struct Page: Decodable { var results: [Contact] }

  private static let contacts = """
    {"id":"a","remote_id":"1","name":"A","company":"e1","addresses":[{"city":"Ghent"}],"created_at":"2026-01-02T00:00:00Z"}
    {"id":"b","remote_id":"2","name":"B","company":{"id":"e2","remote_id":"E-2","name":"Entity"}}
    {"id":"c","remote_id":"3","name":"C","company":"e1"}
    {"id":"d","remote_id":"4","name":"D","remote_was_deleted":true}
    {"id":"e","remote_id":"5","name":"E","created_at":"2026-01-01T00:00:00Z"}
    """

  private static func read(_ server: TestServer, token: String) async throws -> [Contact] {
    try await server.get("/contacts?expand=company&include_deleted_data=true", token: token).json(Page.self).results
  }

  @Test("every id changes, the remote ids, the order and the rest stay; deleted contacts are gone")
  func idsChange() async throws {
    try await TestServer.run(contacts: RelinkTests.contacts) { server in
      let before = try await RelinkTests.read(server, token: "token-books")
      let address = try await server.get("/contacts/a").text
      let mergeID = try #require(await server.store.account("books")?.mergeID)
      server.clock.advance(seconds: 3600)

      let token = try await server.store.relinkAnew(account: "books")
      #expect(try await server.get("/contacts").status == 401)
      let after = try await RelinkTests.read(server, token: token)
      #expect(after.map(\.remoteId) == before.filter { !$0.remoteWasDeleted }.map(\.remoteId))
      #expect(after.map(\.name) == ["E", "A", "B", "C"])
      #expect(Set(after.map(\.id)).isDisjoint(with: before.map(\.id)))
      #expect(after.allSatisfy { $0.createdAt >= "2026-11-01T13:00:00" })

      let companies = Set(after.compactMap(\.company))
      #expect(companies.count == 2)
      #expect(companies.isDisjoint(with: before.compactMap(\.company)))
      #expect(Set(companies.map(\.remoteId)) == Set(before.compactMap(\.company).map(\.remoteId)))
      #expect(try await server.get("/contacts/a", token: token).status == 404)
      let renewed = try await server.get("/contacts/\(after[1].id)", token: token).text
      let oldAddress = try #require(address.firstMatch(of: /"addresses":\["([^"]+)"/)?.1)
      #expect(!renewed.contains(oldAddress))
      #expect(try await server.get("/addresses/\(oldAddress)", token: token).status == 404)
      #expect(await server.store.account("books")?.mergeID != mergeID)
    }
  }

  @Test("the control side answers with the account as it is then; a second time everything changes again")
  func byControl() async throws {
    try await TestServer.run(contacts: RelinkTests.contacts) { server in
      struct Account: Decodable {
        var mergeId: String
        var token: String
      }
      let first = try await server.control("POST", "/accounts/books/relink-anew").json(Account.self)
      let one = try await RelinkTests.read(server, token: first.token)
      let second = try await server.control("POST", "/accounts/books/relink-anew").json(Account.self)
      let two = try await RelinkTests.read(server, token: second.token)
      #expect(first.mergeId != second.mergeId && first.token != second.token)
      #expect(one.map(\.remoteId) == two.map(\.remoteId))
      #expect(Set(one.map(\.id)).isDisjoint(with: two.map(\.id)))
      #expect(one.compactMap(\.company).map(\.remoteId) == two.compactMap(\.company).map(\.remoteId))
      #expect(try await server.get("/contacts", token: first.token).status == 401)
      #expect(try await server.control("POST", "/accounts/nobody/relink-anew").status == 404)
    }
  }
}
