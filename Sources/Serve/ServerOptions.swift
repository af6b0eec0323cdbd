/// Where and how the server listens, and the address that people reach it under.
package struct ServerOptions: Sendable {
  /// PEM files of a certificate (with its chain) and of its key.
  package struct TLSFiles: Sendable {
    package var certificate: String
    package var key: String

    package init(certificate: String, key: String) {
      self.certificate = certificate
      self.key = key
    }
  }

  package var host: String
  /// 0: any free port.
  package var port: Int
  /// nil: plain HTTP.
  package var tls: TLSFiles?
  /// A proxy of ours speaks TLS and tells the client's address in `X-Forwarded-For`.
  package var isBehindProxy: Bool
  /// The address that people and Merge use, such as `https://example.com/contactsync`, without a slash at its end; nil: the
  /// one listened on.
  package var publicURL: String?

  package init(
    host: String = "127.0.0.1", port: Int = 8080, tls: TLSFiles? = nil, isBehindProxy: Bool = false,
    publicURL: String? = nil
  ) {
    self.host = host
    self.port = port
    self.tls = tls
    self.isBehindProxy = isBehindProxy
    self.publicURL = publicURL.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
  }

  /// Whether browsers reach the server over TLS: cookies are for TLS only then.
  package var isSecure: Bool { tls != nil || isBehindProxy }

  /// The address that links begin with, without a slash at its end.
  package var address: String { publicURL ?? "http://\(host):\(port)" }

  /// What stands before every path in a page: the path of the public address, empty where it has none.
  package var base: String {
    guard let rest = publicURL?.split(separator: "://", maxSplits: 1).last, let slash = rest.firstIndex(of: "/") else {
      return ""
    }
    return String(rest[slash...])
  }

  /// Why a server may not be started so; nil: it may. Anything that other machines reach speaks TLS, or a proxy does.
  package var refusal: String? {
    if isSecure || ["127.0.0.1", "::1", "localhost"].contains(host) { return nil }
    return
      "--host \(host) is reachable from other machines: give --tls-certificate and --tls-key, or --behind-proxy where a "
      + "proxy before it speaks TLS"
  }
}
