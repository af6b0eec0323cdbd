import ArgumentParser
import CSV
import Load
import Postgres

struct LinksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "links", abstract: "Links between contacts and parties: those known beforehand, and what changes.",
    subcommands: [Import.self, Changes.self])

  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract: "Takes links that are known already, from CSV: linked_account_id, contact_id or remote_id, party_id.",
      discussion: """
        Links become judgements by an import, which the next run heeds before every score. A link whose contact is not known \
        yet waits for it. Nothing that a person or an import said is overwritten: such rows are conflicts, and the exit \
        code is 65 while the good rows are taken. Taking the same file again changes nothing.

        Example: contactsync links import links.csv --errors not-taken.csv
        """)

    @Argument(help: "CSV file; - is standard input.") var file: String
    @Option(help: "Write the rows that were not taken here, as CSV.") var errors: String?

    func run() async throws {
      let source = file
      do { if source != "-" { _ = try LinksCSV(path: source) } } catch { throw Failure(.badInput, "\(error)") }
      let connection = try await Composition().database()
      let path = errors
      let report = try await connection.run { session in
        do {
          return try LinkFile.take(session, source, errors: path)
        } catch let error as CSVError {
          throw Failure(.badInput, "\(error)")
        } catch let error as LoadError {
          throw Failure(.failed, "\(error)")
        }
      }
      print(report.table)
      for problem in report.problems { complain("contactsync: \(problem)") }
      if report.notTaken > 0 {
        let more = errors.map { "; all of them are in \($0)" } ?? "; --errors FILE writes them all"
        throw Failure(.badInput, "\(file): \(grouped(report.notTaken)) rows were not taken, the others were\(more)")
      }
    }
  }
}
