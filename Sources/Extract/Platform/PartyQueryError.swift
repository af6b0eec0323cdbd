package import Postgres

/// Why the platform's own database did not give its parties; its texts hold no values of rows and no address.
package enum PartyQueryError: Error, Sendable, Equatable, CustomStringConvertible {
  /// No connection.
  case unreachable(PostgresError)
  /// The query was refused, or broke off.
  case refused(PostgresError)
  /// The query's columns are not those of parties.
  case columns(String)

  /// The same may succeed later.
  package var isPassing: Bool {
    switch self {
    case .unreachable(let error), .refused(let error): error.remedy == .retry
    case .columns: false
    }
  }

  package var description: String {
    switch self {
    case .unreachable(let error): "the platform's database cannot be reached: \(error)"
    case .refused(let error): "the platform's database refuses the query: \(error)"
    case .columns(let what): "the query does not give parties: \(what)"
    }
  }
}
