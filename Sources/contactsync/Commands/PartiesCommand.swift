import ArgumentParser
import CSV
import ContactModel
import Load
import NDJSON
import Postgres

struct PartiesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parties", abstract: "The platform's own customers and suppliers.", subcommands: [Import.self])

  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Inserts and updates parties by id, from CSV or NDJSON.",
      discussion: """
        Rows that cannot be read are reported with their line; the good ones are imported, and the exit code is 65.

        Example: contactsync parties import parties.csv --organization acme
        """)

    @Argument(help: "CSV, or NDJSON by its ending .ndjson or .jsonl.") var file: String
    @Option(help: "The organization of parties that name none.") var organization: String?

    func run() async throws {
      if let organization { try checkID(organization, "--organization") }
      try PartyFile.check(file)
      let connection = try await Composition().database()
      let (file, organization) = (file, organization)
      let (imported, problems) = try await connection.run { session in
        do {
          return try PartyFile.read(file) { next in
            try PartyLoader.upsert(session, organization: organization, nextPage: next)
          }
        } catch let error as CSVError {
          throw Failure(.badInput, "\(error)")
        } catch let error as FileError {
          throw Failure(.badInput, "\(error)")
        } catch let error as LoadError {
          throw Failure(.badInput, "\(file): \(error)")
        }
      }
      var table = Table(["organization", "new", "changed", "unchanged"])
      for entry in imported {
        table.rows.append([
          entry.organization, grouped(entry.inserted), grouped(entry.updated), grouped(entry.unchanged),
        ])
      }
      print(table.rendered())
      for problem in problems.texts.prefix(20) { complain("contactsync: \(problem)") }
      guard problems.count == 0 else {
        throw Failure(
          .badInput,
          "\(file): \(problems.count) rows were left out, the others are imported; mend them and import again")
      }
    }
  }
}

/// A file of parties, page by page: CSV, or NDJSON by its ending.
enum PartyFile {
  /// What could not be read: the first thousand, and how many there are in all.
  struct Problems {
    var texts: [String] = []
    var count = 0
  }

  /// Opens the file once, so that what is wrong with it as a whole is said before anything else happens.
  static func check(_ path: String) throws {
    do {
      if isLines(path) { _ = try NDJSONReader(path: path) } else { _ = try PartiesCSV(path: path) }
    } catch let error as CSVError {
      throw Failure(.badInput, "\(error)")
    } catch let error as FileError {
      throw Failure(.badInput, "\(error)")
    }
  }

  /// Hands the pages to the body as a function that gives one after the other, nil at the end.
  static func read<R>(
    _ path: String, _ body: (_ next: () throws -> RecordPage?) throws -> R
  ) throws -> (result: R, problems: Problems) {
    isLines(path) ? try readLines(path, body) : try readCSV(path, body)
  }

  private static func isLines(_ path: String) -> Bool { path.hasSuffix(".ndjson") || path.hasSuffix(".jsonl") }

  private static func readCSV<R>(
    _ path: String, _ body: (_ next: () throws -> RecordPage?) throws -> R
  ) throws -> (result: R, problems: Problems) {
    var file = try PartiesCSV(path: path)
    let result = try body { try file.next() }
    return (result, Problems(texts: file.problems.map(\.description), count: file.problemCount))
  }

  private static func readLines<R>(
    _ path: String, _ body: (_ next: () throws -> RecordPage?) throws -> R
  ) throws -> (result: R, problems: Problems) {
    var file = try NDJSONReader(path: path)
    var problems = Problems()
    let result = try body {
      guard let chunk = try file.next() else { return nil }
      let page = RecordPage.parse(lines: chunk.bytes, firstLine: chunk.firstLine)
      for record in page.rejected {
        problems.count += 1
        if problems.texts.count < PartiesCSV.problemLimit {
          problems.texts.append("\(path): \(record.id.map { "party \($0): " } ?? "")\(record.detail)")
        }
      }
      return page
    }
    return (result, problems)
  }
}
