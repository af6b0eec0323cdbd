import MergeAPI
import Pipeline

/// The ways to Merge that the environment and a pipeline file name. One for a process: the brake is shared by all, and by all
/// processes on the same database.
struct MergeAccess: Sendable {
  let clients: MergeClients
  private let transports: [HTTPTransport]
  private let brake: SharedBrake

  /// - Parameters:
  ///   - connection: of accounts that name none; nil: the environment's.
  ///   - named: the entries of a pipeline file's `connections:`.
  ///   - file: for messages.
  ///   - brake: of all processes.
  init(
    settings: Settings, brake shared: SharedBrake, connection: MergeConnection? = nil,
    named: [PipelineFile.Connection] = [], file: String = "", surroundings: Surroundings,
    retries: RetryPolicy = RetryPolicy()
  ) throws {
    let brake = Brake(surroundings: surroundings, shared: shared.calls)
    let rateLimit = try settings.rateLimit()
    let caFile = try settings.value("MERGE_CA_FILE")
    var transports: [String?: HTTPTransport] = [:]
    func client(_ connection: MergeConnection, rate: Int?, caFile own: String?) throws -> MergeClient {
      let authority = own ?? caFile
      let transport = try transports[authority] ?? HTTPTransport(caFile: authority)
      transports[authority] = transport
      return MergeClient(
        connection: connection, transport: transport.transport,
        pacer: Pacer(requestsPerMinute: rate ?? rateLimit, surroundings: surroundings), brake: brake,
        surroundings: surroundings, retries: retries)
    }
    let standard = Self.attempt { try client(connection ?? settings.mergeConnection(), rate: nil, caFile: nil) }
    var others: [String: Result<MergeClient, MergeClients.Trouble>] = [:]
    for entry in named {
      others[entry.name] = Self.attempt(prefix: "\(file):\(entry.line): connection `\(entry.name)`: ") {
        guard let key = try settings.value(entry.apiKeyVariable) else {
          throw Failure(
            .failed,
            "\(entry.apiKeyVariable) is not set (or \(entry.apiKeyVariable)_FILE): it is the API key of this connection"
          )
        }
        let connection = try MergeConnection(baseURL: entry.baseURL, apiKey: SecretText(key))
        return try client(connection, rate: entry.rateLimit, caFile: entry.caFile)
      }
    }
    clients = MergeClients(standard: standard, named: others)
    self.transports = Array(transports.values)
    self.brake = shared
  }

  private static func attempt(
    prefix: String = "", _ make: () throws -> MergeClient
  ) -> Result<MergeClient, MergeClients.Trouble> {
    do {
      return .success(try make())
    } catch {
      return .failure(MergeClients.Trouble("\(prefix)\(error)"))
    }
  }

  func shutdown() async {
    for transport in transports { await transport.shutdown() }
    await brake.close()
  }
}

extension Settings {
  /// Merge as the environment names it.
  func mergeConnection() throws -> MergeConnection {
    guard let key = try value("MERGE_API_KEY") else {
      throw Failure(
        .failed, "MERGE_API_KEY is not set (or MERGE_API_KEY_FILE): it is the API key of your Merge organization")
    }
    var base = try value("MERGE_BASE_URL") ?? "https://api.merge.dev/api"
    while base.hasSuffix("/") { base.removeLast() }
    do {
      return try MergeConnection(baseURL: base, apiKey: SecretText(key))
    } catch {
      throw Failure(.failed, "\(error)")
    }
  }
}
