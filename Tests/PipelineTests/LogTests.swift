import ContactModel
import Foundation
import Logging
import Pipeline
import Sandbox
import TestSupport
import Testing

@Suite("The log")
struct LogTests {
  // MARK: lines

  static let hostile = [
    "", "plain", "two words", "a=b", "\"quoted\"", "line\nbreak\r\u{1}", "\\", "é\u{2028}👩‍👩‍👧", "\u{7F}",
  ]

  @Test("Any text comes back from a line of JSON, and keeps a line of text one line", arguments: hostile)
  func anyText(text: String) throws {
    let time = try #require(Timestamp(rfc3339: "2026-01-31T02:00:00Z"))
    let metadata: Logger.Metadata = [
      "account": .string(text), text: "key", "read": .stringConvertible(20), "run": .stringConvertible(Int64(7)),
      "is_known": .stringConvertible(true), "time": "not this", "list": ["a", .string(text)],
    ]
    let line = LogFormat.json.line(time: time, level: .info, message: "said \(text)", metadata: metadata)
    #expect(line.count { $0 == 0x0A } == 1 && line.last == 0x0A)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
    #expect(object["account"] as? String == text && object[text] as? String == "key")
    #expect(object["message"] as? String == "said \(text)" && object["level"] as? String == "info")
    #expect(object["time"] as? String == "2026-01-31T02:00:00Z")
    #expect(object["read"] as? Int == 20 && object["run"] as? Int == 7 && object["is_known"] as? Bool == true)
    #expect(object["list"] as? [String] == ["a", text])

    let words = LogFormat.text.line(time: time, level: .error, message: text, metadata: ["account": .string(text)])
    #expect(words.count { $0 < 0x20 } == 1 && words.last == 0x0A)
    #expect(String(decoding: words, as: UTF8.self).hasPrefix("2026-01-31T02:00:00Z error "))
  }

  @Test("A line of text is time, level, message and values by key")
  func textLine() throws {
    let time = try #require(Timestamp(rfc3339: "2026-01-31T02:00:00Z"))
    let line = LogFormat.text.line(
      time: time, level: .warning, message: "account ended",
      metadata: ["read": .stringConvertible(20), "account": "acme books", "code": "held"])
    #expect(
      String(decoding: line, as: UTF8.self)
        == "2026-01-31T02:00:00Z warning account ended account=\"acme books\" code=held read=20\n")
  }

  // MARK: the program

  /// What must never be in a log: each stands in contacts, parties, tokens or the key of the runs below.
  private static let canaries = [
    "Zyxwood", "zyxmail", "5550142", "555-0142", "98-7654321", "987654321", "Zyxlane", "Zyxville", "zyxnote",
    "canary-token", "canary-key", "://",
  ]

  private static func contact(_ id: String, _ rest: String = "") -> String {
    """
    {"id":"\(id)","remote_id":"\(id)","name":"Zyxwood Bakery \(id)","email_address":"zyxmail@zyxmail.example",\
    "tax_number":"98-7654321","is_customer":true,"phone_numbers":[{"number":"415-555-0142"}],\
    "addresses":[{"street_1":"1 Zyxlane","city":"Zyxville","zip_code":"94107","country":"US"}]\(rest)}
    """
  }

  private static let parties = """
    id,name,email_address,tax_number,phone_number,street_1,city,zip_code,country
    p1,Zyxwood Bakery c1,zyxmail@zyxmail.example,98-7654321,+14155550142,1 Zyxlane,Zyxville,94107,US
    p2,Zyxwood Bakery c2,zyxmail@zyxmail.example,98-7654321,+14155550142,1 Zyxlane,Zyxville,94107,US
    """

  /// Runs twice, well and then with every kind of trouble, and gives what stderr held.
  private func runs(_ format: String) async throws -> (well: String, ill: String) {
    let key = "canary-key-123"
    return try await World.with(accounts: [], parties: "id\n", options: SandboxOptions(apiKey: key)) { world in
      var program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      program.environment["MERGE_API_KEY"] = key
      for id in ["books", "revoked", "refused", "stale", "odd \"id\"=1"] {
        let account = SandboxAccount(id: id, token: "canary-token-\(id)")
        try await world.store.add(account)
        let lines = (1...6).map { Self.contact("c\($0)") } + [Self.contact("", ",\"note\":\"zyxnote\"")]
        try await world.store.putContacts(lines.joined(separator: "\n"), in: id)
        program.environment["TOKEN"] = account.token
        let added = try await program.run(
          "accounts", "add", "--id", id, "--organization", "acme", "--token-env", "TOKEN")
        #expect(added.code == 0, "\(added.errors)")
      }
      _ = try program.write(Self.parties, to: "parties.csv")
      #expect(try await program.run("parties", "import", "parties.csv", "--organization", "acme").code == 0)
      _ = try program.write(
        "version: 1\nname: nightly\nextract: { page_size: 2 }\nload: { review_csv: \"out/{organization}.csv\" }\n",
        to: "nightly.yaml")
      program.environment["CONTACTSYNC_LOG"] = format
      program.environment["CONTACTSYNC_LOG_LEVEL"] = "debug"
      await world.store.add(Fault(.status(429, retryAfter: 0), account: "books", path: "/contacts", skip: 1))
      await world.store.add(Fault(.refuseCursor, account: "refused", path: "/contacts"))
      try await world.store.add(SandboxAccount(id: "stale", token: "canary-token-stale", status: "RELINK_NEEDED"))
      let well = try await program.run("run", "nightly.yaml")
      #expect(well.code == 0, "\(well.errors)")

      await world.store.add(Fault(.status(401), account: "revoked", times: nil))
      await world.store.add(
        Fault(.status(400, body: "{\"detail\":\"zyxmail\"}"), account: "refused", path: "/contacts", times: nil))
      // PostgreSQL's own words quote the row that it refuses, and nowhere else can it be put.
      try await world.store.putContacts(Self.contact("c9"), in: "books")
      try await TestDatabase.administer(
        world.database,
        """
        alter table contactsync.contact add check (contact_id <> 'c9');
        alter table contactsync.rejected_record add check (linked_account_id <> 'books') not valid
        """)
      _ = try program.write(
        "version: 1\nname: nightly\nextract: { since: beginning, require_sync: fresh }\n", to: "nightly.yaml")
      let ill = try await program.run("run", "nightly.yaml")
      #expect(ill.code == 2, "\(ill.errors)")
      program.environment["MERGE_API_KEY"] = "canary-key-wrong"
      let refused = try await program.run("run", "nightly.yaml")
      #expect(refused.code == 1)
      return (well.errors, ill.errors + refused.errors)
    }
  }

  @Test("holds no name, mail, phone, number, token or key, however talkative", arguments: ["json", "text"])
  func nothingPersonal(format: String) async throws {
    let (well, ill) = try await runs(format)
    for (text, events) in [
      (
        well,
        [
          "run started", "account started", "page stored", "call retried", "window restarted", "data stale",
          "account ended", "review file written", "run ended",
        ]
      ),
      (ill, ["unauthorized", "bad_request", "database_", "relink_needed", "run broken off", "api_key_refused"]),
    ] {
      for event in events { #expect(text.contains(event), "\(event) in:\n\(text)") }
      for canary in Self.canaries {
        #expect(!text.lowercased().contains(canary.lowercased()), "\(canary) in:\n\(text)")
      }
    }
  }

  @Test("In JSON every line of stderr is one object, and the counts are those of the run")
  func everyLineParses() async throws {
    let (well, ill) = try await runs("json")
    let lines = (well + ill).split(separator: "\n")
    let objects = try lines.map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
    }
    #expect(objects.allSatisfy { $0["time"] is String && $0["level"] is String && $0["message"] is String })
    let end = try #require(objects.first { $0["message"] as? String == "run ended" })
    #expect(end["accounts"] as? Int == 5 && end["failed"] as? Int == 0 && end["outcome"] as? String == "done")
    let account = objects.first { $0["message"] as? String == "account ended" && $0["account"] as? String == "books" }
    #expect(account?["read"] as? Int == 7 && account?["waited_ms"] is Int, "\(account ?? [:])")
  }

  @Test("Without the variable nothing is logged")
  func silent() async throws {
    let books = Books(seed: 47, parties: 10)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write("version: 1\nname: nightly\n", to: "nightly.yaml")
      let ended = try await program.run("run", "nightly.yaml")
      #expect(ended.code == 0 && ended.errors.isEmpty, "\(ended.errors)")
    }
  }
}
