import HTTPTypes
package import Hummingbird

/// Signing in by a link, signing out, and `POST /api/review-links`, where the platform's backend gets such links.
package struct SignIn: Area {
  private let keys: ReviewKeys
  private let serviceToken: ServiceToken?
  private let options: ServerOptions
  private let limit = RateLimit(rate: 1, burst: 30)
  /// How much longer than the session lasts a browser keeps its cookie: who comes late is told that the time is over.
  private static let afterglow = Duration.seconds(86_400)

  /// - Parameter serviceToken: nil: `/api` answers 503.
  package init(keys: ReviewKeys, serviceToken: ServiceToken?, options: ServerOptions) {
    self.keys = keys
    self.serviceToken = serviceToken
    self.options = options
  }

  package func addRoutes(to router: Router<ServeContext>) {
    router.get("/review/sign-in") { request, context -> Response in
      guard limit.allows(ClientAddress.of(request, context, isBehindProxy: options.isBehindProxy)) else {
        throw PageError(.tooManyRequests, "Too many attempts", "Wait a minute, then open the link again.")
      }
      guard let token = request.uri.queryParameters["token"] else {
        throw PageError(.badRequest, "The link is not whole", "Copy all of it, or ask for a new one.")
      }
      let session = try await keys.session(fromLink: String(token))
      var answer = Response.redirect(to: options.base + "/review", type: .normal)
      answer.setCookie(cookie(try await keys.cookie(session), lifetime: keys.sessionLifetime + Self.afterglow))
      return answer
    }
    router.group("/review").add(middleware: SessionReading(keys: keys, isSecure: options.isSecure))
      .post("/sign-out") { _, _ -> Response in
        var answer = try Pages.answer(
          "error", ["title": "You are signed out", "advice": "Close this page, or open a new link."],
          base: options.base)
        answer.setCookie(cookie("", lifetime: .zero))
        return answer
      }
    router.post("/api/review-links") { request, context -> Response in
      try ServiceToken.check(serviceToken, request)
      let form = try await JSONBody(request)
      guard let organization = form["organization"], let reviewer = form["reviewer"], reviewer.utf8.count <= 255,
        organization.utf8.count <= 255
      else {
        throw PageError(
          .badRequest, "organization or reviewer is missing",
          "Send {\"organization\":\"…\",\"reviewer\":\"…\"}, each of at most 255 bytes.")
      }
      let seconds = form.number("expires_in") ?? Int(ReviewKeys.linkLifetime.components.seconds)
      guard ReviewKeys.lifetimes.contains(seconds), !form.has("expires_in") || form.number("expires_in") != nil else {
        throw PageError(
          .badRequest, "expires_in is no lifetime of a link",
          "Send whole seconds, from \(ReviewKeys.lifetimes.lowerBound) to \(ReviewKeys.lifetimes.upperBound), or leave it out."
        )
      }
      let token = try await keys.linkToken(
        organization: organization, reviewer: reviewer, lifetime: .seconds(seconds))
      return .json(["url": .string(Self.address(token, options)), "expires_in": .int(seconds)])
    }
  }

  /// The address of a link, for a reviewer's eyes only.
  package static func address(_ token: String, _ options: ServerOptions) -> String {
    (options.publicURL ?? "http://\(options.host):\(options.port)") + "/review/sign-in?token=" + token
  }

  private func cookie(_ value: String, lifetime: Duration) -> Cookie {
    Cookie(
      name: SessionReading.cookieName(isSecure: options.isSecure), value: value,
      maxAge: Int(lifetime.components.seconds), path: "/", secure: options.isSecure, httpOnly: true, sameSite: .lax)
  }
}
