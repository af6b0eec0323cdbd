import HTTPTypes
package import Hummingbird

/// Lets a route see who asks: reads the session's cookie, and refuses what changes something without the form's token.
///
/// GET and HEAD change nothing; anything else must carry the token (field `form`, or header `X-Form-Token`) and must not come
/// from another site. Where the session is over, it is told that nothing was saved.
package struct SessionReading: RouterMiddleware {
  package typealias Context = ServeContext

  private let keys: ReviewKeys
  private let isSecure: Bool
  private let limit: RateLimit

  package init(keys: ReviewKeys, isSecure: Bool) {
    self.keys = keys
    self.isSecure = isSecure
    limit = RateLimit(rate: 50, burst: 300)
  }

  package func handle(
    _ request: Request, context: ServeContext, next: @concurrent (Request, ServeContext) async throws -> Response
  ) async throws -> Response {
    let session = try await session(of: request)
    guard limit.allows(session.id) else {
      throw PageError(.tooManyRequests, "Too many requests", "Wait a few seconds, then go on.")
    }
    var (request, context) = (request, context)
    context.session = session
    if Self.changes(request) { try await checkForm(&request, session) }
    return try await next(request, context)
  }

  private static func changes(_ request: Request) -> Bool { request.method != .get && request.method != .head }

  private func session(of request: Request) async throws -> ReviewSession {
    do {
      guard let value = request.cookies[Self.cookieName(isSecure: isSecure)]?.value else {
        throw PageError(
          .unauthorized, "You are not signed in", "Open the link that you were given, or ask for a new one.")
      }
      return try await keys.session(fromCookie: value)
    } catch var error as PageError where Self.changes(request) {
      error.advice = "Nothing of what you sent just now was saved. " + error.advice
      throw error
    }
  }

  private func checkForm(_ request: inout Request, _ session: ReviewSession) async throws {
    let refusal = PageError(
      .forbidden, "The form is not from this page", "Go back, reload the page, and send it again.")
    if let site = request.headers[HTTPField.Name("Sec-Fetch-Site")!], site != "same-origin", site != "none" {
      throw refusal
    }
    if let token = request.headers[HTTPField.Name("X-Form-Token")!] {
      guard keys.isFormToken(token, of: session) else { throw refusal }
      return
    }
    let type = request.headers[.contentType] ?? ""
    let hasFile = type.hasPrefix("multipart/form-data")
    guard hasFile || type.hasPrefix("application/x-www-form-urlencoded") else { throw refusal }
    let body: ByteBuffer
    do { body = try await request.collectBody(upTo: hasFile ? Upload.largest : Form.largest) } catch {
      throw PageError(
        .contentTooLarge, hasFile ? "The file is too large" : "The form is too large", "Send less at once.")
    }
    let token =
      hasFile
      ? Upload(Array(body.readableBytesView), type: type)?.text("form") : Form(text: String(buffer: body))["form"]
    guard let token, keys.isFormToken(token, of: session) else { throw refusal }
  }

  package static func cookieName(isSecure: Bool) -> String { isSecure ? "__Host-contactsync" : "contactsync" }
}

extension ServeContext {
  /// Who asks.
  ///
  /// - Throws: ``PageError`` 401 on a route that does not read sessions.
  package func signedIn() throws -> ReviewSession {
    guard let session else {
      throw PageError(
        .unauthorized, "You are not signed in", "Open the link that you were given, or ask for a new one.")
    }
    return session
  }
}
