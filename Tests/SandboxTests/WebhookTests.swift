import Crypto
import FoundationEssentials
import Sandbox
import Testing

@Suite("Sandbox, webhooks")
struct WebhookTests {
  /// Runs a body against a sandbox with one webhook and its receiver.
  private static func run(
    answering statuses: [Int] = [], events: Set<String>? = nil, contacts: String = "",
    _ body: @escaping @Sendable (TestServer, WebhookReceiver) async throws -> Void
  ) async throws {
    let receiver = try WebhookReceiver(answering: statuses)
    defer { receiver.stop() }
    try await TestServer.run(contacts: contacts) { server in
      try await server.store.addWebhook(url: receiver.url, key: "signature-key", events: events)
      try await body(server, receiver)
    }
  }

  @Test("changes, syncs, linking and issues are told, in order and signed")
  func tells() async throws {
    try await WebhookTests.run { server, receiver in
      _ = try await server.create(#"{"name":"A","is_customer":true}"#)
      let id = try #require(await server.store.contactIDs(of: "books").first)
      _ = try await server.change(id, #"{"currency":"EUR"}"#)
      _ = try await server.change(id, #"{"currency":"EUR"}"#)
      try await server.store.deleteContact(id, in: "books")
      _ = try await server.send("POST", "/sync-status/resync")
      let issue = try await server.store.openIssue("Missing permission", account: "books")
      try await server.store.resolveIssue(issue)
      try await server.store.openIssue("Missing permission", account: "books")
      _ = try await server.send("POST", "/delete-account")
      let events = await receiver.next(9)
      #expect(
        events.map(\.name) == [
          "Contact.added", "Contact.changed", "Contact.removed", "Contact.synced", "LinkedAccount.sync_completed",
          "Issue.new", "Issue.resolved", "Issue.reopened", "LinkedAccount.deleted",
        ])
      for event in events {
        let code = HMAC<SHA256>.authenticationCode(
          for: event.body, using: SymmetricKey(data: Array("signature-key".utf8)))
        let base64 = Data(code).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
        #expect(event.headers["x-merge-webhook-signature"] == base64)
        #expect(event.headers["content-type"] == "application/json")
        #expect(event.text.contains(#""end_user_origin_id":"books""#))
        #expect(event.text.contains(#""integration":"QuickBooks Online","integration_slug":"quickbooks-online""#))
        #expect(event.text.contains(#""target":"\#(receiver.url)""#))
      }
      #expect(events[0].text.contains(#""name":"A""#) && events[0].text.contains(id))
      #expect(events[2].text.contains(#""remote_was_deleted":true"#))
      #expect(events[4].text.contains(#""accounting.Contact":{"data_fresh_as_of""#))
      #expect(!events.contains { $0.text.contains("token-books") })
    }
  }

  @Test("only the event of a finished link carries the account token")
  func linked() async throws {
    try await WebhookTests.run(events: ["LinkedAccount.linked"]) { server, receiver in
      struct LinkToken: Decodable { var linkToken: String }
      let order =
        #"{"end_user_origin_id":"new","end_user_organization_name":"N","end_user_email_address":"n@example.com","#
        + #""categories":["accounting"]}"#
      for origin in ["new", "books", "new"] {
        let body = order.replacing(#""new""#, with: "\"\(origin)\"")
        let token = try await server.send("POST", "/link-token", body, token: nil).json(LinkToken.self)
        _ = try await server.store.finishLinking(token.linkToken, integration: .xero)
      }
      let events = await receiver.next(3)
      #expect(events.map { $0.text.contains(#""is_relink":true"#) } == [false, true, true])
      #expect(events[0].text.contains(#""account_token":"token-new""#))
      #expect(events[0].text.contains(#""integration_slug":"xero""#))
      #expect(events[1].text.contains(#""integration_slug":"quickbooks-online""#))
    }
  }

  /// Answers of the receiver (0: none), and how often and how long it is tried.
  static let attempts: [(answers: [Int], tries: [Int], waits: [Duration])] = [
    ([204], [204], []), ([500, 200], [500, 200], [.seconds(1)]),
    ([503, 500, 502], [503, 500, 502], [.seconds(1), .seconds(2)]), ([400], [400], []), ([401], [401], []),
    ([0, 0, 200], [0, 0, 200], [.seconds(1), .seconds(2)]), ([302], [302], []),
  ]

  @Test("an event is tried three times at most, and not again after a 4xx", arguments: attempts)
  func retries(answers: [Int], tries: [Int], waits: [Duration]) async throws {
    try await WebhookTests.run(answering: answers) { server, receiver in
      try await server.store.openIssue("First", account: "books")
      try await server.store.openIssue("Second", account: "books")
      let events = await receiver.next(tries.count + 1)
      #expect(events.dropLast().allSatisfy { $0.body == events[0].body })
      #expect(events.last?.text.contains("Second") == true)
      #expect(await server.store.deliveries.first?.statuses == tries)
      #expect(await server.store.deliveries.first?.isDone == true)
      #expect(server.clock.slept == waits)
    }
  }

  @Test("webhooks are set over HTTP, go to loopback only, and may sign without padding")
  func control() async throws {
    let receiver = try WebhookReceiver()
    defer { receiver.stop() }
    try await TestServer.run { server in
      for url in [
        "http://198.51.100.7/x", "https://127.0.0.1/x", "http://127.0.0.1.example.com/x", "ftp://127.0.0.1/", "x",
        "http://0x7f000001/", "http://127.1/",
      ] {
        let reply = try await server.control("POST", "/webhooks", #"{"url":"\#(url)","key":"k"}"#)
        #expect(reply.status == 400, "\(url)")
      }
      struct Hook: Decodable { var id: String }
      let body = #"{"url":"\#(receiver.url)","key":"k","events":["Issue.new"],"pads_signatures":false}"#
      let hook = try await server.control("POST", "/webhooks", body).json(Hook.self)
      #expect(try await server.control("GET", "/webhooks").text.contains(hook.id))
      _ = try await server.control("PUT", "/accounts/books/contacts", #"{"id":"a","name":"A"}"#)
      _ = try await server.control("POST", "/accounts/books/issues", #"{"description":"Missing permission"}"#)
      let events = await receiver.next(1)
      #expect(events[0].name == "Issue.new")
      #expect(events[0].headers["x-merge-webhook-signature"]?.contains("=") == false)
      #expect(try await server.control("GET", "/webhooks/deliveries").text.contains(#""event":"Issue.new""#))
      #expect(try await server.control("DELETE", "/webhooks/\(hook.id)").status == 200)
      #expect(try await server.control("DELETE", "/webhooks/\(hook.id)").status == 404)
      _ = try await server.control("POST", "/accounts/books/issues", #"{"description":"Other"}"#)
      #expect(await server.store.deliveries.count == 1)
    }
  }
}
