import HTTPTypes
import Hummingbird

/// Headers that every answer carries, unless its route set others: OWASP's Secure Headers list.
struct SecurityHeaders: RouterMiddleware {
  /// Scripts and styles only from files of ours, nothing inline, no frames around us.
  static let contentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

  let isSecure: Bool

  func handle(
    _ request: Request, context: ServeContext, next: @concurrent (Request, ServeContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    var standard: [(HTTPField.Name, String)] = [
      (.contentSecurityPolicy, Self.contentSecurityPolicy), (.xContentTypeOptions, "nosniff"),
      (.cacheControl, "no-store"), (HTTPField.Name("Referrer-Policy")!, "no-referrer"),
      (HTTPField.Name("X-Frame-Options")!, "DENY"),
      (HTTPField.Name("Permissions-Policy")!, "camera=(), geolocation=(), microphone=()"),
      (HTTPField.Name("Cross-Origin-Opener-Policy")!, "same-origin"),
      (HTTPField.Name("Cross-Origin-Resource-Policy")!, "same-origin"),
    ]
    if isSecure { standard.append((.strictTransportSecurity, "max-age=31536000")) }
    for (name, value) in standard where response.headers[name] == nil { response.headers[name] = value }
    return response
  }
}
