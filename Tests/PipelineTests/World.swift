import CSV
import ContactModel
import Load
import Logging
import MergeAPI
import Pipeline
import Postgres
import Sandbox
import Secrets
import Synchronization
import TestSupport
import Transform

/// A sandbox with accounts, and an empty database: what a pipeline runs between.
struct World: Sendable {
  let store: SandboxStore
  let database: String
  let baseURL: String

  static let apiKey = "test-key"

  /// Runs the body with a sandbox of these accounts (id → contacts as NDJSON), all of one organization.
  static func with<R: Sendable>(
    accounts: [(id: String, contacts: String)], parties: String,
    options: SandboxOptions = SandboxOptions(apiKey: apiKey),
    clock: SandboxClock = .system, _ body: @Sendable (World) async throws -> R
  ) async throws -> R {
    let store = SandboxStore(options: options, clock: clock)
    let database = try await TestDatabase.fresh()
    let connection = try await Connection.open(database)
    for (id, contacts) in accounts {
      let account = SandboxAccount(id: id)
      try await store.add(account)
      try await store.putContacts(contacts, in: id)
      let sealed = try vault().seal(account.token, account: id)
      try await connection.run { session in
        _ = try Accounts.add(session, id: id, organization: "acme", tokenSealed: sealed)
      }
    }
    await store.clearLog()
    try await importParties(parties, connection)
    await connection.close()
    let result = try await SandboxServer(store: store).withRunning { base in
      try await body(World(store: store, database: database, baseURL: base))
    }
    await Leaks.lookInErrorTexts(database: database)
    try await TestDatabase.discard(database)
    return result
  }

  /// Seals tokens as the program does with ``tokenKeys``.
  static func vault() throws -> TokenVault {
    TokenVault(try KeyRing.load(environment: { _ in tokenKeys }, home: nil, name: "CONTACTSYNC_TOKEN_KEYS"))
  }

  static func erasureKeys() throws -> ErasureKeys {
    let ring = try KeyRing.load(environment: { _ in tokenKeys }, home: nil, name: "CONTACTSYNC_ERASURE_KEYS")
    return ErasureKeys(ring.keys)
  }

  /// One key, base64.
  static let tokenKeys = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

  static func importParties(_ csv: String, _ connection: Connection) async throws {
    try await connection.run { session in
      var file = try PartiesCSV(bytes: Array(csv.utf8), name: "parties.csv")
      _ = try PartyLoader.upsert(session, organization: "acme") { try file.next() }
    }
  }

  /// Runs a pipeline; the retries' pauses take no time.
  func run(
    _ yaml: String, accounts: [String] = [], environment: [String: String] = [:]
  ) async throws -> RunSummary {
    try await run(yaml, RunOptions(accounts: accounts), environment: environment)
  }

  func run(
    _ yaml: String, _ options: RunOptions, environment: [String: String] = [:],
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in },
    sleep: @escaping @Sendable (Duration) async throws -> Void = { _ in try Task.checkCancellation() },
    onVirtualTime: Bool = false, around: @Sendable (@escaping Transport) -> Transport = { $0 }
  ) async throws -> RunSummary {
    let file = try PipelineFile(path: "test.yaml", text: yaml)
    let policy = try PolicyFile.policy(for: file)
    return try await withTools(
      environment: environment, progress: progress, sleep: sleep, onVirtualTime: onVirtualTime, around: around
    ) { tools in
      try await PipelineRun(file: file, policy: policy, tools: tools, options: options).run()
    }
  }

  /// The tools of a run on this database and sandbox.
  ///
  /// - Parameters:
  ///   - onVirtualTime: who sleeps puts the clock forward by that much, after `sleep`.
  ///   - around: what stands between the client and the network.
  func withTools<R>(
    environment: [String: String] = [:], progress: @escaping @Sendable (RunProgress) -> Void = { _ in },
    sleep: @escaping @Sendable (Duration) async throws -> Void = { _ in try Task.checkCancellation() },
    onVirtualTime: Bool = false, around: @Sendable (@escaping Transport) -> Transport = { $0 },
    _ body: (RunTools) async throws -> R
  ) async throws -> R {
    let transport = try HTTPTransport()
    var surroundings = Surroundings.live
    surroundings.sleep = sleep
    if onVirtualTime { surroundings = LeapingClock(sleep).surroundings }
    let client = MergeClient(
      connection: try MergeConnection(baseURL: baseURL, apiKey: SecretText(Self.apiKey)),
      transport: around(transport.transport), pacer: Pacer(requestsPerMinute: 0, surroundings: surroundings),
      brake: Brake(surroundings: surroundings), surroundings: surroundings)
    let (database, vault) = (database, try Self.vault())
    let tools = RunTools(
      connect: { try await Connection.open(database) }, clients: MergeClients(standard: .success(client)),
      surroundings: surroundings,
      openToken: { account, sealed in SecretText(try vault.open(sealed, account: account)) }, now: surroundings.now,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, version: "test",
      erasureKeys: { try Self.erasureKeys() },
      environment: { environment[$0] }, progress: progress)
    do {
      let result = try await body(tools)
      await transport.shutdown()
      return result
    } catch {
      await transport.shutdown()
      throw error
    }
  }

  /// The first column of the first row.
  func scalar(_ sql: String) async throws -> String? {
    let connection = try await Connection.open(database)
    let value = try await connection.run { try $0.execute(sql).text(0, 0) }
    await connection.close()
    return value
  }

  /// The first column of every row.
  func column(_ sql: String) async throws -> [String] {
    let connection = try await Connection.open(database)
    let values = try await connection.run { try $0.execute(sql).map { $0.text(0) ?? "" } }
    await connection.close()
    return values
  }

  /// The contacts of an account that differ between the source's lines and the table: their ids.
  func differences(account: String, lines: String) async throws -> [String] {
    let connection = try await Connection.open(database)
    let differing = try await connection.run { session in
      try session.script("create temp table source (line jsonb)")
      try session.copyIn("copy source (line) from stdin (format binary)") { copy in
        for line in lines.split(separator: "\n") {
          try copy.beginRow(columns: 1)
          Array(line.utf8).withUnsafeBytes { copy.jsonb($0) }
        }
      }
      return try session.execute(Self.comparison, [.text(account)]).map { $0.text(0) ?? "" }
    }
    await connection.close()
    return differing
  }

  private static let comparison = """
    select coalesce(contact.contact_id, source.line ->> 'id')
    from (select * from contactsync.contact where linked_account_id = $1) as contact
    full join source on source.line ->> 'id' = contact.contact_id
    where (
      contact.remote_id, contact.name, contact.email_address, contact.tax_number, contact.status, contact.currency,
      contact.company, contact.is_customer, contact.is_supplier, contact.remote_updated_at, contact.created_at,
      contact.deleted_at is not null
    ) is distinct from (
      source.line ->> 'remote_id', source.line ->> 'name', source.line ->> 'email_address',
      source.line ->> 'tax_number', source.line ->> 'status', source.line ->> 'currency', source.line ->> 'company',
      (source.line ->> 'is_customer')::boolean, (source.line ->> 'is_supplier')::boolean,
      (source.line ->> 'remote_updated_at')::timestamptz, (source.line ->> 'created_at')::timestamptz,
      coalesce((source.line ->> 'remote_was_deleted')::boolean, false)
    )
    or jsonb_array_length(contact.addresses) is distinct from jsonb_array_length(source.line -> 'addresses')
    or contact.addresses #>> '{0,street_1}' is distinct from source.line #>> '{addresses,0,street_1}'
    or contact.phone_numbers #>> '{0,number}' is distinct from source.line #>> '{phone_numbers,0,number}'
    """

  /// A fingerprint of every row version of the tables that a second run must not write.
  func fingerprint() async throws -> String? {
    try await scalar(
      ["contact", "contact_version", "candidate", "decision", "link", "review_item"].map { table in
        "(select coalesce(md5(string_agg(ctid::text || xmin::text, ',' order by ctid)), '') from contactsync.\(table))"
      }.joined(separator: " || ").withPrefix("select "))
  }
}

extension String {
  fileprivate func withPrefix(_ prefix: String) -> String { prefix + self }
}

/// A clock that who sleeps on it puts forward.
final class LeapingClock: Sendable {
  private let leapt = Mutex(Duration.zero)
  private let before: @Sendable (Duration) async throws -> Void

  /// - Parameter before: comes before the clock is put forward.
  init(_ before: @escaping @Sendable (Duration) async throws -> Void) { self.before = before }

  var surroundings: Surroundings {
    let live = Surroundings.live
    var surroundings = live
    surroundings.elapsed = { live.elapsed() + self.leapt.withLock { $0 } }
    surroundings.sleep = { duration in
      try Task.checkCancellation()
      try await self.before(duration)
      self.leapt.withLock { $0 += duration }
      await Task.yield()
    }
    return surroundings
  }
}

/// The generated contacts of an account as lines, and the parties as CSV.
struct Books {
  let parties: String
  let contacts: [GeneratedContact]

  init(seed: UInt64, parties count: Int, style: SystemStyle = .mixed) {
    let generator = BusinessGenerator(seed: seed, parties: count, style: style)
    var csv = GeneratedParty.header + "\n"
    generator.forEachParty { csv += $0.row + "\n" }
    parties = csv
    var contacts: [GeneratedContact] = []
    generator.forEachContact { contacts.append($0.contact) }
    self.contacts = contacts
  }

  var lines: String { contacts.map(\.line).joined(separator: "\n") }
}
