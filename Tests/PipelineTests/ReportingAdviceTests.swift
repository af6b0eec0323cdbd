import FoundationEssentials
import MergeAPI
import Postgres
import TestSupport
import Testing

@Suite("Advice for what runs fail of")
struct ReportingAdviceTests {
  /// The codes in the source of the errors of a run; the file is read, because they are nobody else's business.
  static func runCodes() throws -> [String] {
    let path = repositoryRoot + "/Sources/Pipeline/Run/RunTrouble.swift"
    let source = try #require(FileManager.default.contents(atPath: path).flatMap { String(data: $0, encoding: .utf8) })
    let named = source.matches(of: #/code: "(\w+)"/#).map { String($0.1) }
    let switched = try #require(source.firstMatch(of: #/var code: String \{(?<cases>[^}]+)\}/#)).cases
    return named + switched.matches(of: #/: "(\w+)"/#).map { String($0.1) }
  }

  @Test("every code that an account's run can end with is told what to do")
  func advice() async throws {
    let codes =
      try MergeError.Kind.allCases.map(\.rawValue) + Self.runCodes() + [
        "database_lost", "database_40001", "process_ended",
      ]
    #expect(Set(["internal", "stopped", "held", "token_missing", "timeout"]).isSubset(of: codes))
    let connection = try await TestDatabase.connection()
    let without = try await connection.run { session in
      try session.script("insert into contactsync.run (pipeline, product_version) values ('p', '0')")
      for (index, code) in codes.enumerated() {
        try session.execute(
          """
          insert into contactsync.run_account (run_id, linked_account_id, organization_id, outcome, error_code)
          values (1, $1, 'org', 'failed', $2)
          """, [.text("acc-\(index)"), .text(code)])
      }
      return try session.execute(
        "select error_code from reporting.rpt_error_classes_daily where advice like 'See the text%' order by 1"
      ).map { $0.text(0) ?? "" }
    }
    #expect(without == [])
  }
}
