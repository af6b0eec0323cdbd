import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
import NIOCore
import NIOPosix
import NIOSSL
import ServiceLifecycle
import UnixSignals

#if canImport(Glibc)
  import Glibc
#endif

/// The server for people, for Merge's webhooks and for machines that watch: one process of areas behind common rules.
///
/// The rules: an access log without query strings, security headers, errors as pages (as JSON under `/api` and `/webhooks`).
/// On a signal it takes no new connections, finishes the requests under way, and ends the areas' work.
package struct Server: Sendable {
  private let options: ServerOptions
  private let areas: [any Area]
  private let logger: Logger

  package init(options: ServerOptions, areas: [any Area], logger: Logger) {
    self.options = options
    self.areas = areas
    self.logger = logger
  }

  /// Serves until SIGTERM or SIGINT where those are to be heeded, else until the task is cancelled.
  ///
  /// - Parameter onRunning: told the bound port once connections are taken.
  package func run(
    stopsOnSignals: Bool = false, onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
  ) async throws(ServerError) {
    try await run(try group(stopsOnSignals: stopsOnSignals, onRunning: onRunning))
  }

  /// Runs the server for as long as the body takes, which is given its address, such as `http://127.0.0.1:4711`.
  package func withRunning<Result: Sendable>(
    _ body: @Sendable (_ url: String) async throws -> Result
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
      let scheme = options.tls == nil ? "http" : "https"
      let result = try await body("\(scheme)://\(options.host):\(port ?? options.port)")
      await group.triggerGracefulShutdown()
      try await serving.value
      return result
    } catch {
      await group.triggerGracefulShutdown()
      _ = await serving.result
      throw error
    }
  }

  private func run(_ group: ServiceGroup) async throws(ServerError) {
    do {
      try await group.run()
    } catch is CancellationError {
      return
    } catch let error as IOError {
      throw ServerError(address: address, what: String(cString: strerror(error.errnoCode)))
    } catch {
      throw ServerError(address: address, what: "\(error)")
    }
  }

  private var address: String { "\(options.host):\(options.port)" }

  private func group(
    stopsOnSignals: Bool, onRunning: @escaping @Sendable (Int) async -> Void
  ) throws(ServerError) -> ServiceGroup {
    let application = Application(
      router: router(), server: try serverBuilder(),
      configuration: ApplicationConfiguration(address: .hostname(options.host, port: options.port)),
      onServerRunning: { [port = options.port] in await onRunning($0.localAddress?.port ?? port) }, logger: logger)
    // The last of the group is ended first: no request finds an area's work gone.
    let services = areas.flatMap(\.services) + [application]
    return ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
        gracefulShutdownSignals: stopsOnSignals ? [.sigterm, .sigint] : [], logger: logger))
  }

  private func serverBuilder() throws(ServerError) -> HTTPServerBuilder {
    guard let tls = options.tls else { return .http1() }
    do {
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: try NIOSSLCertificate.fromPEMFile(tls.certificate).map { .certificate($0) },
        privateKey: .privateKey(try NIOSSLPrivateKey(file: tls.key, format: .pem)))
      configuration.minimumTLSVersion = .tlsv12
      return try .tls(.http1(), tlsConfiguration: configuration)
    } catch {
      throw ServerError(address: address, what: "TLS cannot be used: \(error)")
    }
  }

  private func router() -> Router<ServeContext> {
    let router = Router(context: ServeContext.self)
    router.add(middleware: AccessLog(logger: logger))
    router.add(middleware: SecurityHeaders(isSecure: options.isSecure))
    router.add(middleware: ErrorAnswers(base: options.base))
    Assets(base: options.base).addRoutes(to: router)
    for area in areas { area.addRoutes(to: router) }
    return router
  }
}

/// The server cannot be run, such as where its port is in use.
package struct ServerError: Error, Sendable, CustomStringConvertible {
  /// Host and port that were asked for.
  package let address: String
  package let what: String

  package var description: String { "\(address): \(what)" }
}
