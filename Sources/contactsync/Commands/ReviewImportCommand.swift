import ArgumentParser
import CSV
import FoundationEssentials
import Load
import NDJSON
import Pipeline
import Postgres

extension ReviewCommand {
  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract: "Takes what people decided in a review file; without --apply only says what it would do.",
      discussion: """
        Each row is applied, unchanged, conflict, invalid, unknown_id or damaged. Those that are not taken are written to \
        FILE.errors.csv, the exit code is 65 then, and the others are taken all the same. Taking the same file again \
        changes nothing.

        Example: contactsync review import review.csv --apply
        """)

    @Argument(help: "The CSV file, as `review export` wrote it and people filled it in.") var file: String
    @ArgumentParser.Flag(help: "Take the decisions; without it everything stays as it is.") var apply = false
    @Option(help: "Take only the items of this organization.") var organization: String?
    @Option(help: "Who decided: a name or an address of at most 255 bytes.") var reviewer: String?
    @ArgumentParser.Flag(help: "Print one JSON object.") var json = false

    /// Problems shown at most.
    private static let shown = 20

    func run() async throws {
      if file == "-" { throw Failure(.usage, "the file is read twice: standard input cannot be") }
      if let reviewer, !(1...255).contains(reviewer.utf8.count) {
        throw Failure(.usage, "--reviewer must have 1 to 255 bytes")
      }
      let manifest = try manifest()
      do { _ = try ReviewCSV(.file(file)) } catch { throw Failure(.badInput, "\(error)") }
      let connection = try await Composition().database()
      let (source, path) = (ReviewCSV.Source.file(file), file)
      let settings = ReviewImport.Settings(
        organization: organization, reviewer: reviewer, isApplied: apply, isGuarded: manifest?.profile != "machine")
      let (report, problems) = try await connection.run { session in
        var errors = ReviewErrors(path: path + ".errors.csv")
        var problems: [String] = []
        do {
          let report = try ReviewImport.take(session, source, settings) { header, problem in
            if problems.count < Self.shown {
              problems.append("\(path):\(problem.line): \(problem.word.rawValue): \(problem.what)")
            }
            try errors.append(header, problem)
          }
          try errors.commit()
          return (report, problems)
        } catch let error as CSVError {
          throw Failure(.badInput, "\(error)")
        } catch let error as LoadError {
          throw Failure(.failed, "\(error)")
        }
      }
      await connection.close()
      tell(report, problems, manifest)
      if report.notTaken > 0 {
        throw Failure(
          .badInput, "\(file): \(grouped(report.notTaken)) rows were not taken; all of them are in \(file).errors.csv")
      }
    }

    private func tell(_ report: ReviewImport.Report, _ problems: [String], _ manifest: Manifest?) {
      if json {
        var fields: [String: JSONValue] = [
          "applied_to_database": .bool(apply), "undecided": .int(Int64(report.undecided)),
          "batches": .array(report.batches.map { .string($0) }),
        ]
        for word in ReviewImport.Word.allCases { fields[word.rawValue] = .int(Int64(report.counts[word] ?? 0)) }
        print(String(decoding: JSONLine.encode(fields), as: UTF8.self), terminator: "")
      } else {
        var table = Table(["answer", "rows"])
        for word in ReviewImport.Word.allCases {
          table.rows.append([word.rawValue, grouped(report.counts[word] ?? 0)])
        }
        print(table.rendered())
        print("\(grouped(report.undecided)) of the unchanged rows hold no decision")
        if !apply { print("a dry run: nothing was changed; --apply takes the decisions") }
      }
      for problem in problems { complain("contactsync: \(problem)") }
      if let rows = manifest?.rows, rows > report.rows {
        complain("contactsync: \(file): \(grouped(rows - report.rows)) rows fewer than were exported")
      }
    }

    private struct Manifest: Decodable {
      var kind: String?
      var profile: String
      var rows: Int
      var schema: Int
    }

    /// What stands beside the file; nil: nothing does.
    private func manifest() throws -> Manifest? {
      let path = file + ".manifest.json"
      guard let data = FileManager.default.contents(atPath: path) else { return nil }
      guard let manifest = try? JSONDecoder().decode(Manifest.self, from: data) else {
        throw Failure(.badInput, "\(path): it is no manifest of a review file")
      }
      if manifest.kind == "sample" {
        throw Failure(.badInput, "\(file): a sample of links, which `contactsync review sample --from \(file)` reads")
      }
      if manifest.schema != 1 {
        throw Failure(.badInput, "\(path): schema \(manifest.schema) is not known; a newer release wrote the file")
      }
      return manifest
    }
  }
}

/// The rows of a review file that were not taken; the file appears only where there is one.
private struct ReviewErrors: ~Copyable {
  private let path: String
  private var file: FileReplacement?
  private var csv = CSVWriter(profile: .machine)

  init(path: String) { self.path = path }

  mutating func append(_ header: [String], _ problem: ReviewImport.Problem) throws {
    if file == nil {
      file = try FileReplacement(path: path)
      csv.append(header + ["result", "problem"])
    }
    let blank = [String](repeating: "", count: max(0, header.count - problem.cells.count))
    csv.append(problem.cells + blank + [problem.word.rawValue, problem.what])
    if csv.pendingCount > 1 << 16 { try file?.write(csv.take()) }
  }

  mutating func commit() throws {
    if file == nil { return }
    try file?.write(csv.take())
    try file?.commit()
  }
}
