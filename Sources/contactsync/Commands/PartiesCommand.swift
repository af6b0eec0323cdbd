import ArgumentParser
import CSV
import Extract
import Load
import NDJSON
import Postgres

struct PartiesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parties", abstract: "The platform's own customers and suppliers.",
    subcommands: [Import.self, Export.self])

  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Inserts and updates parties by id, from CSV or NDJSON.",
      discussion: """
        Rows that cannot be read are reported with their line; the good ones are imported, and the exit code is 65. With \
        --snapshot the file holds all parties of the organizations that it names: absent ones are retired. A file that \
        would retire more than --retire-limit percent of them (of all together, and of each organization of 100 or more) \
        is refused as a whole.

        Example: contactsync parties import parties.csv --organization acme --snapshot
        """)

    @Argument(help: "CSV, or NDJSON by its ending .ndjson or .jsonl.") var file: String
    @Option(help: "The organization of parties that name none.") var organization: String?
    @Flag(help: "Retire the parties that the file does not hold.") var snapshot = false
    @Option(help: "Percent of the parties that --snapshot may retire; 10 where nothing is said.")
    var retireLimit: Double?

    func run() async throws {
      if let organization { try checkID(organization, "--organization") }
      guard snapshot || retireLimit == nil else { throw Failure(.usage, "--retire-limit goes with --snapshot") }
      let limit = retireLimit.map { $0 / 100 } ?? PartySnapshot.standardLimit
      guard (0...1).contains(limit) else {
        throw Failure(.usage, "--retire-limit must be a percentage from 0 to 100, not \(retireLimit ?? 0)")
      }
      try PartyFile.check(file)
      let connection = try await Composition().database()
      let (file, organization, isSnapshot) = (file, organization, snapshot)
      let problems = RowProblems()
      let imported = try await connection.run { session in
        do {
          let whole = PartySnapshot(retireLimit: limit) { problems.count == 0 }
          return try PartyFile.read(file, problems) { next in
            try PartyLoader.upsert(
              session, organization: organization, snapshot: isSnapshot ? whole : nil, nextPage: next)
          }
        } catch let error as CSVError {
          throw Failure(.badInput, "\(error)")
        } catch let error as FileError {
          throw Failure(.badInput, "\(error)")
        } catch let error as LoadError {
          throw Failure(.badInput, "\(file): \(error)")
        }
      }
      var table = Table(["organization", "new", "changed", "unchanged", "retired"])
      for entry in imported {
        table.rows.append([
          entry.organization, grouped(entry.inserted), grouped(entry.updated), grouped(entry.unchanged),
          grouped(entry.retired),
        ])
      }
      print(table.rendered())
      for entry in imported where entry.erased > 0 {
        complain("contactsync: \(entry.organization): left out because they were erased: \(entry.erased)")
      }
      for problem in problems.texts.prefix(20) { complain("contactsync: \(problem)") }
      guard problems.count == 0 else {
        throw Failure(
          .badInput,
          "\(file): \(problems.count) rows were left out, the others are imported\(snapshot ? ", and nobody is retired" : ""); "
            + "mend them and import again")
      }
    }
  }
}
