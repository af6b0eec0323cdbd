import FoundationEssentials
import Glibc
import Load
import Pipeline
import Postgres
import Sandbox
import TestSupport
import Testing

/// `serve` as a process of its own, until the body is over; then it is ended by SIGTERM.
struct ServeProcess {
  let program: Program
  let process: Int32
  let name: String
  let url: String

  static let key = "signature-key"

  /// Starts it on a free port and waits until it takes connections.
  static func start(_ program: Program, _ options: String..., name: String = "serve") async throws -> ServeProcess {
    let process = try program.start(["serve", "--port", "0"] + options, name: name)
    let path = "\(program.folder)/\(name).err"
    let deadline = ContinuousClock.now + .seconds(600)
    while ContinuousClock.now < deadline {
      let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
      if let line = text.split(separator: "\n").first(where: { $0.hasPrefix("serving ") && text.hasSuffix("\n") }) {
        return ServeProcess(program: program, process: process, name: name, url: String(line.dropFirst(8)))
      }
      if kill(process, 0) != 0 { break }
      try await Task.sleep(for: .milliseconds(20))
    }
    kill(process, SIGKILL)
    let ended = await program.wait(process, name: name)
    throw Trouble(words: ended.errors)
  }

  struct Trouble: Error { var words: String }

  /// Ends it; how long that took, and what it said.
  func stop() async -> (ended: Program.Ended, took: Duration) {
    let start = ContinuousClock.now
    kill(process, SIGTERM)
    let ended = await program.wait(process, name: name)
    return (ended, ContinuousClock.now - start)
  }
}

@Suite("Webhooks, from the sandbox through the real server into PostgreSQL", .serialized)
struct WebhookProgramTests {
  private static let books = Books(seed: 92, parties: 40)

  private static func with(
    accounts: [String] = ["one"], _ body: @Sendable (World, Program) async throws -> Void
  ) async throws {
    let all = accounts.map { (id: $0, contacts: books.lines) }
    try await World.with(accounts: all, parties: books.parties) { world in
      var program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      program.environment["MERGE_WEBHOOK_KEYS"] = "an-older-one,\(ServeProcess.key)"
      program.environment["CONTACTSYNC_REVIEW_KEYS"] = World.tokenKeys
      #expect(try await world.run(PipelineRunTests.backfill).outcome == .done)
      try await body(world, program)
    }
  }

  private static func becomes(_ world: World, _ sql: String, _ expected: String, within: Duration = .seconds(600))
    async throws -> Duration?
  {
    let start = ContinuousClock.now
    let connection = try await Connection.open(world.database)
    defer { Task { await connection.close() } }
    while ContinuousClock.now - start < within {
      if try await connection.run({ try $0.execute(sql).text(0, 0) }) == expected { return ContinuousClock.now - start }
      try await Task.sleep(for: .milliseconds(10))
    }
    return nil
  }

  private static let open = "select count(*) from contactsync.sync_request where request_count > 0"

  @Test("A contact that is changed in the accounting system is in PostgreSQL after its webhook, without a nightly run")
  func promptly() async throws {
    try await Self.with { world, program in
      let server = try await ServeProcess.start(program)
      try await world.store.addWebhook(url: server.url + "/webhooks/merge", key: ServeProcess.key)
      let ids = try await world.column("select contact_id from contactsync.contact order by 1 limit 3")
      for (number, id) in ids.enumerated() {
        try await world.store.putContacts(#"{"id":"\#(id)","name":"Renamed \#(number) Ltd"}"#, in: "one")
        let took = try await Self.becomes(
          world, "select name from contactsync.contact where contact_id = '\(id)'", "Renamed \(number) Ltd")
        #expect(took != nil)
        #expect(try await Self.becomes(world, Self.open, "0") != nil)
      }
      let statuses = await world.store.deliveries.map(\.statuses)
      #expect(statuses.allSatisfy { $0 == [200] }, "\(statuses)")
      let (ended, took) = await server.stop()
      #expect(ended.code == 0 && took < .seconds(120), "\(ended.errors)")
      #expect(!ended.errors.contains("Renamed") && !ended.errors.contains("token-"))
      let runs = try await world.column("select distinct pipeline from contactsync.run order by 1")
      #expect(runs == ["backfill", "webhooks"])
    }
  }

  @Test("Two servers: each request is served once, in the end nothing is open and the database equals the source")
  func two() async throws {
    let accounts = (1...6).map { "a\($0)" }
    try await Self.with(accounts: accounts) { world, program in
      let one = try await ServeProcess.start(program, name: "one")
      let two = try await ServeProcess.start(program, name: "two")
      for server in [one, two] {
        try await world.store.addWebhook(
          url: server.url + "/webhooks/merge", key: ServeProcess.key, padsSignatures: false)
      }
      let before = try await world.scalar("select count(*)::text from contactsync.run") ?? ""
      for account in accounts {
        for contact in Self.books.contacts.prefix(5) {
          try await world.store.putContacts(#"{"id":"\#(contact.id)","currency":"CHF"}"#, in: account)
        }
      }
      let changed = "select count(*)::text from contactsync.contact where currency = 'CHF'"
      #expect(try await Self.becomes(world, changed, "30") != nil)
      #expect(try await Self.becomes(world, Self.open, "0") != nil)
      // Each event came twice, once by each server.
      #expect(
        try await Self.becomes(
          world, "select sum(webhook_count)::text from contactsync.webhook_count where outcome = 'accepted'", "60")
          != nil)
      let runs = try await world.scalar("select (count(*) - \(before))::text from contactsync.run") ?? ""
      // Two each where they come at once; a slow machine spreads the 30 changes over more than a minute.
      #expect(Int(runs).map { (6..<30).contains($0) } == true, "\(runs) runs")
      #expect(await one.stop().ended.code == 0)
      #expect(await two.stop().ended.code == 0)
    }
  }

  @Test("SIGTERM while an account is read: the page is finished, the request left to the next server, which goes on")
  func stopped() async throws {
    try await Self.with { world, program in
      let server = try await ServeProcess.start(program)
      try await world.store.addWebhook(url: server.url + "/webhooks/merge", key: ServeProcess.key)
      // The read is slow: the server is told to stop in the middle of it.
      let fault = Fault(.delay(.seconds(5)), path: "/contacts", times: 1)
      await world.store.add(fault)
      let id = try #require(Self.books.contacts.first?.id)
      try await world.store.putContacts(#"{"id":"\#(id)","name":"Late Ltd"}"#, in: "one")
      let isRunning = "select count(*)::text from contactsync.run where pipeline = 'webhooks'"
      #expect(try await Self.becomes(world, isRunning, "1") != nil)
      let (ended, took) = await server.stop()
      #expect(ended.code == 0 && took < .seconds(120), "\(took) \(ended.errors)")
      #expect(try await world.scalar(Self.open) == "1")
      let next = try await ServeProcess.start(program, name: "next")
      #expect(
        try await Self.becomes(world, "select name from contactsync.contact where contact_id = '\(id)'", "Late Ltd")
          != nil)
      #expect(try await Self.becomes(world, Self.open, "0") != nil)
      #expect(await next.stop().ended.code == 0)
    }
  }

  @Test(
    "A failing account is put off while others are read; without Merge's key nothing is read, and nothing is put off")
  func failing() async throws {
    try await Self.with(accounts: ["one", "two"]) { world, program in
      await world.store.add(Fault(.status(401), account: "one", path: "/contacts", times: nil))
      let server = try await ServeProcess.start(
        program, "--pipeline", try program.write(PipelineRunTests.nightly, to: "nightly.yaml"))
      try await world.store.addWebhook(url: server.url + "/webhooks/merge", key: ServeProcess.key)
      for account in ["one", "two"] {
        try await world.store.putContacts(#"{"id":"\#(Self.books.contacts[0].id)","currency":"CHF"}"#, in: account)
      }
      #expect(try await Self.becomes(world, Self.open, "1") != nil)
      let off = "select count(*)::text from contactsync.sync_request where linked_account_id = 'one' and attempts = 1"
      #expect(try await Self.becomes(world, off, "1") != nil)
      #expect(await server.stop().ended.code == 0)
      var keyless = program
      keyless.environment["MERGE_API_KEY"] = nil
      _ = try await world.scalar(
        "update contactsync.sync_request set not_before = '-infinity', attempts = 0 returning 1")
      let other = try await ServeProcess.start(keyless, name: "keyless")
      let (ended, _) = await other.stop()
      #expect(ended.code == 0 && ended.errors.contains("MERGE_API_KEY"))
      #expect(
        try await world.scalar("select attempts::text from contactsync.sync_request where request_count > 0") == "0")
    }
  }

  @Test("An account that must be linked again is asked once a day, whatever webhooks say; at once when it was linked")
  func resting() async throws {
    try await Self.with { world, program in
      await world.store.add(Fault(.status(401), account: "one", times: nil))
      let server = try await ServeProcess.start(program)
      try await world.store.addWebhook(url: server.url + "/webhooks/merge", key: ServeProcess.key)
      let runs = "select count(*)::text from contactsync.run_account where was_asked and error_code = 'unauthorized'"
      let looks = """
        select max(attempts)::text from contactsync.sync_request where not_before > now() + interval '20 seconds'
        """
      func change(_ currency: String) async throws {
        let id = Self.books.contacts[0].id
        try await world.store.putContacts(#"{"id":"\#(id)","currency":"\#(currency)"}"#, in: "one")
      }
      try await change("CHF")
      #expect(try await Self.becomes(world, looks, "1") != nil)
      #expect(try await world.scalar(runs) == "1")
      await world.store.clearLog()
      for (look, currency) in [("2", "SEK"), ("3", "NOK")] {
        try await change(currency)
        _ = try await world.scalar("update contactsync.sync_request set not_before = '-infinity' returning ''")
        #expect(try await Self.becomes(world, looks, look) != nil)
      }
      #expect(try await world.scalar(runs) == "1")
      #expect(await world.store.log.requests.filter { $0.account == "one" }.count == 0)
      await world.store.removeFaults()
      let port = server.url.split(separator: ":").last ?? ""
      let sent = try await program.shell(
        """
        body='{"hook":{"event":"LinkedAccount.linked"},"linked_account":{"end_user_origin_id":"one"},"data":{}}'
        signature=$(printf %s "$body" | openssl dgst -sha256 -hmac \(ServeProcess.key) -binary | base64 | tr +/ -_)
        exec 3<>/dev/tcp/127.0.0.1/\(port)
        printf 'POST /webhooks/merge HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n' >&3
        printf 'X-Merge-Webhook-Signature: %s\\r\\nContent-Length: %s\\r\\n\\r\\n%s' "$signature" ${#body} "$body" >&3
        timeout 60 cat <&3
        """)
      #expect(sent.output.contains("accepted"), "\(sent)")
      #expect(try await Self.becomes(world, Self.open, "0") != nil)
      #expect(try await world.scalar("select currency from contactsync.contact where currency = 'NOK'") == "NOK")
      #expect(await server.stop().ended.code == 0)
    }
  }

  @Test("A request under way is answered when the server is told to stop")
  func underWay() async throws {
    try await Self.with { _, program in
      let server = try await ServeProcess.start(program)
      let port = server.url.split(separator: ":").last ?? ""
      // Nothing is answered before the body has come; then the server stops, and takes no new connections.
      let ended = try await program.shell(
        """
        exec 3<>/dev/tcp/127.0.0.1/\(port)
        printf 'POST /webhooks/merge HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 10\\r\\n\\r\\nhello' >&3
        timeout 2 head -c 1 <&3
        kill -TERM \(server.process)
        while (exec 4<>/dev/tcp/127.0.0.1/\(port)) 2>/dev/null; do :; done
        printf 'world' >&3
        timeout 25 head -n 1 <&3
        """)
      #expect(ended.output.hasPrefix("HTTP/1.1 401"), "\(ended)")
      let stopped = await program.wait(server.process, name: server.name)
      #expect(stopped.code == 0, "\(stopped.errors)")
    }
  }

  @Test(
    "Wrong settings are said in one line",
    arguments: [
      (["--pipeline", "missing.yaml"], [:], 65, "missing.yaml"),
      ([], ["MERGE_WEBHOOK_KEYS": " , "], 64, "MERGE_WEBHOOK_KEYS"),
      (["--pipeline", "export.yaml"], [:], 64, "extract.file"),
      (["--host", "0.0.0.0"], [:], 64, "--behind-proxy"),
    ] as [([String], [String: String], Int32, String)])
  func mistakes(options: [String], variables: [String: String], code: Int32, words: String) async throws {
    try await Self.with { world, program in
      var program = program
      program.environment.merge(variables) { $1 }
      _ = try program.write(
        "version: 1\nname: t\naccounts: { ids: [one] }\nextract: { file: contacts.ndjson }\n", to: "export.yaml")
      let ended = await program.wait(
        try program.start(["serve", "--port", "0"] + options, name: "wrong"), name: "wrong")
      #expect(ended.code == code && ended.errors.contains(words), "\(ended.code) \(ended.errors)")
    }
  }
}
