import Pipeline
import Postgres
import Sandbox
import Testing

@Suite("What a run leaves")
struct NothingLeftTests {
  /// In these histories a link follows a merged party though the ruling says otherwise.
  @Test(
    "Nothing is left to be settled, mergers of the platform's included: the run after it writes nothing",
    arguments: [9009, 9010, 9015, 9042] as [UInt64])
  func leavesNothing(seed: UInt64) async throws {
    try await World.with(accounts: [("books", "")], parties: "id\n") { world in
      let nightly = "version: 1\nname: nightly\n"
      var history = History(seed: seed)
      for step in 0..<6 {
        let change = step == 0 ? history.beginning() : history.next()
        try await world.store.putContacts(change.contacts, in: "books")
        let connection = try await Connection.open(world.database)
        try await World.importParties(change.parties, connection)
        await connection.close()
        #expect(try await world.run(nightly).outcome == .done)
        let broken = try await world.brokenPromises()
        #expect(broken == [], "step \(step)")
      }
      let before = try await world.fingerprint()
      #expect(try await world.run(nightly).outcome == .done)
      #expect(try await world.fingerprint() == before)
    }
  }
}
