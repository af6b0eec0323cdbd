import ContactModel
import Load
import Pipeline
import Postgres
import Sandbox
import Testing
import Transform

@Suite("Runs after an erasure")
struct ErasedRunTests {
  private static let whole = """
    version: 1
    name: full
    extract: { since: beginning }
    expect: { rejected_rate: { max: 0.01 } }
    """

  private static func eraser(_ world: World, contact: String) -> SubjectEraser {
    SubjectEraser(
      search: SubjectSearch(contact: contact, party: nil, account: "books", organization: nil, isAlone: true),
      tools: world.trustTools, folders: [], isDryRun: false)
  }

  @Test("Erased contacts do not count against the rate of rejected ones; the rows balance; nobody else loses a link")
  func rates() async throws {
    let books = Books(seed: 91, parties: 120)
    try await World.with(accounts: [("books", books.lines)], parties: books.parties) { world in
      #expect(try await world.run(Self.whole).outcome == .done)
      let links = try await world.links()
      let erased = links.prefix(6).map { String($0.split(separator: " ")[1]) }
      for contact in erased { #expect(try await !Self.eraser(world, contact: contact).run().isEmpty) }
      let summary = try await world.run(Self.whole)
      #expect(summary.outcome == .done, "\(summary.accounts.map(\.failure))")
      let rows = summary.accounts[0].rows
      #expect(rows.rejected == 6 && rows.erased == 6 && rows.read == books.contacts.count)
      #expect(rows.read == rows.unchanged + rows.rejected + rows.repeated)
      #expect(try await world.links() == world.replayedLinks())
      let others = links.filter { !erased.contains(String($0.split(separator: " ")[1])) }
      #expect(Set(others).isSubset(of: try await world.links()))
    }
  }

  @Test("A contact that was erased is in the way of a party of its name: nothing is sent")
  func namesake() async throws {
    let contact = """
      {"id":"c-1","remote_id":"R-1","name":"Alder Bakery","is_customer":true,"status":"ACTIVE","addresses":[],\
      "phone_numbers":[]}
      """
    try await World.creating(parties: Newcomers.header, contacts: contact) { world in
      #expect(try await !Self.eraser(world, contact: "c-1").run().isEmpty)
      let connection = try await Connection.open(world.database)
      try await World.importParties(Newcomers.header + Newcomers.row("p1", "Alder Bakery"), connection)
      await connection.close()
      for _ in 0..<2 { _ = try await world.run(World.creating) }
      #expect(await world.posts() == 0)
      #expect(try await world.booked() == ["Alder Bakery": 1])
      #expect(try await world.column("select review_id from contactsync.review_item") == [])
    }
  }
}
