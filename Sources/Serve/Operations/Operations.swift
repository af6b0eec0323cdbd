import HTTPTypes
package import Hummingbird
import Load

/// What machines that watch ask: `/healthz/live`, `/healthz/ready` (and `/healthz`), `/metrics`.
package struct Operations: Area {
  private let pool: ConnectionPool
  private let health: Health
  private let limit: RateLimit

  /// - Parameters:
  ///   - pool: for the figures, in a role that sees every organization.
  ///   - health: with a pool of its own, which figures that take long do not hold.
  ///   - limit: how often the figures may be asked for.
  package init(pool: ConnectionPool, health: Health, limit: RateLimit = RateLimit(rate: 2, burst: 20)) {
    self.pool = pool
    self.limit = limit
    self.health = health
  }

  package func addRoutes(to router: Router<ServeContext>) {
    router.get("/healthz/live") { _, _ -> Response in .json(["status": .string("alive")]) }
    for path in ["/healthz", "/healthz/ready"] {
      router.get(RouterPath(path)) { _, _ -> Response in
        let answer = await health.answer()
        return .json(
          [
            "status": .string(answer.isReady ? "ready" : "not ready"), "database": .string(answer.database),
            "schema": .string(answer.schema),
          ], status: answer.isReady ? .ok : .serviceUnavailable)
      }
    }
    router.get("/metrics") { _, _ -> Response in
      guard limit.allows("metrics") else {
        throw PageError(.tooManyRequests, "Too many requests", "Ask for the figures at most twice a second.")
      }
      let series = try await pool.run { try MetricSeries.read($0) }
      return .text(MetricsText.text(series), type: MetricsText.type)
    }
  }
}
