internal import ContactModel
internal import Load
internal import MergeAPI
internal import Postgres

/// What earlier runs failed of: it tells old trouble from new, and which accounts need not be asked again today.
struct KnownFailures: Sendable {
  private let previous: [String: RunLog.Previous]

  /// Codes that only the account's user can mend: such an account is asked once a day.
  static let relinkCodes: Set<String> = ["unauthorized", "relink_needed"]
  /// A day, less what a nightly run may begin earlier than the last one.
  private static let rest: Int64 = 20 * 3600

  static func read(
    _ connection: Connection, pipeline: String, accounts: [AccountSummary]
  ) async throws -> KnownFailures {
    let ids = accounts.map(\.account)
    return KnownFailures(
      previous: try await connection.run { try RunLog.previous($0, pipeline: pipeline, accounts: ids) })
  }

  /// Whether the account failed in the same way when this pipeline last ran.
  func isKnown(_ account: String, code: String) -> Bool { previous[account]?.errorCode == code }

  /// Why an account is not asked in this run; nil: it is.
  ///
  /// It is asked again when a day has passed, when somebody changed its token or state since, when a webhook said since that
  /// it was linked, or when Merge lists it in order again after it had to be linked anew.
  func reasonToRest(_ account: AccountSummary, listed: LinkedAccount?, now: Timestamp) -> AccountResult.Failure? {
    guard let last = previous[account.account], let code = last.askedErrorCode, Self.relinkCodes.contains(code),
      let asked = last.askedAt, now < asked.advanced(bySeconds: Self.rest), account.updatedAt < asked
    else { return nil }
    if let linked = last.linkedAt, linked >= asked { return nil }
    if code == "relink_needed", listed?.status == "COMPLETE" { return nil }
    return .init(
      code: code,
      text:
        "known to fail (\(code)) since it was asked at \(asked.rfc3339), not asked again within a day: its user must "
        + "link it again; `--account \(account.account)` asks at once",
      isPassing: false, endsRun: false, wasAsked: false)
  }
}
