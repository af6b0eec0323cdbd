import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOSSL

/// HTTP over AsyncHTTPClient: keep-alive, gzip, no redirects, no retries; verified TLS.
///
/// One for the whole process, shared by all accounts and regions; ``shutdown()`` on every way out.
package final class HTTPTransport: Sendable {
  /// Bytes of a response body, after decompression. A page of 100 contacts is about 140 kB.
  package static let bodyLimit = 64 << 20

  private let client: HTTPClient

  /// - Parameters:
  ///   - caFile: PEM file of the certificate authorities to trust instead of the system's.
  ///   - connectionsPerHost: how many connections are kept; more are opened for a short while when needed.
  package init(caFile: String? = nil, connectionsPerHost: Int = 8) throws(ConnectionProblem) {
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow,
      timeout: .init(connect: .seconds(10), read: .seconds(60)),
      // Idle connections go before Merge's gateway drops them, or a call would meet a closing one.
      connectionPool: .init(
        idleTimeout: .seconds(30), concurrentHTTP1ConnectionsPerHostSoftLimit: connectionsPerHost),
      decompression: .enabled(limit: .size(HTTPTransport.bodyLimit)))
    // Otherwise a refused certificate shows only when the connect timeout is over.
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.httpVersion = .http1Only
    if let caFile {
      var tls = TLSConfiguration.makeClientConfiguration()
      tls.trustRoots = .certificates(try HTTPTransport.certificates(caFile))
      configuration.tlsConfiguration = tls
    }
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  private static func certificates(_ path: String) throws(ConnectionProblem) -> [NIOSSLCertificate] {
    let certificates: [NIOSSLCertificate]
    do {
      certificates = try NIOSSLCertificate.fromPEMFile(path)
    } catch {
      throw ConnectionProblem("cannot be read, or is no PEM file", .caFile(path: path))
    }
    guard !certificates.isEmpty else { throw ConnectionProblem("holds no certificate", .caFile(path: path)) }
    return certificates
  }

  /// Sends one request and gives its response.
  package var transport: Transport {
    { [self] call in try await send(call) }
  }

  package func shutdown() async {
    try? await client.shutdown()
  }

  private func send(_ call: HTTPCall) async throws -> HTTPAnswer {
    // The client's own deadline ends with the response's head; a body that drips has to be ended from outside.
    try await withThrowingTaskGroup(of: HTTPAnswer.self) { group in
      group.addTask { [self] in try await exchange(call) }
      group.addTask {
        try await Task.sleep(for: call.deadline)
        throw TransportFailure.timeout
      }
      defer { group.cancelAll() }
      guard let answer = try await group.next() else { throw TransportFailure.broken }
      return answer
    }
  }

  private func exchange(_ call: HTTPCall) async throws -> HTTPAnswer {
    var request = HTTPClientRequest(url: call.url)
    request.method = .init(rawValue: call.method)
    for (name, value) in call.headers { request.headers.add(name: name, value: value) }
    if let body = call.body { request.body = .bytes(body) }
    do {
      let response = try await client.execute(request, timeout: .init(call.deadline))
      var body: [UInt8] = []
      if let length = response.headers.first(name: "content-length").flatMap({ Int($0) }) {
        guard length <= HTTPTransport.bodyLimit else { throw TransportFailure.tooLarge }
        body.reserveCapacity(max(length, 0))
      }
      for try await part in response.body {
        guard body.count + part.readableBytes <= HTTPTransport.bodyLimit else { throw TransportFailure.tooLarge }
        body.append(contentsOf: part.readableBytesView)
      }
      // A cancelled body ends like a whole one.
      try Task.checkCancellation()
      return HTTPAnswer(
        status: Int(response.status.code), headers: response.headers.map { ($0.name, $0.value) }, body: body)
    } catch let failure as TransportFailure {
      throw failure
    } catch {
      try Task.checkCancellation()
      throw TransportFailure(error)
    }
  }
}
