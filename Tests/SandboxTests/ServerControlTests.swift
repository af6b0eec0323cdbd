import ContactModel
import FoundationEssentials
import Sandbox
import Testing

@Suite struct ServerControlTests {
  private struct State: Decodable {
    struct Account: Decodable {
      var id: String
      var contacts: Int
      var deleted: Int
    }

    struct Count: Decodable, Equatable {
      var account: String?
      var path: String
      var status: Int
      var requests: Int
    }

    var requests: Int
    var accounts: [Account]
    var counts: [Count]
  }

  private struct Logged: Decodable {
    var account: String?
    var path: String
    var cursor: String?
    var page: Int?
    var status: Int
    var records: Int
  }

  @Test func requestsAreCountedAndListed() async throws {
    let contacts = (10..<17).map { #"{"id":"c\#($0)","name":"B"}"# }.joined(separator: "\n")
    try await TestServer.run(contacts: contacts) { server in
      _ = try await server.pages("page_size=3")
      _ = try await server.page("page_size=3")
      _ = try await server.get("/contacts/c10")
      _ = try await server.get("/contacts", key: "wrong")
      let state = try await server.control("GET", "/state").json(State.self)
      #expect(state.requests == 6)
      #expect(state.accounts.map(\.contacts) == [7])
      #expect(
        state.counts == [
          .init(account: "books", path: "/contacts", status: 200, requests: 4),
          .init(account: "books", path: "/contacts", status: 401, requests: 1),
          .init(account: "books", path: "/contacts/{id}", status: 200, requests: 1),
        ])
      let log = try await server.control("GET", "/requests").json([Logged].self)
      #expect(log.map(\.page) == [1, 2, 3, 1, nil, nil])
      #expect(log.map(\.records) == [3, 3, 1, 3, 0, 0])
      #expect(log.map { $0.cursor == nil } == [true, false, false, true, true, true])
      #expect(log[4].path == "/contacts/c10")
      #expect(try await server.control("DELETE", "/requests").status == 200)
      #expect(try await server.control("GET", "/state").json(State.self).requests == 0)
    }
  }

  @Test func theLogKeepsTheNewest() async throws {
    try await TestServer.run(SandboxOptions(requestLogLimit: 3)) { server in
      for number in 1...5 { _ = try await server.get("/contacts/\(number)") }
      let log = await server.store.log
      #expect(log.requests.map(\.path) == ["/contacts/3", "/contacts/4", "/contacts/5"])
      #expect(log.requests.map(\.number) == [3, 4, 5])
      #expect(log.count == 5)
    }
  }

  @Test func contactsAreChangedAsTheirOwnersWould() async throws {
    try await TestServer.run(contacts: #"{"id":"a","name":"Old","status":"ACTIVE","tax_number":"1"}"#) { server in
      func modifiedSince(_ instant: String) async throws -> [String] {
        try await server.ids("include_deleted_data=true&modified_after=\(instant)")
      }
      server.clock.advance(seconds: 60)
      let put = try await server.control(
        "PUT", "/accounts/books/contacts",
        """
        {"id":"a","name":"New","tax_number":null}

        {"id":"b","name":"Added","modified_at":"2026-12-01T00:00:00Z"}
        {"id":"a","name":"New"}
        {"type":"end","account":"books","rows":2}
        """)
      #expect(put.text == #"{"added":1,"changed":1,"unchanged":1}"#)
      #expect(try await modifiedSince("2026-11-01T12:00:30Z") == ["a", "b"])
      #expect(try await modifiedSince("2026-11-01T12:01:30Z") == ["b"])
      let text = try await server.get("/contacts/a").text
      #expect(text.contains(#""name":"New""#) && text.contains(#""status":"ACTIVE""#))
      #expect(text.contains(#""created_at":"2026-11-01T12:00:00"#))

      server.clock.advance(seconds: 60)
      #expect(try await server.control("POST", "/accounts/books/delete-contact/a").status == 200)
      #expect(try await modifiedSince("2026-11-01T12:01:30Z") == ["a", "b"])
      #expect(try await server.ids("") == ["b"])
      #expect(try await server.control("DELETE", "/accounts/books/contacts/b").status == 200)
      #expect(try await server.ids("include_deleted_data=true") == ["a"])
      let lines = try await server.control("GET", "/accounts/books/contacts").text
      #expect(lines.split(separator: "\n").count == 1)
      #expect(lines.contains(#""remote_was_deleted":true"#))
    }
  }

  @Test func onlyWhatMergeCountsMovesModifiedAt() async throws {
    let contact = #"{"id":"a","name":"B","addresses":[],"remote_data":null,"modified_at":"2026-01-01T00:00:00Z"}"#
    for (options, change, moves) in [
      (SandboxOptions(), #""name":"C""#, true), (SandboxOptions(), #""remote_data":[{"path":"/x","data":1}]"#, false),
      (SandboxOptions(), #""addresses":[{"city":"Ghent"}]"#, true),
      (SandboxOptions(addressEditsMoveModifiedAt: false), #""addresses":[{"city":"Ghent"}]"#, false),
    ] {
      let store = SandboxStore(options: options, clock: StandingClock().clock)
      try await store.add(SandboxAccount(id: "books"))
      try await store.putContacts(contact, in: "books")
      #expect(try await store.putContacts(#"{"id":"a",\#(change)}"#, in: "books").changed == 1)
      let text = String(decoding: try #require(await store.contact("a", in: "books")), as: UTF8.self)
      #expect(text.contains(change))
      #expect(text.contains("2026-01-01") == !moves)
    }
  }

  @Test(arguments: [
    ("PUT", "/accounts/books/contacts", "{\"id\":\"a\"}\n[]", 400, "line 2"),
    ("PUT", "/accounts/nobody/contacts", "{}", 404, "nobody"),
    ("POST", "/accounts/books/delete-contact/x", "", 404, "no contact x"),
    ("POST", "/accounts", #"{"id":"b","token":"token-books"}"#, 409, "books"), ("POST", "/accounts", "{}", 400, "id"),
    ("POST", "/faults", #"{"effect":"earthquake"}"#, 400, "earthquake"),
    ("POST", "/faults", #"{"effect":"status","status":200}"#, 400, "400 to 599"),
    ("POST", "/clock", #"{"now":"noon"}"#, 400, "now"), ("GET", "/nowhere", "", 404, "Not found"),
  ])
  func wrongOrdersAreRefused(method: String, path: String, body: String, status: Int, words: String) async throws {
    try await TestServer.run { server in
      let reply = try await server.control(method, path, body)
      #expect(reply.status == status)
      #expect(reply.text.contains(words))
    }
  }

  @Test func accountsClockAndFaultsAreSetOverHTTP() async throws {
    try await TestServer.run(contacts: #"{"id":"a","name":"B"}"#) { server in
      let added = try await server.control(
        "POST", "/accounts",
        #"{"id":"b","token":"t-b","integration":{"name":"Xero","slug":"xero"},"sync":{"last_result":"FAILED"}}"#)
      #expect(added.status == 200)
      #expect(try await server.get("/sync-status", token: "t-b").text.contains(#""last_sync_result":"FAILED""#))
      #expect(try await server.control("POST", "/accounts", #"{"id":"books","status":"IDLE"}"#).status == 200)
      #expect(try await server.get("/account-details").text.contains("IDLE"))
      #expect(try await server.ids("") == ["a"])

      _ = try await server.control("POST", "/clock", #"{"offset_seconds":-300}"#)
      #expect(try await server.get("/contacts").headers["date"] == "Sun, 01 Nov 2026 11:55:00 GMT")
      let clock = try await server.control("POST", "/clock", #"{"now":"2026-11-02T00:00:00Z"}"#)
      #expect(clock.text == #"{"now":"2026-11-02T00:00:00Z","offset_seconds":43200}"#)

      let order =
        #"{"seed":5,"faults":[{"effect":"status","status":503,"retry_after":2,"path":"/contacts","times":0}]}"#
      #expect(try await server.control("POST", "/faults", order).status == 200)
      for _ in 0..<3 { #expect(try await server.get("/contacts").headers["retry-after"] == "2") }
      #expect(try await server.control("GET", "/faults").text.contains(#""hits":3"#))
      #expect(try await server.control("DELETE", "/faults").text == "[]")
      #expect(try await server.get("/contacts").status == 200)
      #expect(try await server.control("DELETE", "/accounts/b").status == 200)
      #expect(try await server.get("/contacts", token: "t-b").status == 401)
    }
  }

  @Test func foldersAreLoaded() async throws {
    let root = FileManager.default.temporaryDirectory.appending(
      path: "sandbox-\(UUID().uuidString)", directoryHint: .isDirectory)
    defer { try? FileManager.default.removeItem(at: root) }
    for name in ["alpha", "beta", "empty"] {
      try FileManager.default.createDirectory(at: root.appending(path: name), withIntermediateDirectories: true)
    }
    try Data("{\"id\":\"1\",\"name\":\"A\"}\n{\"id\":\"2\",\"name\":\"B\"}\n".utf8)
      .write(to: root.appending(path: "alpha/accounting.ndjson"))
    try Data("{\"id\":\"3\",\"name\":\"C\"}".utf8).write(to: root.appending(path: "beta/accounting.ndjson"))
    try Data(#"{"id":"b","integration":{"name":"NetSuite","slug":"netsuite"}}"#.utf8)
      .write(to: root.appending(path: "beta/account.json"))

    let store = SandboxStore(clock: StandingClock().clock)
    #expect(try await store.load(folder: root.path()) == ["alpha", "b"])
    #expect(await store.contactIDs(of: "alpha") == ["1", "2"])
    #expect(await store.account("b")?.integration == .netSuite)
    #expect(await store.contactIDs(of: "b") == ["3"])

    let single = SandboxStore(clock: StandingClock().clock)
    #expect(try await single.load(folder: root.path() + "alpha") == ["alpha"])
    await #expect(throws: (any Error).self) { try await single.load(folder: root.path() + "empty") }
    try Data("{\"id\":\"1\"}\n{\"id\":".utf8).write(to: root.appending(path: "alpha/accounting.ndjson"))
    let error = await #expect(throws: (any Error).self) {
      try await single.load(file: root.path() + "alpha/accounting.ndjson", into: "alpha")
    }
    #expect("\(try #require(error))".contains("accounting.ndjson:2: "))
  }
}
