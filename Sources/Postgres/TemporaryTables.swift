/// The temporary tables that a connection has, by the statement that made each; those of an open transaction may yet go with it.
struct TemporaryTables {
  private var made: Set<String> = []
  private var open: Set<String> = []

  func isMade(_ sql: String) -> Bool { made.contains(sql) || open.contains(sql) }

  mutating func make(_ sql: String, isCommitted: Bool) {
    if isCommitted { made.insert(sql) } else { open.insert(sql) }
  }

  mutating func committed() {
    made.formUnion(open)
    open.removeAll()
  }

  /// Some of the open transaction was rolled back, and the tables that it had made perhaps too.
  mutating func rolledBack() { open.removeAll() }
}
