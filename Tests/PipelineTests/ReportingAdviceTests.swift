import FoundationEssentials
import MergeAPI
import Postgres
import TestSupport
import Testing

@Suite("Advice for what runs fail of")
struct ReportingAdviceTests {
  /// The codes in the sources of a run; they are read from there, because they are nobody else's business.
  static func runCodes() throws -> [String] {
    let folder = repositoryRoot + "/Sources/Pipeline/Run/"
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }
    let source = files.compactMap { FileManager.default.contents(atPath: folder + $0) }
      .map { String(decoding: $0, as: UTF8.self) }.joined()
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
    #expect(Set(["internal", "merge_away", "stopped", "held", "token_missing", "timeout"]).isSubset(of: codes))
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
