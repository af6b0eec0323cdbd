package import ContactModel
package import Load
package import Logging
package import MergeAPI
package import Postgres

/// The real things that a run works with, built by whoever starts it.
package struct RunTools: Sendable {
  /// Opens a connection of its own to the database.
  package var connect: @Sendable () async throws -> Connection
  package var clients: MergeClients
  /// Clocks, sleep and chance.
  package var surroundings: Surroundings
  /// Opens an account's sealed token.
  package var openToken: @Sendable (_ account: String, _ sealed: [UInt8]) throws -> SecretText
  /// The keys by which erased contacts are known; asked where somebody was erased.
  package var erasureKeys: @Sendable () throws -> ErasureKeys
  /// A variable of the environment, or what the file named by its `_FILE` holds; nil where it is not set.
  package var environment: @Sendable (_ name: String) throws -> String?
  package var now: @Sendable () -> Timestamp
  package var logger: Logger
  /// Told of every step, for progress on a terminal.
  package var progress: @Sendable (RunProgress) -> Void
  /// Of the product; stored with the run.
  package var version: String

  package init(
    connect: @escaping @Sendable () async throws -> Connection, clients: MergeClients, surroundings: Surroundings,
    openToken: @escaping @Sendable (_ account: String, _ sealed: [UInt8]) throws -> SecretText,
    now: @escaping @Sendable () -> Timestamp, logger: Logger, version: String,
    erasureKeys: @escaping @Sendable () throws -> ErasureKeys = { throw ErasureKeys.Unset() },
    environment: @escaping @Sendable (_ name: String) throws -> String? = { _ in nil },
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) {
    self.connect = connect
    self.clients = clients
    self.surroundings = surroundings
    self.openToken = openToken
    self.erasureKeys = erasureKeys
    self.now = now
    self.logger = logger
    self.version = version
    self.environment = environment
    self.progress = progress
  }
}

/// A step of a run.
package enum RunProgress: Sendable {
  case page(account: String, read: Int)
  case settling(account: String)
  case finished(account: String)
}
