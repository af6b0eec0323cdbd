import Dispatch
import Glibc
import Postgres
import Sandbox
import TestSupport
import Testing

@Suite("Ended at any moment", .serialized)
struct KillTests {
  /// Pages of five contacts, so that there is much to be between.
  private static let pipelines = [
    "nightly": "version: 1\nname: nightly\nextract: { page_size: 5 }\n",
    "backfill": "version: 1\nname: backfill\nextract: { since: beginning, page_size: 5 }\n",
    "sweep": "version: 1\nname: sweep\nextract: { since: beginning, sweep: true, page_size: 5 }\n",
  ]

  /// How a run is brought to its end.
  private enum Blow: CaseIterable {
    case sigkill
    case sigterm
    /// PostgreSQL ends its connections, as a restart does.
    case connections
  }

  @Test(
    "After the last restart the database is the source, nothing is there twice, and little was read twice",
    arguments: Torture.campaigns)
  func killed(campaign: Int) async throws {
    try await World.with(accounts: [("books", "")], parties: "id\n") { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      for (name, text) in Self.pipelines { _ = try program.write(text, to: "\(name).yaml") }
      var random = Seeded(UInt64(campaign) &* 7919 &+ 11)
      var history = History(seed: UInt64(campaign) &+ 9000)
      var (kills, step, span) = (0, 0, 0.3)
      while kills < Torture.killsOfCampaign {
        let change = step == 0 ? history.beginning() : history.next()
        try await world.store.putContacts(change.contacts, in: "books")
        let connection = try await Connection.open(world.database)
        try await World.importParties(change.parties, connection)
        await connection.close()
        step += 1
        await world.store.clearLog()
        let stored = try await world.pagesStored()
        var blows = 0
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          let pipeline = ["nightly", "nightly", "backfill", "sweep"].randomElement(using: &random)!
          let blow = random.chance(0.6) ? Blow.sigkill : Blow.allCases.randomElement(using: &random)!
          let delay = Double.random(in: 0...span, using: &random)
          let ended = try await Self.run(pipeline, program, world, blow, after: delay)
          let code = ended.code
          // SIGTERM ends a program that has hardly begun as it ends any other.
          #expect(
            [0, 75, 128 + SIGKILL, 128 + SIGTERM].contains(code), "\(pipeline), \(blow): \(code) \(ended.errors)")
          if code != 0 { blows += 1 }
        }
        kills += blows
        let begun = ContinuousClock.now
        let last = try await program.run("run", "nightly.yaml", "--wait", "1m")
        #expect(last.code == 0, "\(last.errors)")
        let took = ContinuousClock.now - begun
        span = min(3, max(0.05, (span + took / .seconds(1)) / 2))
        #expect(try await world.differencesFromSource(account: "books") == [], "step \(step)")
        let broken = try await world.brokenPromises()
        #expect(broken == [], "step \(step)")
        let served = await world.store.log.requests.count { $0.path.hasSuffix("/contacts") && $0.status == 200 }
        let needed = try await world.pagesStored() - stored
        #expect(served - needed <= 3 * blows, "\(served) pages read, \(needed) stored, \(blows) blows")
      }
      let before = try await world.fingerprint()
      #expect(try await program.run("run", "nightly.yaml").code == 0)
      #expect(try await world.fingerprint() == before, "a run without changes writes nothing")
      Torture.tell("kills", campaign, of: Torture.campaigns, size: Torture.killsOfCampaign)
    }
  }

  /// Starts a run and ends it after so many seconds.
  private static func run(
    _ pipeline: String, _ program: Program, _ world: World, _ blow: Blow, after delay: Double
  ) async throws -> Program.Ended {
    let process = try program.start(["run", "\(pipeline).yaml", "--wait", "1m"], name: "killed")
    let database = world.database
    let strike = Task.detached {
      try await Task.sleep(for: .seconds(delay))
      switch blow {
      case .sigkill: kill(process, SIGKILL)
      case .sigterm: kill(process, SIGTERM)
      case .connections: try await endConnections(of: database)
      }
    }
    let ended = await program.wait(process, name: "killed")
    strike.cancel()
    _ = await strike.result
    return ended
  }

  private static func endConnections(of database: String) async throws {
    try await TestDatabase.administer(
      database,
      """
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
      """)
  }
}

extension World {
  /// Pages that were stored by all runs so far.
  fileprivate func pagesStored() async throws -> Int {
    Int(try await scalar("select coalesce(sum(pages), 0)::text from contactsync.run_account") ?? "") ?? 0
  }
}
