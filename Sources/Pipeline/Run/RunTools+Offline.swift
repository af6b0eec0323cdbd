package import Load
package import Logging
package import MergeAPI
package import Postgres

extension RunTools {
  /// Tools for work that never calls Merge.
  package init(
    connect: @escaping @Sendable () async throws -> Connection, surroundings: Surroundings, logger: Logger,
    version: String, erasureKeys: @escaping @Sendable () throws -> ErasureKeys = { throw ErasureKeys.Unset() },
    environment: @escaping @Sendable (_ name: String) throws -> String? = { _ in nil },
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) {
    self.init(
      connect: connect, clients: MergeClients(standard: .failure(.init("this work calls no Merge"))),
      surroundings: surroundings, openToken: { _, _ in throw MergeClients.Trouble("this work calls no Merge") },
      now: surroundings.now, logger: logger, version: version, erasureKeys: erasureKeys,
      environment: environment, progress: progress)
  }
}
