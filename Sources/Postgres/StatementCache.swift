/// Which statements of a connection the server has prepared; a text is prepared when it comes for the second time.
struct StatementCache {
  /// More would be a sign of statements put together from values.
  static let limit = 256

  private enum State {
    case seen
    case prepared(String)
  }
  private var states: [String: State] = [:]
  private var number = 0

  enum Plan {
    case once
    case prepare(name: String)
    case prepared(name: String)
  }

  mutating func plan(_ sql: String) -> Plan {
    switch states[sql] {
    case .prepared(let name): return .prepared(name: name)
    case .seen:
      number += 1
      return .prepare(name: "s\(number)")
    case nil:
      if states.count < Self.limit { states[sql] = .seen }
      return .once
    }
  }

  mutating func prepared(_ sql: String, name: String) { states[sql] = .prepared(name) }

  mutating func forget(_ sql: String) { states[sql] = nil }
}
