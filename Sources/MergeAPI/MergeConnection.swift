/// Where Merge is and who we are there: one region and one organization's API key.
///
/// The base URL is the host and `/api`, such as `https://api.merge.dev/api`; calls append `/accounting/v1/…`.
package struct MergeConnection: Sendable, CustomStringConvertible {
  package let baseURL: String
  package let apiKey: SecretText
  /// For messages: host, and port where one was given.
  package let host: String

  /// - Parameter baseURL: `https` everywhere; `http` only to the same machine, because the key travels with each call.
  package init(baseURL: String, apiKey: SecretText) throws(ConnectionProblem) {
    if let problem = Self.problem(ofBaseURL: baseURL) { throw ConnectionProblem(problem) }
    guard apiKey.fitsHeader else {
      throw ConnectionProblem(
        apiKey.value.isEmpty ? "is empty" : "contains a space, a line break or a non-ASCII character", .apiKey)
    }
    self.baseURL = baseURL
    self.apiKey = apiKey
    host = String(Self.rest(of: baseURL).prefix { $0 != "/" })
  }

  /// Why a base URL cannot be used, as the end of a sentence that begins with it; nil: it can.
  package static func problem(ofBaseURL baseURL: String) -> String? {
    guard baseURL.hasPrefix("https://") || baseURL.hasPrefix("http://") else {
      return "has no scheme; write it as https://HOST/api"
    }
    let rest = rest(of: baseURL)
    guard rest.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      return "contains a space or a character that must be percent-encoded"
    }
    guard !rest.contains("?"), !rest.contains("#") else { return "must have no query and no fragment" }
    guard !rest.hasSuffix("/") else { return "ends with a slash; leave it out" }
    let authority = rest.prefix { $0 != "/" }
    guard !authority.contains("@") else { return "must hold no user name or password" }
    guard !authority.isEmpty, !authority.hasPrefix(":") else { return "has no host" }
    guard !rest.hasSuffix("/accounting/v1"), !rest.contains("/accounting/v1/") else {
      return "must end before /accounting/v1, which is appended"
    }
    guard baseURL.hasPrefix("https://") || isLoopback(authority) else {
      return "must begin with https:// (http:// is for servers on this machine)"
    }
    return nil
  }

  /// What follows the scheme.
  private static func rest(of baseURL: String) -> Substring {
    baseURL.dropFirst(baseURL.hasPrefix("https://") ? 8 : 7)
  }

  package var description: String { "Merge at \(baseURL)" }

  private static func isLoopback(_ authority: Substring) -> Bool {
    if authority.hasPrefix("[") { return authority.hasPrefix("[::1]") }
    let name = authority.prefix { $0 != ":" }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return name == "localhost" || parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}

/// Why Merge cannot be called as configured; the description says what is wrong and what to do, and never shows the key.
package struct ConnectionProblem: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Subject: Sendable, Hashable {
    case baseURL
    case apiKey
    case caFile(path: String)
  }

  package let subject: Subject
  /// Completes a sentence that begins with the subject.
  package let what: String

  init(_ what: String, _ subject: Subject = .baseURL) {
    self.what = what
    self.subject = subject
  }

  package var description: String {
    switch subject {
    case .baseURL: "the Merge base URL (MERGE_BASE_URL) \(what)"
    case .apiKey: "the Merge API key (MERGE_API_KEY) \(what)"
    case .caFile(let path): "the file of certificate authorities \(path) \(what)"
    }
  }
}
