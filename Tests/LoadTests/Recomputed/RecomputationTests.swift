import Extract
import Load
import Postgres
import SQLFiles
import TestSupport
import Testing

/// Each view beside a slow, plain recomputation from the tables, on random histories.
@Suite("Reporting: views recomputed")
struct RecomputationTests {
  @Test("every view has a recomputation")
  func all() {
    #expect(Recomputed.views.keys.sorted() == SQLFiles.reporting.map(\.name).sorted())
  }

  @Test("every view equals its recomputation", arguments: 1...6 as ClosedRange<UInt64>)
  func equal(seed: UInt64) async throws {
    let connection = try await TestDatabase.connection()
    try await connection.run { session in
      try RandomHistory.fill(session, seed: seed)
      // Days are days in UTC, wherever the reader sits.
      for zone in ["UTC", "Pacific/Kiritimati", "America/Los_Angeles"] {
        try session.script("set timezone = '\(zone)'")
        for (view, difference) in try Self.differences(session) {
          Issue.record("\(view), seed \(seed), \(zone):\n\(difference)")
        }
      }
      for view in SQLFiles.reporting {
        let rows = try RawTables.read(session, "reporting.\(view.name)")
        #expect(rows.count > 1, "\(view.name) shows next to nothing")
      }
    }
    await connection.close()
  }

  @Test("a database without anything in it has empty views")
  func empty() async throws {
    let connection = try await TestDatabase.connection()
    try await connection.run { session in
      let differing = try Self.differences(session).map(\.view)
      #expect(differing == [])
      for view in SQLFiles.reporting {
        #expect(try RawTables.read(session, "reporting.\(view.name)").isEmpty, "\(view.name)")
      }
    }
    await connection.close()
  }

  @Test("each comparison notices when its view is changed")
  func mutations() async throws {
    #expect(Set(ViewMutations.all.map(\.view)) == Set(SQLFiles.reporting.map(\.name)))
    var unnoticed = Array(ViewMutations.all.indices)
    for seed in 7...12 as ClosedRange<UInt64> where !unnoticed.isEmpty {
      unnoticed = try await Self.unnoticed(unnoticed, seed: seed)
    }
    for index in unnoticed {
      let mutation = ViewMutations.all[index]
      Issue.record("\(mutation.view): \(mutation.text) -> \(mutation.replacement)")
    }
  }

  /// Of these mutations those that change no row of a random history.
  private static func unnoticed(_ mutations: [Int], seed: UInt64) async throws -> [Int] {
    let connection = try await Connection.open(TestDatabase.asAdministrator(TestDatabase.fresh()))
    let unnoticed = try await connection.run { session in
      try RandomHistory.fill(session, seed: seed, contacts: 40)
      try session.script("set timezone = 'Pacific/Kiritimati'")
      return try mutations.filter { index in
        let mutation = ViewMutations.all[index]
        let file = try #require(SQLFiles.reporting.first { $0.name == mutation.view })
        #expect(file.sql.contains(mutation.text), "\(mutation.view) does not say \(mutation.text)")
        try session.script(file.sql.replacing(mutation.text, with: mutation.replacement))
        defer { try? session.script(file.sql) }
        return try differences(session, only: mutation.view).isEmpty
      }
    }
    await connection.close()
    return unnoticed
  }

  /// The views that differ from their recomputation, each with rows that only one of the two has.
  static func differences(
    _ session: borrowing Session, only name: String? = nil
  ) throws -> [(view: String, difference: String)] {
    try session.transaction(.repeatableRead) { session in
      let tables = try RawTables(session)
      let now = try session.execute("select (extract(epoch from now()) * 1000000)::bigint").int(0, 0) ?? 0
      var found: [(view: String, difference: String)] = []
      for (view, recompute) in Recomputed.views.sorted(by: { $0.key < $1.key }) where name == nil || view == name {
        let shown = try RawTables.read(session, "reporting.\(view)").map(\.line)
        let expected = recompute(tables, now).map(\.line)
        if shown.sorted() == expected.sorted() { continue }
        let (onlyShown, onlyExpected) = (Set(shown).subtracting(expected), Set(expected).subtracting(shown))
        found.append(
          (
            view,
            "\(shown.count) rows for \(expected.count)\n"
              + onlyShown.sorted().prefix(4).map { "shown    \($0)\n" }.joined()
              + onlyExpected.sorted().prefix(4).map { "expected \($0)\n" }.joined()
          ))
      }
      return found
    }
  }
}
