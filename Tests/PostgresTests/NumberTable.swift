import Postgres
import TestSupport

/// A table of numbers for tests of transactions.
enum NumberTable {
  static let insert = "insert into t values ($1::int) returning a"

  /// A connection to a database of its own with an empty table `t (a)`.
  static func connection() async throws -> Connection {
    let connection = try await Connection.open(TestDatabase.empty())
    try await connection.run { try $0.script("create table t (a int primary key)") }
    return connection
  }

  static func rows(_ session: borrowing Session) throws -> [Int64] {
    try session.execute("select a from t order by a").compactMap { $0.int(0) }
  }
}
