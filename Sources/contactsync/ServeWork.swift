import Load
import Logging
import MergeAPI
import Pipeline
import Postgres
import Secrets
import Serve
import Transform

/// What `serve` does for Merge: it takes webhooks, and reads the accounts that they name.
struct ServeWork: Sendable {
  /// Accounts read at a time where no pipeline file says another number.
  private static let concurrency = 4

  private let desk: WebhookDesk
  private let keys: WebhookKeys?
  private let merge: MergeAccess
  private let worker: SyncWorker?
  private let figures: ConnectionPool
  private let checks: ConnectionPool

  /// What the environment and the command line say; wrong usage is said before anything is opened.
  struct Choices: Sendable {
    fileprivate let keys: WebhookKeys?
    fileprivate let file: PipelineFile
    fileprivate let policy: Policy
    fileprivate let concurrency: Int

    /// - Parameter pipeline: path of the file whose settings short runs take; nil: those that are built in.
    init(_ settings: Settings, pipeline: String?) throws {
      keys = try ServeWork.webhookKeys(settings)
      (file, policy) = try ServeWork.file(pipeline)
      concurrency = pipeline == nil ? ServeWork.concurrency : file.concurrency
    }
  }

  init(_ composition: Composition, _ url: String, _ choices: Choices, logger: Logger) throws {
    desk = WebhookDesk(pool: Self.pool(url))
    figures = Self.pool(url)
    checks = Self.pool(url)
    keys = choices.keys
    let (file, policy) = (choices.file, choices.policy)
    let vault = try composition.vault()
    merge = try MergeAccess(
      settings: composition.settings, brake: SharedBrake { try await Composition.connect(url) },
      named: file.connections, file: file.path, surroundings: .live)
    guard (try? merge.clients.client(for: nil)) != nil || !file.connections.isEmpty else {
      logger.notice("no account is read: MERGE_API_KEY is not set; another server or the next run does it")
      worker = nil
      return
    }
    let surroundings = Surroundings.live
    let tools = RunTools(
      connect: { try await Composition.connect(url) }, clients: merge.clients, surroundings: surroundings,
      openToken: { account, sealed in SecretText(try vault.open(sealed, account: account)) }, now: surroundings.now,
      logger: logger, version: Contactsync.version, erasureKeys: { try composition.erasureKeys() },
      environment: { try composition.settings.value($0) })
    worker = SyncWorker(
      pool: Self.pool(url), listen: { try await Composition.connect(url) },
      concurrency: choices.concurrency, logger: logger,
      refresh: { await Self.refresh($0, file, policy, tools) })
  }

  /// Asks for a run of an account that was linked just now.
  func requestSync(_ account: String) async throws { try await desk.requestSync(account) }

  /// The webhook receiver, the worker that reads, and what machines that watch ask for.
  ///
  /// - Parameter completion: ends sessions of linking; nil: linking is switched off, and tokens that webhooks tell are left.
  func areas(completion: LinkCompletion?) -> [any Area] {
    let receiver = WebhookReceiver(keys: keys, desk: desk) { linked in
      _ = try await completion?.recover(
        LinkCompletion.Notice(
          originID: linked.account, token: linked.token, mergeAccount: linked.mergeAccount ?? "",
          integration: linked.integration))
    }
    let health = Health(pool: checks) { session in
      switch try Composition.migrator.status(session) {
      case .upToDate, .newer, .older(missing: []): .fits
      case .empty: .missing
      case .older: .older
      }
    }
    return [receiver, Operations(pool: figures, health: health)] + (worker.map { [$0] } ?? [])
  }

  func close() async {
    await merge.shutdown()
    await figures.close()
    await checks.close()
  }

  private static func pool(_ url: String) -> ConnectionPool {
    ConnectionPool(limit: 1) { try await Composition.connect(url) }
  }

  /// A short run of one account.
  private static func refresh(
    _ account: String, _ file: PipelineFile, _ policy: Policy, _ tools: RunTools
  ) async -> Refreshed {
    do {
      var options = RunOptions(accounts: [account])
      options.asksKnown = false
      let run = PipelineRun(file: file, policy: policy, tools: tools, options: options)
      let summary = try await run.run()
      if summary.isStopped { return .stopped }
      guard let failure = summary.accounts.first?.failure else { return .done }
      if !failure.wasAsked { return .resting }
      return failure.code == "held" ? .held : .failed
    } catch {
      return Task.isCancelled ? .stopped : .failed
    }
  }

  private static func file(_ path: String?) throws -> (PipelineFile, Policy) {
    do {
      guard let path else { return (try PipelineFile.ofRequests(), .standard) }
      let file = try PipelineFile(path: path, text: readText(path))
      if file.contacts != nil {
        throw Failure(.usage, "--pipeline \(path) reads an export (`extract.file`), which no webhook tells of")
      }
      return (file.shortened, try PolicyFile.policy(for: file))
    } catch let error as ConfigurationError {
      throw Failure(.badInput, error.problems.map(\.description).joined(separator: "\ncontactsync: "))
    }
  }

  /// The keys that Merge signs webhooks by; nil: unset, and webhooks are switched off.
  private static func webhookKeys(_ settings: Settings) throws -> WebhookKeys? {
    guard let text = try settings.value("MERGE_WEBHOOK_KEYS") else { return nil }
    guard let keys = WebhookKeys(text) else {
      throw Failure(.usage, "MERGE_WEBHOOK_KEYS holds no key; give Merge's signature keys, separated by commas")
    }
    return keys
  }
}
