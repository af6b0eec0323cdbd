import Glibc

/// HTTP over libcurl: keep-alive, gzip, HTTP/1.1, no redirects, no retries, no proxy; verified TLS.
///
/// One for the whole process, shared by all accounts and regions; ``shutdown()`` on every way out.
package final class HTTPTransport: Sendable {
  /// Bytes of a response body, after decompression. A page of 100 contacts is about 140 kB.
  package static let bodyLimit = 64 << 20

  private let caFile: String?
  private let rest: Int
  private let loop: TransferLoop

  /// - Parameters:
  ///   - caFile: PEM file of the certificate authorities to trust instead of the system's.
  ///   - connectionsKept: how many connections are kept; more are opened for a short while when needed.
  ///   - rest: seconds that a connection may lie idle: it goes before Merge's gateway drops it, or a call would meet a closing one.
  package init(caFile: String? = nil, connectionsKept: Int = 8, rest: Int = 30) throws(ConnectionProblem) {
    if let caFile { try HTTPTransport.check(caFile) }
    self.caFile = caFile
    self.rest = rest
    loop = TransferLoop(connectionsKept: connectionsKept)
  }

  /// A file that holds no certificate would only show as a refused one, at the first call.
  private static func check(_ path: String) throws(ConnectionProblem) {
    guard let file = fopen(path, "re") else {
      throw ConnectionProblem("cannot be read: \(String(cString: strerror(errno)))", .caFile(path: path))
    }
    defer { fclose(file) }
    var line: UnsafeMutablePointer<CChar>?
    var room = 0
    defer { free(line) }
    while getline(&line, &room, file) >= 0 {
      if let line, strncmp(line, "-----BEGIN CERTIFICATE-----", 27) == 0 { return }
    }
    throw ConnectionProblem("holds no certificate in PEM form", .caFile(path: path))
  }

  /// Sends one request and gives its response.
  package var transport: Transport {
    { [self] call in try await loop.exchange(Transfer(call, caFile: caFile, rest: rest)) }
  }

  /// Calls that are under way, and later ones, end as ``TransportFailure/broken``.
  package func shutdown() async {
    await loop.shutdown()
  }
}
