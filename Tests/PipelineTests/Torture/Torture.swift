import Glibc
import Sandbox
import Testing

/// How much a torture does: a slice in `make test`, more in `make torture`, which sets the variables.
///
/// The same seed gives the same history and the same faults; a torture that was interrupted goes on at its last number.
enum Torture {
  /// Kills of one campaign, of one history each.
  static let killsOfCampaign = 10
  /// Schedules of faults that run side by side, of one account each.
  static let schedulesOfBatch = 10

  static let campaigns = numbers("CONTACTSYNC_TORTURE_KILLS", 50, by: killsOfCampaign)
  /// Kills of a program that creates.
  static let creations = numbers("CONTACTSYNC_TORTURE_CREATION_KILLS", 36, by: 1)
  static let creationBatches = numbers("CONTACTSYNC_TORTURE_CREATION_SCHEDULES", 50, by: schedulesOfBatch)
  static let batches = numbers("CONTACTSYNC_TORTURE_SCHEDULES", 200, by: schedulesOfBatch)

  /// What was asked for, `10000` or, to go on from there, `4000..10000`, in parts of `size`.
  private static func numbers(_ variable: String, _ standard: Int, by size: Int) -> Range<Int> {
    guard let text = getenv(variable).map({ String(cString: $0) }) else { return 0..<standard / size }
    let bounds = text.split(separator: ".", omittingEmptySubsequences: true).compactMap { Int($0) }
    precondition((1...2).contains(bounds.count) && bounds[0] >= 0, "\(variable) is no number: \(text)")
    let first = bounds.count == 2 ? bounds[0] : 0
    return first / size..<max(first, bounds[bounds.count - 1]) / size
  }

  /// Tells how far it is, where more than the slice was asked for.
  static func tell(_ what: String, _ done: Int, of all: Range<Int>, size: Int) {
    let parts = ["KILLS", "CREATION_KILLS", "SCHEDULES", "CREATION_SCHEDULES"]
    if parts.allSatisfy({ getenv("CONTACTSYNC_TORTURE_\($0)") == nil }) { return }
    print("\((done + 1) * size) of \(all.upperBound * size) \(what)")
  }
}

extension World {
  /// What of an account differs from the sandbox, everything included that it holds; ids of contacts.
  func differencesFromSource(account: String) async throws -> [String] {
    let lines = try await store.contacts(of: account).map { String(decoding: $0, as: UTF8.self) }
    return try await differences(account: account, lines: lines.joined(separator: "\n"))
  }

  /// What must hold whenever nothing is running; empty: it does.
  func brokenPromises() async throws -> [String] {
    var broken: [String] = []
    for (promise, sql) in Self.promises where try await scalar(sql) != "0" {
      broken.append("\(promise): \(try await scalar(sql) ?? "-")")
    }
    if try await replayedLinks() != links() { broken.append("fct_link_changes, replayed, are not the standing links") }
    return broken
  }

  /// Each counts what must not be.
  private static let promises = [
    (
      "rows that are not accounted for",
      """
      select count(*)::text from contactsync.run_account where rows_read <> rows_inserted + rows_updated
        + rows_unchanged + rows_deleted + rows_rejected + rows_repeated
      """
    ),
    (
      "contacts beside the inserted ones",
      """
      select ((select count(*) from contactsync.contact)
        - (select coalesce(sum(rows_inserted), 0) from contactsync.run_account))::text
      """
    ),
    ("accounts of runs left open", "select count(*)::text from contactsync.run_account where finished_at is null"),
    ("windows left open", "select count(*)::text from contactsync.window_checkpoint"),
    ("contacts met and not forgotten", "select count(*)::text from contactsync.sweep_seen"),
    (
      "contacts linked twice",
      """
      select count(*)::text from (
        select from contactsync.link where unlinked_at is null
        group by linked_account_id, contact_id having count(*) > 1
      ) as twice
      """
    ),
    (
      "matched contacts without their link",
      """
      select count(*)::text from contactsync.decision as decision
      where verdict = 'matched' and not exists (
        select from contactsync.link as link
        where link.linked_account_id = decision.linked_account_id and link.contact_id = decision.contact_id
          and link.unlinked_at is null
      )
      """
    ),
    (
      "living contacts without a decision",
      """
      select count(*)::text from contactsync.contact as contact
      where not exists (
        select from contactsync.decision as decision
        where decision.linked_account_id = contact.linked_account_id and decision.contact_id = contact.contact_id
      )
      """
    ),
    ("contacts left unsettled", "select count(*)::text from contactsync.unsettled where kind = 'c'"),
  ]
}
