import CSV
import ContactModel
import FoundationEssentials
import Load
import NDJSON
import Pipeline
import Postgres
import Sandbox
import Secrets
import Synchronization
import TestSupport
import Transform
import TransformFiles

/// The same books several times in one sandbox and one database, each account in an organization of its own: what is done
/// with each must come out the same.
struct Twins: Sendable {
  /// Ids of the organizations, and of their one account each.
  let ids: [String]
  let world: World
  let folder: String

  static func with<R: Sendable>(
    _ ids: [String], contacts: String, parties: String, _ body: @Sendable (Twins) async throws -> R
  ) async throws -> R {
    let store = SandboxStore(options: SandboxOptions(apiKey: World.apiKey))
    let database = try await TestDatabase.fresh()
    let folder = FileManager.default.temporaryDirectory.path + "/contactsync-twins-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await SandboxServer(store: store).withRunning { base in
      let twins = Twins(
        ids: ids, world: World(store: store, database: database, baseURL: base), folder: folder)
      for id in ids { try await twins.addAccount(id) }
      try await twins.change(contacts: contacts, parties: parties)
      return try await body(twins)
    }
  }

  private func addAccount(_ id: String) async throws {
    let account = SandboxAccount(id: id)
    try await world.store.add(account)
    let sealed = try World.vault().seal(account.token, account: id)
    let connection = try await Connection.open(world.database)
    try await connection.run { session in
      _ = try Accounts.add(session, id: id, organization: id, tokenSealed: sealed)
    }
    await connection.close()
  }

  /// Writes contacts into every account and parties into every organization.
  func change(contacts: String, parties: String) async throws {
    let connection = try await Connection.open(world.database)
    for id in ids {
      try await world.store.putContacts(contacts, in: id)
      try await connection.run { session in
        var file = try PartiesCSV(bytes: Array(parties.utf8), name: "parties.csv")
        _ = try PartyLoader.upsert(session, organization: id) { try file.next() }
      }
    }
    await connection.close()
  }

  /// Runs SQL for every account: `$1` is its id.
  func everywhere(_ sql: String, _ parameters: [Parameter]) async throws {
    let connection = try await Connection.open(world.database)
    for id in ids { _ = try await connection.run { try $0.execute(sql, [.text(id)] + parameters) } }
    await connection.close()
  }

  // MARK: stages

  /// The lines that a stage wrote.
  func extract(contacts id: String, since: PipelineFile.Since) async throws -> [String] {
    try await world.withTools { tools in
      let lines = Lines()
      _ = try await ExtractContacts(tools: tools, account: id, since: since, output: lines.add).run()
      return lines.all
    }
  }

  /// Extracts parties and what stands, as files; the stage that matches with them.
  func transform(_ id: String, renewing: Bool) async throws -> TransformStage {
    let (parties, standing) = (Lines(), Lines())
    let database = world.database
    let connect: @Sendable () async throws -> Connection = { try await Connection.open(database) }
    try await ExtractStage(connect: connect, output: parties.add).parties(organization: id)
    try await ExtractStage(connect: connect, output: standing.add).standing(account: id, withSnapshot: !renewing)
    return try TransformStage(
      parties: try write(parties.all, "\(id).parties"), standing: try write(standing.all, "\(id).standing"),
      policy: .standard)
  }

  func load(_ id: String, _ decisions: [String], contacts: [String]? = nil) async throws -> LoadStage.Report {
    let path = try write(decisions, "\(id).decisions")
    let file = try contacts.map { try write($0, "\(id).contacts") }
    return try await world.withTools { tools in
      try await LoadStage(tools: tools, policy: .standard, account: id).run(path, contacts: file)
    }
  }

  /// Writes lines to a file of the folder.
  func write(_ lines: [String], _ name: String) throws -> String {
    let path = "\(folder)/\(name).ndjson"
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: path))
    return path
  }

  // MARK: comparing

  /// Rows that are stored of one of two accounts only, but for what tells accounts, runs and moments apart.
  func differences(_ a: String, _ b: String) async throws -> [String] {
    let connection = try await Connection.open(world.database)
    let rows = try await connection.run { session in
      try Self.tables.flatMap { name, columns in
        let rows = "select concat_ws('|', \(columns)) from contactsync.\(name) where linked_account_id ="
        return try session.execute(
          """
          (select $1 || ': ' || row from (\(rows) $1 except all \(rows) $2) as missing (row))
          union all
          (select $2 || ': ' || row from (\(rows) $2 except all \(rows) $1) as surplus (row))
          """, [.text(a), .text(b)]
        ).map { "\(name) \($0.text(0) ?? "")" }
      }
    }
    await connection.close()
    return rows
  }

  private static let tables: [(name: String, columns: String)] = [
    ("contact", "contact_id, content_hash, key_hashes::text, issues::text, deleted_at is null, name, modified_at"),
    ("candidate", "contact_id, party_id, weight, levels"),
    (
      "decision",
      "contact_id, verdict, party_id, probability, weight, match_key, reasons::text, candidate_count, matcher_version"
    ),
    ("link", "contact_id, party_id, source, probability, is_primary, unlinked_at is null, unlinked_by"),
    ("review_item", "contact_id, kind, state, row_version, candidates::text, reasons::text"),
    ("rejected_record", "contact_id, reason, raw_hash, encode(raw, 'hex')"),
    ("linked_account", "settled_matcher_version, settled_party_revision, watermark is not null"),
  ]
}

/// Lines that a stage writes, in order.
final class Lines: Sendable {
  private let bytes = Mutex<[UInt8]>([])

  var all: [String] { bytes.withLock { String(decoding: $0, as: UTF8.self) }.split(separator: "\n").map(String.init) }

  @Sendable func add(_ lines: [UInt8]) { bytes.withLock { $0 += lines } }
}
