import ArgumentParser
import ContactModel
import Extract
import FoundationEssentials
import Load
import MergeAPI
import NDJSON
import Pipeline
import Postgres
import Secrets

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Examines configuration, database, keys and every linked account.",
    discussion: """
      Each finding says how it stands and what to do. Nothing is changed. Exit codes: 0 no errors, 1 errors, 75 something is \
      away for now. With a pipeline file it is examined too, with its policy, connections and review folder.

      Example: contactsync doctor pipelines/nightly.yaml
      """)

  @Argument(help: "Pipeline file (YAML) to examine as well.") var pipeline: String?
  @ArgumentParser.Flag(help: "Print each finding as one line of JSON.") var json = false

  func run() async throws {
    let composition = Composition()
    var findings: [Finding] = []
    let file = examinePipeline(&findings)
    findings += await examine(composition, file)
    if json {
      for finding in findings { print(finding.jsonLine, terminator: "") }
    } else {
      var table = Table(["", "what", "how it stands"])
      for finding in findings {
        table.rows.append([
          finding.level.rawValue, finding.subject, finding.text + (finding.advice.map { "; \($0)" } ?? ""),
        ])
      }
      print(table.rendered())
    }
    let errors = findings.count { $0.level == .error }
    let away = findings.count { $0.level == .away }
    if errors > 0 { throw Failure(.failed, "\(errors) of \(findings.count) findings are errors") }
    if away > 0 { throw Failure(.temporary, "\(away) of \(findings.count) could not be examined now; try again") }
  }

  private func examinePipeline(_ findings: inout [Finding]) -> PipelineFile? {
    guard let pipeline else { return nil }
    do {
      let file = try PipelineFile(path: pipeline, text: readText(pipeline))
      _ = try PolicyFile.policy(for: file)
      findings.append(Finding("configuration", .ok, "\(pipeline) and its policy can be read"))
      if let review = file.reviewCSV { findings.append(Self.folder(of: review)) }
      return file
    } catch let error as ConfigurationError {
      findings += error.problems.map { Finding("configuration", .error, "\($0)") }
    } catch {
      findings.append(Finding("configuration", .error, "\(error)"))
    }
    return nil
  }

  /// The nearest folder that is there must be one that we may write to.
  private static func folder(of template: String) -> Finding {
    var folder = template.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    while !folder.isEmpty, folder.contains("{") || !FileManager.default.fileExists(atPath: folder) {
      folder = folder.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    }
    if folder.isEmpty { folder = template.hasPrefix("/") ? "/" : "." }
    return FileManager.default.isWritableFile(atPath: folder)
      ? Finding("review files", .ok, "\(folder) can be written to")
      : Finding("review files", .error, "\(folder) cannot be written to", advice: "give this user the right to")
  }

  private func examine(_ composition: Composition, _ file: PipelineFile?) async -> [Finding] {
    var findings: [Finding] = []
    do {
      let connection = try await composition.openForWork(try await composition.databaseURL())
      let before = Surroundings.live.now()
      let facts = try await connection.run { try DatabaseFacts.read($0) }
      let clocks = Clocks(before: before, database: facts.now, after: Surroundings.live.now())
      findings += Self.findings(on: facts)
      let schema = try await Self.schema(connection)
      findings.append(schema)
      if schema.level != .error { findings += try await Self.isolation(connection) }
      if schema.level != .error, let file, file.contacts != nil {
        findings += try await ContactsExamination.findings(file, connection)
      } else if schema.level != .error {
        let vault = try composition.vault()
        findings += try await composition.withTools(file: file) { tools in
          try await AccountExamination(tools: tools, clocks: clocks, isOutdated: { vault.isOutdated($0) })
            .findings(connection)
        }
      }
      await connection.close()
    } catch let failure as Failure {
      findings.append(Finding("set-up", failure.code == .temporary ? .away : .error, failure.description))
    } catch let error as PostgresError {
      findings.append(Finding("database", error.remedy == .retry ? .away : .error, "PostgreSQL: \(error)"))
    } catch {
      findings.append(Finding("set-up", .error, "\(error)"))
    }
    return findings
  }

  private static func findings(on facts: DatabaseFacts) -> [Finding] {
    var findings: [Finding] = []
    findings.append(
      facts.versionNumber >= 140_000
        ? Finding("database", .ok, "PostgreSQL \(facts.version), as \(facts.role)")
        : Finding("database", .error, "PostgreSQL \(facts.version)", advice: "use version 14 or later"))
    findings.append(
      facts.isElsewhere && !facts.isEncrypted
        ? Finding(
          "TLS", .warning, "the connection to PostgreSQL crosses the network in plain text",
          advice: "add sslmode=verify-full to DATABASE_URL")
        : Finding("TLS", .ok, facts.isEncrypted ? "the connection is encrypted" : "the server is on this machine"))
    if !facts.forbiddenTables.isEmpty {
      findings.append(
        Finding(
          "roles", .error, "\(facts.role) may not read and write \(facts.forbiddenTables.joined(separator: ", "))",
          advice: "grant it, or connect as the role that migrated"))
    }
    return findings
  }

  private static func schema(_ connection: Connection) async throws -> Finding {
    switch try await connection.run({ try Composition.migrator.status($0) }) {
    case .upToDate: Finding("schema", .ok, "up to date")
    case .older(missing: []):
      Finding("schema", .warning, "views of another build", advice: "run `contactsync db migrate`")
    case .newer(let version): Finding("schema", .warning, "\(version), newer than this program")
    case .empty: Finding("schema", .error, "none yet", advice: "run `contactsync db migrate`")
    case .older: Finding("schema", .error, "older than this program", advice: "run `contactsync db migrate`")
    }
  }
}

extension DoctorCommand {
  /// Whether organizations are kept apart by the database itself, and who sees none of them.
  fileprivate static func isolation(_ connection: Connection) async throws -> [Finding] {
    let missing = try await connection.run { try Isolation.missing($0) }
    guard missing.isEmpty else {
      return [
        Finding(
          "isolation", .warning, "not in force: who may read the tables or views sees every organization",
          advice: "run `contactsync db roles`, or have an administrator run what `contactsync db roles --sql` prints")
      ]
    }
    let unlisted = try await connection.run { try Isolation.unlistedLogins($0) }
    let inForce = Finding("isolation", .ok, "in force: each login sees the organizations that are listed for it")
    if unlisted.isEmpty { return [inForce] }
    return [
      inForce,
      Finding(
        "isolation", .warning, "no organization is listed for \(unlisted.joined(separator: ", "))",
        advice: "list them in contactsync.role_organization, or let these logins go"),
    ]
  }
}

extension Finding {
  /// One JSON object with sorted keys, and its line end.
  fileprivate var jsonLine: String {
    String(
      decoding: JSONLine.encode([
        "advice": .text(advice), "level": .string(level.rawValue), "subject": .string(subject), "text": .string(text),
      ]), as: UTF8.self)
  }
}
