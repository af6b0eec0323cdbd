import CCurl

extension TransportFailure {
  /// Sorts libcurl's results (libcurl-errors(3)); what is not named counts as a broken connection.
  ///
  /// - Parameter isConnected: whether there was a connection: a time that is over before that is a failure to connect.
  init(_ code: CURLcode, isConnected: Bool) {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT: self = .connect
    case CURLE_OPERATION_TIMEDOUT: self = isConnected ? .timeout : .connect
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_USE_SSL_FAILED,
      CURLE_SSL_CRL_BADFILE, CURLE_SSL_ENGINE_INITFAILED:
      self = .tls
    case CURLE_FILESIZE_EXCEEDED: self = .tooLarge
    case CURLE_BAD_CONTENT_ENCODING: self = .unreadable
    default: self = .broken
    }
  }
}
