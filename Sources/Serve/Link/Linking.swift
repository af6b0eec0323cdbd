import ContactModel
import HTTPTypes
package import Hummingbird
import Load
import MergeAPI
package import Secrets

/// Where users connect their accounting systems: the page `/link/{session}`, and `/api/link-sessions`, where the platform's
/// backend gets its address.
///
/// Who opens the page shows the session's key, which the address carries behind its `#`: without it the page says nothing, and
/// looks the same for every session, whether it exists or not.
package struct Linking: Area {
  /// What links; built where Merge can be reached.
  package struct Tools: Sendable {
    package var maker: LinkSessionMaker
    package var completion: LinkCompletion
    package var pool: ConnectionPool
    package var vault: TokenVault

    package init(maker: LinkSessionMaker, completion: LinkCompletion, pool: ConnectionPool, vault: TokenVault) {
      self.maker = maker
      self.completion = completion
      self.pool = pool
      self.vault = vault
    }
  }

  private let tools: Tools?
  private let page: LinkPageOptions
  private let serviceToken: ServiceToken?
  private let options: ServerOptions
  private let limit: RateLimit

  /// - Parameters:
  ///   - tools: nil: there is no Merge to link at, and everything here answers 503.
  ///   - serviceToken: nil: `/api` answers 503.
  ///   - limit: of what one address may ask of sessions.
  package init(
    tools: Tools?, page: LinkPageOptions, serviceToken: ServiceToken?, options: ServerOptions,
    limit: RateLimit = RateLimit(rate: 2, burst: 60)
  ) {
    self.limit = limit
    self.tools = tools
    self.page = page
    self.serviceToken = serviceToken
    self.options = options
  }

  package func addRoutes(to router: Router<ServeContext>) {
    router.get("/link/:session") { request, context -> Response in
      _ = try available()
      return try answer(page: try sessionID(context))
    }
    router.post("/link/:session/open") { request, context -> Response in
      try checkRate(request, context)
      let tools = try available()
      let body = try await JSONBody(request)
      return try answer(try await session(context, body, tools), tools)
    }
    router.post("/link/:session/complete") { request, context -> Response in
      try checkRate(request, context)
      let tools = try available()
      let body = try await JSONBody(request)
      let session = try await session(context, body, tools)
      guard let token = body["public_token"], token.utf8.count <= 4096 else {
        throw PageError(.badRequest, "The public token is missing", "Open the page again, and connect once more.")
      }
      guard let ended = try await tools.completion.complete(session.id, publicToken: SecretText(token)) else {
        throw Self.unknownSession
      }
      return try answer(ended, tools)
    }
    router.post("/api/link-sessions") { request, _ -> Response in
      try ServiceToken.check(serviceToken, request)
      return try await make(try await JSONBody(request), try available())
    }
    router.get("/api/link-sessions/:session") { request, context -> Response in
      try ServiceToken.check(serviceToken, request)
      let (id, tools) = (try sessionID(context), try available())
      guard let session = try await tools.pool.run({ try LinkSessions.read($0, id: id) }) else {
        throw Self.unknownSession
      }
      return .json([
        "id": .string(id), "organization": .string(session.organization),
        "linked_account_id": .string(session.account), "state": .string(session.state.rawValue),
        "error_code": session.errorCode.map { .string($0) } ?? .null,
        "expires_at": .string(session.expiresAt.rfc3339),
      ])
    }
  }

  private static let unknownSession = PageError(
    .notFound, "There is no such session", "Ask for a new address where you got this one.")

  private func available() throws -> Tools {
    guard let tools else {
      throw PageError(.serviceUnavailable, "Linking is switched off", "Set MERGE_API_KEY and start the server again.")
    }
    return tools
  }

  private func checkRate(_ request: Request, _ context: ServeContext) throws {
    guard limit.allows(ClientAddress.of(request, context, isBehindProxy: options.isBehindProxy)) else {
      throw PageError(.tooManyRequests, "Too many attempts", "Wait a minute, then open the page again.")
    }
  }

  private func sessionID(_ context: ServeContext) throws -> String {
    guard let id = context.parameters.get("session"), LinkKey.isID(id) else { throw Self.unknownSession }
    return id
  }

  /// The session whose key the caller has shown; an unknown one and a wrong key are told alike.
  private func session(_ context: ServeContext, _ body: JSONBody, _ tools: Tools) async throws -> LinkSession {
    let id = try sessionID(context)
    let session = try await tools.pool.run { try LinkSessions.read($0, id: id) }
    guard LinkKey.isRight(body["key"] ?? "", hash: session?.keyHash ?? []), let session else {
      throw Self.unknownSession
    }
    return session
  }

  /// What the page's script is told.
  private func answer(_ session: LinkSession, _ tools: Tools) throws -> Response {
    var members: [String: JSONAnswer] = ["state": .string(session.state.rawValue)]
    if session.state == .open, let sealed = session.linkTokenSealed {
      let token = try tools.vault.open(sealed, account: LinkSessionMaker.purpose(session.id))
      members["link_token"] = .string(token)
    }
    return .json(members)
  }

  private func answer(page id: String) throws -> Response {
    var answer = try Pages.answer(
      "link",
      [
        "session": id, "mergeScript": page.scriptURL, "apiBaseURL": page.apiBaseURL ?? "",
        "linkScript": Assets.linkScript.path, "linkStyle": Assets.linkStyle.path,
      ], base: options.base)
    answer.headers[.contentSecurityPolicy] = page.contentSecurityPolicy
    // The accounting system's own sign-in opens in a window that must reach the frame that opened it.
    answer.headers[HTTPField.Name("Cross-Origin-Opener-Policy")!] = "same-origin-allow-popups"
    return answer
  }

  private func make(_ body: JSONBody, _ tools: Tools) async throws -> Response {
    guard let organization = body["organization"] else {
      throw PageError(.badRequest, "organization is missing", "Send {\"organization\":\"…\"}.")
    }
    let wish = LinkSessionMaker.Wish(
      organization: organization, account: body["id"], integration: body["integration"],
      emailAddress: body["email"], organizationName: body["end_user_organization"],
      isMagicLink: body.flag("magic_link"), minutes: body.number("minutes"))
    do {
      let made = try await tools.maker.make(wish, base: options.address)
      return .json(
        [
          "id": .string(made.id), "linked_account_id": .string(made.account), "url": .string(made.address.value),
          "expires_at": .string(made.expiresAt.rfc3339),
        ], status: .created)
    } catch let refusal as LinkSessionMaker.Refusal {
      throw PageError(.badRequest, "No session was made", refusal.description)
    } catch let error as MergeError {
      throw PageError(.badGateway, "Merge gave no link token", "\(error)")
    }
  }
}
