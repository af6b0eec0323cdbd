import Foundation
import Load
import Pipeline
import Postgres
import Sandbox
import Testing

@Suite("Changing contacts")
struct UpdateTests {
  private static func pipeline(_ more: String) -> String {
    "version: 1\nname: nightly\nupdate: { enabled: true, \(more) }\n"
  }

  private static let emails = pipeline("fields: [email_address], links: all")

  private static func contact(_ number: Int, name: String, email: String) -> String {
    #"{"id":"c\#(number)","remote_id":"r\#(number)","name":"\#(name)","email_address":"\#(email)","is_customer":true,"is_supplier":false,"status":"ACTIVE","phone_numbers":[{"number":"+1 212 555 01\#(10 + number)","type":"MAIN"},{"number":"+1 212 555 01\#(50 + number)","type":"FAX"}],"addresses":[{"type":"BILLING","street_1":"\#(number) Elm St","city":"Albany","country":"US","zip_code":"12207"}],"modified_at":"2026-01-0\#(number)T00:00:00Z"}"#
  }

  private static let names = ["Alder Bakery", "Birchwood Plumbing", "Cedar Freight"]

  private static var contacts: String {
    names.enumerated().map { contact($0.offset + 1, name: $0.element, email: "old\($0.offset + 1)@example.com") }
      .joined(separator: "\n")
  }

  private static func parties(_ emails: [String]) -> String {
    "id,name,email_address,phone_number,street_1,city,zip_code,country\n"
      + zip(names, emails).enumerated().map { number, pair in
        "p\(number + 1),\(pair.0),\(pair.1),+1 212 555 01\(11 + number),\(number + 1) Elm St,Albany,12207,US\n"
      }.joined()
  }

  /// A world in which three contacts are linked automatically, and the platform has a new mailbox for two of them.
  private static func with<R: Sendable>(
    integration: Integration = World.ledger, _ body: @Sendable (World) async throws -> R
  ) async throws -> R {
    try await World.with(
      accounts: [("books", contacts)], parties: parties(["new1@example.com", "new2@example.com", "old3@example.com"])
    ) { world in
      try await world.store.add(SandboxAccount(id: "books", integration: integration))
      try await world.store.putContacts(contacts, in: "books")
      #expect(try await world.run(PipelineRunTests.nightly).outcome == .done)
      #expect(try await world.links().count == 3)
      await world.store.clearLog()
      return try await body(world)
    }
  }

  @Test("Only the owned field changes, once; what comes back is no change, and what was before is kept")
  func changes() async throws {
    try await Self.with { world in
      let before = try await world.books()
      let links = try await world.links()
      let first = try #require(try await world.run(Self.emails).accounts.first)
      #expect(first.failure == nil)
      #expect(first.updates?.wanted == 2 && first.updates?.sent == 2 && first.updates?.changed == 2)
      var expected = before
      for number in 1...2 { expected["c\(number)"]?["email_address"] = "new\(number)@example.com" }
      let after = try await world.books()
      #expect(after == expected)
      #expect(await world.patches() == 2)
      #expect(
        try await world.column(
          "select contact_id || ' ' || email_address from contactsync.contact_version order by contact_id")
          == ["c1 old1@example.com", "c2 old2@example.com"])
      #expect(
        try await world.column(
          "select concat_ws(' ', contact_id, state, fields[1]) from contactsync.contact_update order by 1")
          == ["c1 changed email_address", "c2 changed email_address"])
      for _ in 0..<2 {
        let night = try #require(try await world.run(Self.emails).accounts.first)
        #expect(night.rows.updated == 0 && night.rows.unchanged == night.rows.read)
        #expect(night.updates == UpdateResult())
      }
      #expect(await world.patches() == 2)
      #expect(try await world.links() == links)
      #expect(try await world.differencesFromSource(account: "books") == [])
      #expect(try await world.brokenPromises() == [])
    }
  }

  @Test("Contacts that only the ruling has linked are left alone unless the pipeline says otherwise; the cap is kept")
  func certain() async throws {
    try await Self.with { world in
      let certain = Self.pipeline("fields: [email_address]")
      #expect(try await world.run(certain).accounts.first?.updates == UpdateResult())
      try await world.change("update contactsync.link set source = 'human' where contact_id = 'c2'")
      #expect(try await world.run(certain).accounts.first?.updates?.changed == 1)
      try await world.change("update contactsync.link set source = 'import'")
      try await world.importParties(
        Self.parties(["new1@example.com", "newer2@example.com", "new3@example.com"]))
      let capped = Self.pipeline("fields: [email_address], cap: 1")
      for left in [3, 2, 1] {
        let updates = try #require(try await world.run(capped).accounts.first?.updates)
        #expect(updates.wanted == left && updates.changed == 1)
      }
      #expect(try await world.run(capped).accounts.first?.updates == UpdateResult())
    }
  }

  @Test("A contact that is no longer as it was read is left to the next read; a dry run changes nothing")
  func outdated() async throws {
    try await Self.with { world in
      var options = RunOptions()
      options.isDryRun = true
      let rehearsed = try #require(try await world.run(Self.emails, options).accounts.first?.updates)
      #expect(rehearsed.wanted == 2 && rehearsed.sent == 0)
      // As Merge shows it a moment after the read: the listing by modified_after does not bring it.
      try await world.store.putContacts(
        Self.contact(1, name: Self.names[0], email: "theirs@example.com"), in: "books")
      let updates = try #require(try await world.run(Self.emails).accounts.first?.updates)
      #expect(updates.outdated == 1 && updates.changed == 1)
      #expect(try await world.books()["c1"]?["email_address"] == "theirs@example.com")
      let whole = Self.emails + "extract: { since: beginning }\n"
      #expect(try await world.run(whole).accounts.first?.updates?.changed == 1)
      #expect(try await world.books()["c1"]?["email_address"] == "new1@example.com")
    }
  }

  @Test(
    "Whatever becomes of the answer, in the end the contact says what the platform says",
    arguments: CreationTests.losses)
  func lostAnswers(loss: CreationTests.Loss) async throws {
    try await Self.with { world in
      await world.store.add(Fault(loss.effect, path: "/contacts/c1", method: "PATCH"))
      let first = try #require(try await world.run(Self.emails).accounts.first?.updates)
      #expect(first.lost == 1 && first.changed == 1, "\(first)")
      _ = try await world.run(Self.emails)
      let last = try #require(try await world.run(Self.emails).accounts.first?.updates)
      #expect(last == UpdateResult())
      #expect(try await world.books()["c1"]?["email_address"] == "new1@example.com")
      #expect(await world.patches() == (loss.isCarriedOut ? 2 : 3))
      #expect(try await world.differencesFromSource(account: "books") == [])
    }
  }

  @Test("What is refused is not sent again until the party says something else; a sender that is gone is made good")
  func refused() async throws {
    try await Self.with(integration: .quickBooks) { world in
      let names = Self.pipeline("fields: [name], links: all")
      let taken = Self.parties(["old1@example.com", "old2@example.com", "old3@example.com"])
        .replacing("p1,Alder Bakery", with: "p1,Cedar Freight")
      try await world.importParties(taken)
      try await world.change("update contactsync.link set source = 'human'")
      let first = try #require(try await world.run(names).accounts.first?.updates)
      #expect(first.refused == 1 && first.sent == 1)
      #expect(
        try await world.column("select concat_ws(' ', state, error_class) from contactsync.contact_update")
          == ["rejected name_taken"])
      #expect(try await world.run(names).accounts.first?.updates?.held == 1)
      #expect(await world.patches() == 1)
      try await world.importParties(taken.replacing("p1,Cedar Freight", with: "p1,Alder Works"))
      #expect(try await world.run(names).accounts.first?.updates?.changed == 1)
      try await world.change("update contactsync.contact_update set state = 'sending'")
      #expect(try await world.run(names).accounts.first?.updates == UpdateResult())
      #expect(
        try await world.column("select state || ' ' || error_class from contactsync.contact_update") == [
          "unknown sender_gone"
        ])
    }
  }

  @Test("An accounting system that writes it in its own way is not asked again and again")
  func ownWay() async throws {
    try await Self.with(integration: .quickBooks) { world in
      let long = "Alder Bakery of the Upper and the Lower Valley and of the Hills Beyond Both of Them"
      try await world.importParties(
        Self.parties(["old1@example.com", "old2@example.com", "old3@example.com"])
          .replacing("p1,Alder Bakery", with: "p1,\(long)"))
      try await world.change("update contactsync.link set source = 'human'")
      let names = Self.pipeline("fields: [name], links: all")
      #expect(try await world.run(names).accounts.first?.updates?.changed == 1)
      for _ in 0..<2 {
        let night = try #require(try await world.run(names).accounts.first?.updates)
        #expect(night.held == 1 && night.sent == 0)
      }
    }
  }

  @Test(
    "A section that cannot work is refused with its line",
    arguments: [
      ("update: { enabled: true }", "`update` has nothing to write"),
      ("update: { enabled: true, fields: [phone_numbers] }", "`phone_numbers` is no field that can be owned"),
      ("update: { enabled: true, fields: [email_addres] }", "did you mean `email_address`?"),
      ("load: { links: propose }\nupdate: { enabled: true, fields: [name] }", "`update` needs `load.links: write`"),
    ])
  func lint(section: String, words: String) async throws {
    let program = try Program(database: "", baseURL: "")
    defer { program.remove() }
    _ = try program.write("version: 1\nname: n\n\(section)\n", to: "n.yaml")
    let ended = try await program.run("pipeline", "lint", "n.yaml")
    #expect(ended.code == 65)
    #expect(ended.errors.contains(words) && ended.errors.contains("n.yaml:"), "\(ended.errors)")
  }
}

extension World {
  /// The contacts of the books by id: the texts of their fields.
  fileprivate func books() async throws -> [String: [String: String]] {
    var books: [String: [String: String]] = [:]
    for line in try await store.contacts(of: "books") {
      let object = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] ?? [:]
      var texts: [String: String] = [:]
      for (key, value) in object where !["modified_at", "remote_updated_at", "remote_data"].contains(key) {
        let json = try JSONSerialization.data(withJSONObject: value, options: [.sortedKeys, .fragmentsAllowed])
        texts[key] = (value as? String) ?? String(decoding: json, as: UTF8.self)
      }
      books["\(object["id"] ?? "")"] = texts
    }
    return books
  }

  fileprivate func importParties(_ csv: String) async throws {
    let connection = try await Connection.open(database)
    try await World.importParties(csv, connection)
    await connection.close()
  }

  /// Changes that reached the sandbox.
  fileprivate func patches() async -> Int { await store.log.requests.count { $0.method == "PATCH" } }
}
