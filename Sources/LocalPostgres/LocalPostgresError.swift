/// Why the private PostgreSQL cannot be used: what, where, and what to do about it, in one line.
package struct LocalPostgresError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Kind: Sendable, Equatable {
    /// No folder holds `postgres`, `initdb` and `pg_ctl`.
    case noServerBinaries
    /// The data folder was made by another major version than the binaries found.
    case otherVersion
    /// A folder or program cannot be used by us or by the user that the server runs as.
    case notPermitted
    /// Making the data folder failed.
    case initFailed
    /// The server did not start, or did not stop.
    case serverFailed
    /// The server takes longer than we wait (recovery after a crash); trying again may help.
    case stillStarting
  }

  package let kind: Kind
  package let description: String

  init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
