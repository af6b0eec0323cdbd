package import Hummingbird
package import ServiceLifecycle

/// One part of what the server offers: its routes, and what works beside them for as long as the server runs.
package protocol Area: Sendable {
  /// Adds the part's routes. Paths are those behind the public address: a proxy's prefix is taken off before.
  func addRoutes(to router: Router<ServeContext>)

  /// Work beside the requests, such as a worker; ended before the server's process is.
  var services: [any Service] { get }
}

extension Area {
  package var services: [any Service] { [] }
}
