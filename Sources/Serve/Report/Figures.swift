import Crypto
import FoundationEssentials
import HTTPTypes
package import Hummingbird
package import Postgres

/// The dashboard of a reviewer's organization: one page without scripts.
package struct Figures: Area {
  /// The page of an organization over so many days; within a transaction that sees this organization.
  package typealias Draw =
    @Sendable (_ session: borrowing Session, _ organization: String, _ days: Int) throws -> String

  private let store: ReviewStore
  private let keys: ReviewKeys
  private let options: ServerOptions
  private let draw: Draw
  private let policy: String

  /// - Parameters:
  ///   - pool: connections in the role ``SessionRole/review``.
  ///   - style: the text of the page's `<style>` element, which its Content-Security-Policy allows by its hash.
  package init(
    pool: ConnectionPool, keys: ReviewKeys, options: ServerOptions, style: String, draw: @escaping Draw
  ) {
    store = ReviewStore(pool: pool)
    self.keys = keys
    self.options = options
    self.draw = draw
    let hash = Data(SHA256.hash(data: Array(style.utf8))).base64EncodedString()
    policy = "default-src 'none'; style-src 'sha256-\(hash)'; img-src data:; frame-ancestors 'none'; base-uri 'none'"
  }

  package func addRoutes(to router: Router<ServeContext>) {
    router.group("/report").add(middleware: SessionReading(keys: keys, isSecure: options.isSecure))
      .get("/") { request, context -> Response in
        let session = try context.signedIn()
        let days = PageQuery(request)["days"].map { Int($0) ?? 0 } ?? 30
        guard (1...400).contains(days) else {
          throw PageError(.badRequest, "There is no such span", "Ask for days=1 to days=400.")
        }
        let page = try await store.read(session.organization, .storedSnapshot) {
          try draw($0, session.organization, days)
        }
        var answer = Response.text(page, type: "text/html; charset=utf-8")
        answer.headers[.contentSecurityPolicy] = policy
        return answer
      }
  }
}
