import Pipeline
import Testing

@Suite("Parties that are imported while a run goes on")
struct ImportMeanwhileTests {
  static let nightly = "version: 1\nname: nightly\nconcurrency: 1\nextract: { since: watermark }\n"

  /// Enough of them that two more bring no new frequency snapshot.
  static let parties =
    "id,name\np0,Harbour Lane Bakery\np00,Fernhill Plumbing\np01,Bluewater Drainage\np02,Oakmoor Tiling\n"

  /// The run loads the organization's parties once; an account whose turn comes after the import must meet the new party
  /// in the next run at the latest.
  @Test("A party imported between two accounts of a run is met by the next run")
  func betweenAccounts() async throws {
    let contact = #"{"id":"CONTACT","name":"Quayside Lanterns Ltd","email_address":"books@quayside-lanterns.example"}"#
    let accounts = ["a", "b"].map { (id: $0, contacts: contact.replacing("CONTACT", with: "contact-\($0)")) }
    try await World.with(accounts: accounts, parties: Self.parties) { world in
      _ = try await world.run(PipelineRunTests.backfill)
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      let other = try program.write("id,name\np2,Millrace Joinery\n", to: "other.csv")
      let new = try program.write(
        "id,name,email_address\np3,Quayside Lanterns Ltd,books@quayside-lanterns.example\n", to: "new.csv")
      #expect(try await program.run("parties", "import", other, "--organization", "acme").code == 0)
      _ = try await world.run(Self.nightly, RunOptions()) { step in
        guard case .finished(account: "a") = step else { return }
        #expect(program.runToEnd(["parties", "import", new, "--organization", "acme"]) == 0)
      }
      #expect(try await world.column("select linked_account_id from reporting.fct_links") == [])
      _ = try await world.run(Self.nightly)
      #expect(
        try await world.column("select linked_account_id || party_id from reporting.fct_links order by 1")
          == ["ap3", "bp3"])
    }
  }
}
