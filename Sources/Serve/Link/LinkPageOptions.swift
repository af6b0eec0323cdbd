/// What the linking page loads from Merge, and what it may load: Merge does not document the hosts that Link needs.
package struct LinkPageOptions: Sendable {
  package static let standardScript = "https://cdn.merge.dev/initialize.js"
  package static let standardHosts = ["https://cdn.merge.dev", "https://*.merge.dev"]

  /// Merge's script for browsers.
  package var scriptURL: String
  /// Sources of the page's Content-Security-Policy, beside our own: scripts, frames, calls, images, fonts and styles.
  package var hosts: [String]
  /// Merge's API for the browser where it is not that of the standard region, such as `https://api-eu.merge.dev`; nil: it is.
  package var apiBaseURL: String?

  /// Why they cannot be used: one line.
  package struct Refusal: Error, Sendable, CustomStringConvertible {
    package var description: String
  }

  /// - Parameters:
  ///   - scriptURL: nil: ``standardScript``.
  ///   - hosts: as in a Content-Security-Policy, separated by spaces or commas; nil: ``standardHosts``.
  ///   - mergeBaseURL: the API's base URL, with `/api`.
  package init(scriptURL: String? = nil, hosts: String? = nil, mergeBaseURL: String? = nil) throws(Refusal) {
    self.scriptURL = scriptURL ?? Self.standardScript
    self.hosts = hosts?.split { $0 == " " || $0 == "," }.map(String.init) ?? Self.standardHosts
    guard Self.isSource(self.scriptURL), self.scriptURL.hasPrefix("https://") || self.scriptURL.hasPrefix("http://")
    else {
      throw Refusal(description: "the script of Merge Link must be an https:// address, not '\(self.scriptURL)'")
    }
    for host in self.hosts where !Self.isSource(host) {
      throw Refusal(
        description: "'\(host)' is no host of a Content-Security-Policy; write it as https://*.example.com")
    }
    if let mergeBaseURL, mergeBaseURL != "https://api.merge.dev/api" {
      apiBaseURL = mergeBaseURL.hasSuffix("/api") ? String(mergeBaseURL.dropLast(4)) : mergeBaseURL
    }
  }

  /// The page's own policy: no inline script; styles may be set on elements, as the overlay of Merge Link does.
  var contentSecurityPolicy: String {
    let listed = hosts.joined(separator: " ")
    return
      "default-src 'none'; script-src 'self' \(scriptOrigin) \(listed); style-src 'self' 'unsafe-inline' \(listed); "
      + "img-src 'self' data: \(listed); font-src \(listed); connect-src 'self' \(scriptOrigin) \(listed); "
      + "frame-src \(listed); form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
  }

  /// Scheme, host and port of the script.
  private var scriptOrigin: String {
    let scheme = scriptURL.hasPrefix("https://") ? "https://" : "http://"
    return scheme + scriptURL.dropFirst(scheme.count).prefix { $0 != "/" }
  }

  /// Nothing that would end a source or a directive.
  private static func isSource(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || "-._~:/*?=&%[]".utf8.contains(byte)
      }
  }
}
