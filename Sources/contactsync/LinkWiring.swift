import Logging
import MergeAPI
import Pipeline
import Postgres
import Secrets
import Serve

/// Builds what the linking page works with; without an API key of Merge's it is switched off, and the rest of the server runs.
struct LinkWiring: Sendable {
  /// Users wait for these calls: what does not come soon is tried again by them, or ended by Merge's webhook.
  private static let retries: RetryPolicy = {
    var retries = RetryPolicy()
    retries.attempts = 3
    retries.budget = .seconds(8)
    return retries
  }()

  private let options: ServerOptions
  private let page: LinkPageOptions
  private let merge: MergeAccess
  private let client: MergeClient?
  private let pool: ConnectionPool
  private let vault: TokenVault
  private let logger: Logger

  init(
    _ composition: Composition, _ databaseURL: String, _ options: ServerOptions, script: String?, hosts: String?,
    logger: Logger
  ) throws {
    let settings = composition.settings
    self.options = options
    self.logger = logger
    do {
      page = try LinkPageOptions(
        scriptURL: try script ?? settings.value("MERGE_LINK_SCRIPT_URL"),
        hosts: try hosts ?? settings.value("MERGE_LINK_CSP_HOSTS"),
        mergeBaseURL: (try? settings.mergeConnection())?.baseURL)
    } catch let refusal as LinkPageOptions.Refusal {
      throw Failure(.usage, "\(refusal)")
    }
    vault = try composition.vault()
    pool = ConnectionPool(limit: 4) { try await Composition.connect(databaseURL) }
    merge = try MergeAccess(
      settings: settings, brake: SharedBrake { try await Composition.connect(databaseURL) }, surroundings: .live,
      retries: Self.retries)
    client = try? merge.clients.client(for: nil)
  }

  /// Ends sessions of linking, also those that the webhook `LinkedAccount.linked` tells of; nil: linking is switched off.
  func completion(requestSync: @escaping @Sendable (_ account: String) async throws -> Void) -> LinkCompletion? {
    client.map { LinkCompletion(pool: pool, vault: vault, merge: $0, logger: logger, requestSync: requestSync) }
  }

  func area(
    serviceToken: ServiceToken?, requestSync: @escaping @Sendable (_ account: String) async throws -> Void
  ) -> Linking {
    var tools: Linking.Tools?
    if let client, let completion = completion(requestSync: requestSync) {
      tools = Linking.Tools(
        maker: LinkSessionMaker(pool: pool, vault: vault, merge: client), completion: completion, pool: pool,
        vault: vault
      )
    }
    return Linking(tools: tools, page: page, serviceToken: serviceToken, options: options)
  }

  func close() async {
    await merge.shutdown()
    await pool.close()
  }
}
