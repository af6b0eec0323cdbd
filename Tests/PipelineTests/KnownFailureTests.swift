import ContactModel
import Load
import Pipeline
import Postgres
import Sandbox
import Secrets
import Testing

@Suite("Accounts that are known to fail")
struct KnownFailureTests {
  static let nightly = "version: 1\nname: nightly\n"

  private func calls(_ world: World, _ account: String) async -> Int {
    await world.store.log.requests.filter { $0.account == account }.count
  }

  @Test("A refused account is asked once a day, and is reported all the same")
  func onceADay() async throws {
    let books = Books(seed: 41, parties: 20)
    try await World.with(accounts: [("bad", books.lines), ("good", books.lines)], parties: books.parties) { world in
      await world.store.add(Fault(.status(401), account: "bad", times: nil))
      let first = try await world.run(Self.nightly)
      #expect(first.accounts[0].failure?.isKnown == false && first.accounts[0].failure?.wasAsked == true)
      await world.store.clearLog()
      let second = try await world.run(Self.nightly)
      #expect(second.outcome == .partial)
      let failure = try #require(second.accounts[0].failure)
      #expect(failure.code == "unauthorized" && failure.isKnown && !failure.wasAsked)
      #expect(failure.text.contains("--account bad"))
      #expect(await calls(world, "bad") == 0)
      let rows = try await world.column(
        "select outcome || error_code || was_asked from contactsync.run_account where linked_account_id = 'bad' order by run_id"
      )
      #expect(rows == ["failedunauthorizedtrue", "failedunauthorizedfalse"])
      // What was not asked does not count as asked: a day after the first run it is asked again.
      _ = try await world.column(
        "update contactsync.run_account set started_at = started_at - interval '23 hours 59 minutes' where run_id = 1 returning ''"
      )
      _ = try await world.column(
        "update contactsync.linked_account set updated_at = updated_at - interval '2 days' returning ''")
      #expect(try await world.run(Self.nightly).accounts[0].failure?.wasAsked == true)
    }
  }

  @Test(
    "It is asked at once when somebody names it, replaces its token or resumes it",
    arguments: ["name", "token", "state"])
  func atOnce(way: String) async throws {
    let books = Books(seed: 42, parties: 10)
    try await World.with(accounts: [("bad", books.lines), ("good", "")], parties: books.parties) { world in
      await world.store.add(Fault(.status(401), account: "bad", times: 1))
      #expect(try await world.run(Self.nightly).accounts[0].failure?.code == "unauthorized")
      let connection = try await Connection.open(world.database)
      switch way {
      case "token":
        let sealed = try World.vault().seal(SandboxAccount(id: "bad").token, account: "bad")
        _ = try await connection.run {
          try Accounts.add($0, id: "bad", organization: "acme", tokenSealed: sealed)
        }
      case "state": try await connection.run { try Accounts.setState($0, account: "bad", .active) }
      default: break
      }
      await connection.close()
      let again = try await world.run(Self.nightly, accounts: way == "name" ? ["bad"] : [])
      #expect(again.outcome == .done, "\(again.accounts[0].failure?.text ?? "")")
    }
  }

  @Test("An account that had to be linked anew is asked as soon as Merge lists it in order")
  func relinked() async throws {
    let yaml = Self.nightly + "extract: { require_sync: fresh }\n"
    let books = Books(seed: 43, parties: 10)
    try await World.with(accounts: [("bad", books.lines), ("good", "")], parties: books.parties) { world in
      try await world.store.add(SandboxAccount(id: "bad", status: "RELINK_NEEDED"))
      let first = try await world.run(yaml)
      #expect(first.accounts[0].failure?.code == "relink_needed")
      let second = try await world.run(yaml)
      #expect(second.accounts[0].failure?.wasAsked == false && second.accounts[0].failure?.isKnown == true)
      try await world.store.add(SandboxAccount(id: "bad", status: "COMPLETE"))
      #expect(try await world.run(yaml).outcome == .done)
    }
  }

  @Test("A run that a webhook asks for leaves it in peace, too, until a webhook says that it was linked")
  func webhooks() async throws {
    let books = Books(seed: 46, parties: 10)
    try await World.with(accounts: [("bad", books.lines), ("good", "")], parties: books.parties) { world in
      await world.store.add(Fault(.status(401), account: "bad", times: nil))
      var options = RunOptions(accounts: ["bad"])
      options.asksKnown = false
      let short = "version: 1\nname: webhooks\n"
      func post(_ reason: String) async throws {
        let connection = try await Connection.open(world.database)
        try await connection.run { session in
          try session.transaction { session in
            _ = try SyncRequests.post(session, [.init(account: "bad", mergeAccount: nil, reason: reason)])
          }
        }
        await connection.close()
      }
      func wasAsked() async throws -> Bool {
        await world.store.clearLog()
        let failure = try #require(try await world.run(short, options).accounts[0].failure)
        #expect(failure.code == "unauthorized")
        #expect((await calls(world, "bad") > 0) == failure.wasAsked)
        return failure.wasAsked
      }
      #expect(try await wasAsked())
      for reason in ["Contact.changed", "LinkedAccount.synced", "Contact.changed"] {
        try await post(reason)
        #expect(try await !wasAsked(), "\(reason)")
      }
      #expect(try await world.run(Self.nightly).accounts[0].failure?.wasAsked == false)
      try await post(SyncRequests.linked)
      try await post("Contact.changed")
      #expect(try await wasAsked(), "it was linked")
      #expect(try await !wasAsked(), "it failed since")
      try await post(SyncRequests.linked)
      await world.store.removeFaults()
      #expect(try await world.run(Self.nightly).outcome == .done, "a nightly run heeds the webhook as well")
    }
  }

  @Test("Trouble is new where the pipeline's last run had another or none")
  func newOrKnown() async throws {
    let books = Books(seed: 44, parties: 10)
    try await World.with(accounts: [("bad", books.lines), ("good", "")], parties: books.parties) { world in
      func failure(_ yaml: String, _ status: Int) async throws -> [String]? {
        await world.store.removeFaults()
        await world.store.add(Fault(.status(status), account: "bad", times: nil))
        return try await world.run(yaml).accounts[0].failure.map { [$0.code, $0.isKnown ? "known" : "new"] }
      }
      let first = try await failure(Self.nightly, 403)
      #expect(first == ["forbidden", "new"])
      #expect(try await failure(Self.nightly, 403) == ["forbidden", "known"])
      #expect(try await failure(Self.nightly, 400) == ["bad_request", "new"], "another code")
      let other = "version: 1\nname: other\n"
      #expect(try await failure(other, 400) == ["bad_request", "new"], "another pipeline")
      await world.store.removeFaults()
      #expect(try await world.run(Self.nightly).outcome == .done)
      #expect(try await failure(Self.nightly, 400) == ["bad_request", "new"], "it was well in between")
    }
  }

  @Test("--fail-on new ends well while nothing new fails; the summary names every account all the same")
  func failOn() async throws {
    let books = Books(seed: 45, parties: 10)
    try await World.with(accounts: [("bad", books.lines), ("good", "")], parties: books.parties) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write(Self.nightly, to: "nightly.yaml")
      await world.store.add(Fault(.status(401), account: "bad", times: nil))
      let first = try await program.run("run", "nightly.yaml", "--fail-on", "new")
      #expect(first.code == 2 && first.errors.contains("1 of 2 accounts failed: bad"), "\(first.errors)")
      let second = try await program.run("run", "nightly.yaml", "--fail-on", "new", "--json")
      #expect(second.code == 0, "\(second.errors)")
      #expect(second.output.contains("\"exit_code\":0") && second.output.contains("\"failure\":\"known\""))
      #expect(second.output.contains("\"outcome\":\"partial\""))
      let text = try await program.run("run", "nightly.yaml", "--fail-on", "new")
      #expect(text.code == 0 && text.output.contains("bad (failed as before)"), "\(text.output)")
      #expect(try await program.run("run", "nightly.yaml").code == 2)
      await world.store.add(Fault(.status(400), account: "good", times: nil))
      let third = try await program.run("run", "nightly.yaml", "--fail-on", "new")
      #expect(third.code == 1 && third.errors.contains("(and 1 as before): good"), "\(third.errors)")
    }
  }
}
