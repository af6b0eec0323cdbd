import ContactModel
import Sandbox
import Testing

@Suite struct ServerPagingTests {
  /// 23 contacts, nine of them made in the same instant, handed over in no order.
  private static let contacts = (0..<23).map { number in
    let second = number < 7 ? number : number < 16 ? 7 : number
    let id = "c\((number * 7) % 23 < 10 ? "0" : "")\((number * 7) % 23)"
    return
      #"{"id":"\#(id)","name":"Business \#(number)","created_at":"2026-01-01T00:00:\#(second < 10 ? "0" : "")\#(second)Z"}"#
  }.reversed().joined(separator: "\n")

  @Test(arguments: [1, 2, 3, 7, 8, 22, 23, 100])
  func everyContactComesOnceWhateverThePageSize(size: Int) async throws {
    try await TestServer.run(contacts: ServerPagingTests.contacts) { server in
      let pages = try await server.pages("page_size=\(size)")
      #expect(pages.flatMap { $0 } == (await server.store.contactIDs(of: "books")))
      #expect(Set(pages.flatMap { $0 }).count == 23)
      #expect(pages.dropLast().allSatisfy { $0.count == size })
      #expect(pages.count == (23 + size - 1) / size)
    }
  }

  @Test func listsByCreationAndThenById() async throws {
    try await TestServer.run(
      contacts: """
        {"id":"b","created_at":"2026-01-02T00:00:00Z"}
        {"id":"c","created_at":"2026-01-01T00:00:00.5Z"}
        {"id":"a","created_at":"2026-01-02T00:00:00.000Z"}
        {"id":"d","created_at":"2026-01-01T02:00:00.5+02:00"}
        """
    ) { server in
      let ids = try await server.ids("include_shell_data=true")
      #expect(ids == ["c", "d", "a", "b"])
    }
  }

  @Test func editsStayAdditionsComeLastAndDeletionsShiftNothing() async throws {
    try await TestServer.run(contacts: ServerPagingTests.contacts) { server in
      let all = await server.store.contactIDs(of: "books")
      let pages = try await server.pages("page_size=5") { page in
        switch page {
        case 1:
          try await server.store.putContacts(#"{"id":"\#(all[0])","name":"Edited"}"#, in: "books")
          try await server.store.putContacts(#"{"id":"\#(all[20])","name":"Edited"}"#, in: "books")
          try await server.store.putContacts(#"{"id":"new","name":"Added"}"#, in: "books")
        case 2: try await server.store.deleteContact(all[3], in: "books")
        case 3: try await server.store.removeContact(all[14], in: "books")
        default: break
        }
      }
      #expect(pages.flatMap { $0 } == all + ["new"])
    }
  }

  @Test func goesBackByPrevious() async throws {
    try await TestServer.run(contacts: ServerPagingTests.contacts) { server in
      var page = try await server.page("page_size=4")
      #expect(page.previous == nil)
      var forward = [page.ids]
      while let next = page.next {
        page = try await server.page("page_size=4", cursor: next)
        forward.append(page.ids)
      }
      var backward = [page.ids]
      while let previous = page.previous {
        page = try await server.page("page_size=4", cursor: previous)
        backward.append(page.ids)
      }
      #expect(forward.count == 6)
      #expect(backward.reversed() == forward)
      #expect(page.next != nil)
    }
  }

  @Test func pageSizesAreThirtyByDefaultAndAHundredAtMost() async throws {
    let contacts = (0..<130).map { #"{"id":"\#($0 + 1000)","name":"B"}"# }.joined(separator: "\n")
    try await TestServer.run(contacts: contacts) { server in
      let usual = try await server.pages("").map(\.count)
      let largest = try await server.pages("page_size=500").map(\.count)
      #expect(usual == [30, 30, 30, 30, 10])
      #expect(largest == [100, 30])
    }
    try await TestServer.run(SandboxOptions(refusesOversizedPages: true), contacts: contacts) { server in
      let oversized = try await server.get("/contacts?page_size=101")
      let largest = try await server.get("/contacts?page_size=100")
      #expect(oversized.status == 400)
      #expect(largest.status == 200)
    }
  }

  @Test func cursorsMayBeURLs() async throws {
    try await TestServer.run(SandboxOptions(cursorsAreURLs: true), contacts: ServerPagingTests.contacts) { server in
      let next = try #require(try await server.page("page_size=20").next)
      let start = "http://127.0.0.1:\(server.client.port)/api/accounting/v1/contacts?cursor="
      #expect(next.hasPrefix(start))
      let reply = try await server.get("/contacts?page_size=20&cursor=\(next.dropFirst(start.count))")
      #expect(try reply.json(TestPage.self).ids.count == 3)
    }
  }

  @Test(arguments: [(400, "nonsense"), (404, "nonsense"), (400, "bj0x"), (400, "cj0xJm49MSZwPXgmaT0=")])
  func strangeCursorsAreRefused(status: Int, cursor: String) async throws {
    try await TestServer.run(
      SandboxOptions(invalidCursorStatus: status), contacts: ServerPagingTests.contacts
    ) { server in
      let reply = try await server.get("/contacts?cursor=\(cursor)")
      #expect(reply.status == status)
    }
  }
}
