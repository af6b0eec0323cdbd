import AsyncHTTPClient
import NIOCore
import NIOHTTPCompression
import NIOPosix
import NIOSSL

extension TransportFailure {
  /// Sorts what AsyncHTTPClient and SwiftNIO throw; what they don't name counts as a broken connection.
  init(_ error: any Error) {
    switch error {
    case let error as HTTPClientError: self = .init(error)
    case is NIOConnectionError: self = .connect
    case let error as IOError: self = TransportFailure.connectErrors.contains(error.errnoCode) ? .connect : .broken
    case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: self = .tls
    case let error as NIOHTTPDecompression.DecompressionError: self = error == .limit ? .tooLarge : .unreadable
    case is NIOHTTPDecompression.ExtraDecompressionError: self = .unreadable
    default: self = .broken
    }
  }

  private init(_ error: HTTPClientError) {
    switch error {
    case .deadlineExceeded, .readTimeout, .writeTimeout: self = .timeout
    case .connectTimeout, .getConnectionFromPoolTimeout: self = .connect
    case .tlsHandshakeTimeout: self = .tls
    default: self = .broken
    }
  }

  /// ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL of Linux.
  private static let connectErrors: Set<CInt> = [111, 113, 101, 99]
}
