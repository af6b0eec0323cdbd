import HTTPTypes
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import UnixSignals

#if canImport(Glibc)
  import Glibc
#endif

/// Serves a ``SandboxStore`` over HTTP on a socket of its own, by default on loopback.
///
/// ```
/// let server = SandboxServer(store: store)
/// try await server.run(stopsOnSignals: true) { port in print("http://127.0.0.1:\(port)/api") }
/// let result = try await server.withRunning { baseURL in … }   // in process, for as long as the body takes
/// ```
package struct SandboxServer: Sendable {
  /// Bodies beyond this are refused; a control request may bring a whole account.
  private static let largestBody = 1 << 30

  package let store: SandboxStore
  package let host: String
  /// 0: any free port.
  package let port: Int
  private let logger: Logger

  /// - Parameter logger: nil: nothing is logged.
  package init(store: SandboxStore, host: String = "127.0.0.1", port: Int = 0, logger: Logger? = nil) {
    self.store = store
    self.host = host
    self.port = port
    self.logger = logger ?? Logger(label: "sandbox") { _ in SwiftLogNoOpLogHandler() }
  }

  /// Serves until SIGTERM or SIGINT where those are to be heeded (requests under way are finished first), else until the
  /// task is cancelled.
  ///
  /// - Parameter onRunning: told the bound port once connections are taken.
  package func run(
    stopsOnSignals: Bool = false, onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
  ) async throws(SandboxServerError) {
    try await run(try group(stopsOnSignals: stopsOnSignals, onRunning: onRunning))
  }

  /// Runs the server for as long as the body takes, which is given the base URL, such as `http://127.0.0.1:4711/api`.
  package func withRunning<Result: Sendable>(
    _ body: @Sendable (_ baseURL: String) async throws -> Result
  ) async throws -> Result {
    let (ports, continuation) = AsyncThrowingStream<Int, any Error>.makeStream()
    let group = try group(stopsOnSignals: false) { continuation.yield($0) }
    let serving = Task {
      do {
        try await run(group)
        continuation.finish()
      } catch {
        continuation.finish(throwing: error)
        throw error
      }
    }
    do {
      var port: Int?
      for try await bound in ports {
        port = bound
        break
      }
      let result = try await body("http://\(host):\(port ?? self.port)/api")
      await group.triggerGracefulShutdown()
      try await serving.value
      return result
    } catch {
      await group.triggerGracefulShutdown()
      _ = await serving.result
      throw error
    }
  }

  private func run(_ group: ServiceGroup) async throws(SandboxServerError) {
    do {
      try await group.run()
    } catch is CancellationError {
      return
    } catch let error as IOError {
      throw SandboxServerError(address: "\(host):\(port)", what: String(cString: strerror(error.errnoCode)))
    } catch {
      throw SandboxServerError(address: "\(host):\(port)", what: "\(error)")
    }
  }

  private func group(
    stopsOnSignals: Bool, onRunning: @escaping @Sendable (Int) async -> Void
  ) throws(SandboxServerError) -> ServiceGroup {
    let server: any Service
    do {
      server = try HTTPServerBuilder.http1().buildServer(
        configuration: ServerConfiguration(address: .hostname(host, port: port)),
        eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger,
        responder: { request, writer, channel in try await respond(to: request, writer, on: channel) },
        onServerRunning: { await onRunning($0.localAddress?.port ?? port) })
    } catch {
      throw SandboxServerError(address: "\(host):\(port)", what: "\(error)")
    }
    return ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [.init(service: server), .init(service: WebhookSender(store: store))],
        gracefulShutdownSignals: stopsOnSignals ? [.sigterm, .sigint] : [],
        logger: logger))
  }

  @concurrent
  private func respond(
    to request: Request, _ writer: consuming ResponseWriter, on channel: any Channel
  ) async throws {
    var headers: [String: String] = [:]
    for field in request.headers { headers[field.name.canonicalName] = field.value }
    headers["host"] = request.head.authority
    let body = try await request.body.collect(upTo: SandboxServer.largestBody)
    let answer = await store.answer(
      SandboxRequest(
        method: request.method.rawValue, target: request.head.path ?? "/", headers: headers,
        body: Array(body.readableBytesView)))
    if answer.delay > .zero { try await store.clock.sleep(answer.delay) }
    try await send(answer, writer, on: channel)
  }

  @concurrent
  private func send(_ answer: SandboxAnswer, _ writer: consuming ResponseWriter, on channel: any Channel) async throws {
    var fields = HTTPFields()
    for (name, value) in answer.headers {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    fields[.contentLength] = "\(answer.body.count)"
    let head = HTTPResponse(status: .init(code: answer.status), headerFields: fields)
    switch answer.ending {
    case .complete:
      try await writer.write(response: head, body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    case .nothing:
      try await channel.close()
    case .closed(let count):
      var body = try await writer.writeHead(head)
      try await body.write(ByteBuffer(bytes: answer.body.prefix(count)))
      try await channel.close()
    case .reset(let count):
      var body = try await writer.writeHead(head)
      try await body.write(ByteBuffer(bytes: answer.body.prefix(count)))
      try await reset(channel)
    case .resetAtOnce:
      try await reset(channel)
    }
  }

  @concurrent
  private func reset(_ channel: any Channel) async throws {
    try await (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
    try await channel.close()
  }
}

/// The sandbox cannot be served, such as where its port is in use.
package struct SandboxServerError: Error, Sendable, CustomStringConvertible {
  /// Host and port that were asked for.
  package let address: String
  package let what: String

  package var description: String { "\(address): \(what)" }
}
