import HTTPTypes
package import Hummingbird
import NIOCore

/// The address that a request comes from, for limits; it is never logged.
package enum ClientAddress {
  /// Behind our proxy: the last address that `X-Forwarded-For` names, for those before it are the client's own words.
  package static func of(_ request: Request, _ context: ServeContext, isBehindProxy: Bool) -> String {
    if isBehindProxy, let named = request.headers[HTTPField.Name("X-Forwarded-For")!]?.split(separator: ",").last {
      return String(named.filter { !$0.isWhitespace }.prefix(64))
    }
    return context.remoteAddress?.ipAddress ?? "unknown"
  }
}
