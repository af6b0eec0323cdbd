import HTTPTypes
import Hummingbird
import Logging

/// Logs each request: method, path without its query, status and duration. What a query or a body holds is never logged.
struct AccessLog: RouterMiddleware {
  let logger: Logger

  func handle(
    _ request: Request, context: ServeContext, next: @concurrent (Request, ServeContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    let response = try await next(request, context)
    let duration = start.duration(to: .now)
    let milliseconds = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
    logger.info(
      "request",
      metadata: [
        "method": "\(request.method.rawValue)", "path": "\(Self.path(request))",
        "status": "\(response.status.code)", "ms": "\(milliseconds)",
      ])
    return response
  }

  /// At most 200 characters, of which none ends a line.
  private static func path(_ request: Request) -> String {
    String(request.uri.path.prefix(200).map { $0.isNewline || $0.asciiValue.map { $0 < 32 } == true ? "?" : $0 })
  }
}
