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
      _ = try PartyFile.check(file)
      let connection = try await Composition().database()
      let (file, organization) = (file, organization)
      let (imported, problems, count) = try await connection.run { session in
        do {
          var source = try PartyFile(file)
          let imported = try PartyLoader.upsert(session, organization: organization) { try source.next() }
          return (imported, source.problems, source.problemCount)
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
      for problem in problems.prefix(20) { complain("contactsync: \(problem)") }
      guard count == 0 else {
        throw Failure(.badInput, "\(file): \(count) rows were left out, the others are imported; mend them and import again")
      }
    }
  }
}

/// A file of parties, page by page.
struct PartyFile: ~Copyable {
  private var csv: PartiesCSV?
  private var lines: NDJSONReader?
  private let name: String
  private(set) var rejected: [String] = []
  private var rejectedCount = 0

  init(_ path: String) throws {
    name = path
    if path.hasSuffix(".ndjson") || path.hasSuffix(".jsonl") {
      lines = try NDJSONReader(path: path)
      csv = nil
    } else {
      csv = try PartiesCSV(path: path)
      lines = nil
    }
  }

  /// Opens the file once, so that what is wrong with it as a whole is said before anything else happens.
  static func check(_ path: String) throws -> Bool {
    do {
      let file = try PartyFile(path)
      return file.csv != nil
    } catch let error as CSVError {
      throw Failure(.badInput, "\(error)")
    } catch let error as FileError {
      throw Failure(.badInput, "\(error)")
    }
  }

  var problems: [String] { (csv?.problems.map(\.description) ?? []) + rejected }
  var problemCount: Int { (csv?.problemCount ?? 0) + rejectedCount }

  mutating func next() throws -> RecordPage? {
    if csv != nil { return try csv?.next() }
    guard let chunk = try lines?.next() else { return nil }
    let page = RecordPage.parse(lines: chunk.bytes)
    for record in page.rejected {
      rejectedCount += 1
      if rejected.count < PartiesCSV.problemLimit {
        rejected.append("\(name): party \(record.id ?? "without id"): \(record.detail)")
      }
    }
    return page
  }
}
