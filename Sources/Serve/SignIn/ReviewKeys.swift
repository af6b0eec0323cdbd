import Crypto
package import FoundationEssentials
import HTTPTypes
import JWTKit
package import Secrets

/// Signs and verifies the links that reviewers sign in by, and the sessions that follow: JWTs (RFC 7519) with HMAC-SHA256, the
/// newest key signs, all verify.
///
/// Links and sessions are of different audiences: neither is ever taken for the other.
package struct ReviewKeys: Sendable {
  /// How long a link may be used where nobody says otherwise.
  package static let linkLifetime: Duration = .seconds(15 * 60)
  /// How long a session lasts where nobody says otherwise.
  package static let sessionLifetime: Duration = .seconds(8 * 3600)
  /// Seconds that links and sessions may last: at most a week, for neither can be called back.
  package static let lifetimes = 1...604_800

  /// How long a session lasts.
  package let sessionLifetime: Duration
  private let keys: [SymmetricKey]
  private let collection: JWTKeyCollection
  private let ended: EndedSessions?
  private let now: @Sendable () -> Date

  /// - Parameters:
  ///   - sessionLifetime: how long a session lasts.
  ///   - ended: who was signed out meanwhile; nil: that is not heeded.
  ///   - now: the clock that lifetimes are judged by.
  package init(
    _ ring: KeyRing, sessionLifetime: Duration = ReviewKeys.sessionLifetime, ended: EndedSessions? = nil,
    now: @escaping @Sendable () -> Date = { Date() }
  ) async {
    keys = ring.keys
    self.sessionLifetime = sessionLifetime
    self.ended = ended
    self.now = now
    collection = JWTKeyCollection()
    for key in ring.keys {
      await collection.add(
        hmac: HMACKey(key: key), digestAlgorithm: .sha256, kid: JWKIdentifier(string: Self.name(of: key)))
    }
  }

  /// The token of a link for one reviewer of one organization.
  package func linkToken(
    organization: String, reviewer: String, lifetime: Duration = ReviewKeys.linkLifetime
  ) async throws -> String {
    try await sign(
      ReviewSession(organization: organization, reviewer: reviewer, id: Self.randomID()), .link, lifetime)
  }

  /// A new session for who came by a link.
  ///
  /// - Throws: ``PageError`` 401 where the token is none of ours, or has expired.
  package func session(fromLink token: String) async throws -> ReviewSession {
    var session = try await verified(token, .link)
    session.id = Self.randomID()
    return session
  }

  /// The value of a session's cookie.
  package func cookie(_ session: ReviewSession) async throws -> String {
    try await sign(session, .session, sessionLifetime)
  }

  /// - Throws: ``PageError`` 401.
  package func session(fromCookie value: String) async throws -> ReviewSession { try await verified(value, .session) }

  /// What a form of this session carries, so that no other site can send it: an HMAC of the session's id.
  package func formToken(_ session: ReviewSession) -> String { Self.formToken(session, keys[0]) }

  package func isFormToken(_ token: String, of session: ReviewSession) -> Bool {
    keys.contains { Self.isEqual(Self.formToken(session, $0), token) }
  }

  private enum Purpose: String {
    case link = "contactsync-review-link"
    case session = "contactsync-review-session"
  }

  private struct Claims: JWTPayload {
    var sub: SubjectClaim
    var aud: AudienceClaim
    var exp: ExpirationClaim
    /// nil: signed by an older release.
    var iat: IssuedAtClaim?
    var jti: IDClaim
    var org: String

    func verify(using algorithm: some JWTAlgorithm) {}
  }

  private func sign(_ session: ReviewSession, _ purpose: Purpose, _ lifetime: Duration) async throws -> String {
    let begin = now()
    let end = begin.addingTimeInterval(Double(lifetime.components.seconds))
    return try await collection.sign(
      Claims(
        sub: SubjectClaim(value: session.reviewer), aud: AudienceClaim(value: purpose.rawValue),
        exp: ExpirationClaim(value: end), iat: IssuedAtClaim(value: begin), jti: IDClaim(value: session.id),
        org: session.organization),
      kid: JWKIdentifier(string: Self.name(of: keys[0])))
  }

  private func verified(_ token: String, _ purpose: Purpose) async throws -> ReviewSession {
    let claims: Claims
    do {
      claims = try await collection.verify(token, as: Claims.self)
      try claims.aud.verifyIntendedAudience(includes: purpose.rawValue)
    } catch {
      throw PageError(
        .unauthorized, "You are not signed in", "Open the link again that you were given, or ask for a new one.")
    }
    if claims.exp.value <= now() {
      throw PageError(
        .unauthorized, purpose == .link ? "The link has expired" : "You were signed out",
        purpose == .link
          ? "Ask for a new link where you got this one."
          : "Your session is over; what was saved before is kept. To go on, ask for a new link where you got the last one."
      )
    }
    let session = ReviewSession(organization: claims.org, reviewer: claims.sub.value, id: claims.jti.value)
    if let end = try await ended?.end(of: session), claims.iat?.value ?? .distantPast <= end {
      throw PageError(
        .unauthorized, purpose == .link ? "The link is not good any more" : "You were signed out",
        "Somebody ended your links and sessions; what was saved before is kept. To go on, ask for a new link.")
    }
    return session
  }

  private static func name(of key: SymmetricKey) -> String {
    hexadecimal(key.withUnsafeBytes { SHA256.hash(data: $0) }.prefix(6))
  }

  private static func formToken(_ session: ReviewSession, _ key: SymmetricKey) -> String {
    hexadecimal(HMAC<SHA256>.authenticationCode(for: Array("form\n\(session.id)".utf8), using: key))
  }

  /// In time that does not depend on where they differ.
  private static func isEqual(_ left: String, _ right: String) -> Bool {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    if left.count != right.count { return false }
    return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static func randomID() -> String {
    hexadecimal((0..<16).map { _ in UInt8.random(in: .min ... .max) })
  }

  private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.reduce(into: "") { $0 += ($1 < 16 ? "0" : "") + String($1, radix: 16) }
  }
}
