/// One HTTP request, complete.
package struct HTTPCall: Sendable {
  package var method: String
  /// Absolute, percent-encoded.
  package var url: String
  package var headers: [(name: String, value: String)]
  /// nil: none.
  package var body: [UInt8]?
  /// Of the whole exchange, from connecting to the last byte of the body.
  package var deadline: Duration
  /// It changes nothing, so it may use a kept connection: where that ends without an answer, it may be sent a second time.
  package var isRepeatable: Bool

  package init(
    method: String, url: String, headers: [(name: String, value: String)], body: [UInt8]? = nil, deadline: Duration,
    isRepeatable: Bool = false
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.deadline = deadline
    self.isRepeatable = isRepeatable
  }

  /// The first value of a header, whatever the case of its name.
  package func header(_ name: String) -> String? { first(name, of: headers) }
}

/// One HTTP response, complete; the body is decompressed.
package struct HTTPAnswer: Sendable {
  package var status: Int
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]

  package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The first value of a header, whatever the case of its name.
  package func header(_ name: String) -> String? { first(name, of: headers) }
}

/// Why there is no (whole) response.
package enum TransportFailure: Error, Sendable, Hashable {
  /// No connection: refused, unreachable, unknown host.
  case connect
  /// The connection ended before the whole response was there.
  case broken
  case timeout
  /// The server's certificate was not accepted, or TLS could not be agreed.
  case tls
  /// Larger than the limit, before or after decompression.
  case tooLarge
  /// Not HTTP, or a body that does not decompress.
  case unreadable
}

/// Sends one request and gives its response; no retries, no redirects.
///
/// Errors: ``TransportFailure`` or CancellationError.
package typealias Transport = @Sendable (HTTPCall) async throws -> HTTPAnswer

private func first(_ name: String, of headers: [(name: String, value: String)]) -> String? {
  headers.first { $0.name.utf8.elementsEqual(name.utf8) { lower($0) == lower($1) } }?.value
}

private func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
