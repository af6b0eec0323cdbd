internal import ContactModel
internal import Extract
internal import Load
internal import Logging
internal import MergeAPI

/// What a run tells its log. Ids, counts, times and codes only: no name, no text of an error, no address with a query.
struct RunEvents: Sendable {
  private typealias Fields = KeyValuePairs<String, (any CustomStringConvertible & Sendable)?>

  private var logger: Logger

  /// - Parameters:
  ///   - run: nil: before it has an id.
  ///   - account: nil: of the run as a whole.
  init(_ logger: Logger, run: Int64? = nil, account: String? = nil) {
    self.logger = logger
    if let run { self.logger[metadataKey: "run"] = .stringConvertible(run) }
    if let account { self.logger[metadataKey: "account"] = .string(account) }
  }

  private func log(_ level: Logger.Level, _ message: Logger.Message, _ fields: Fields) {
    guard level >= logger.logLevel else { return }
    var metadata = Logger.Metadata()
    for (key, value) in fields { metadata[key] = value.map { .stringConvertible($0) } }
    logger.log(level: level, message, metadata: metadata)
  }

  // MARK: the run

  func runStarted(pipeline: String, version: String, accounts: Int, resting: Int = 0, isDryRun: Bool = false) {
    log(
      .info, "run started",
      ["pipeline": pipeline, "version": version, "accounts": accounts, "not_asked": resting, "is_dry_run": isDryRun])
  }

  /// It did not begin, or broke off as a whole.
  func runBroken(pipeline: String, _ error: any Error) {
    let code =
      switch error {
      case let refusal as PipelineRun.Refusal: refusal.logCode
      case is ConfigurationError: "configuration"
      default: AccountResult.Failure(error).code
      }
    log(error is CancellationError ? .warning : .error, "run broken off", ["pipeline": pipeline, "error_code": code])
  }

  func partiesRead(_ parties: RunParties) {
    log(
      parties.problemCount == 0 ? .info : .warning, "parties read",
      [
        "inserted": parties.inserted, "updated": parties.updated, "unchanged": parties.unchanged,
        "retired": parties.retired, "left_out": parties.problemCount,
      ])
  }

  func runEnded(_ summary: RunSummary) {
    let accounts = summary.accounts
    func sum(_ count: (AccountResult) -> Int) -> Int { accounts.reduce(0) { $0 + count($1) } }
    let level: Logger.Level =
      switch summary.outcome {
      case .done: .info
      case .partial, .temporary: .warning
      case .failed: .error
      }
    log(
      level, "run ended",
      [
        "pipeline": summary.pipeline, "outcome": summary.outcome.rawValue, "accounts": accounts.count,
        "failed": accounts.count { $0.failure != nil }, "read": sum(\.rows.read), "matched": sum(\.settled.matched),
        "review": sum(\.settled.review), "unmatched": sum(\.settled.unmatched),
        "ms": (summary.finishedAt.microseconds - summary.startedAt.microseconds) / 1000,
      ])
  }

  func reviewFileWritten(organization: String, items: Int) {
    log(.info, "review file written", ["organization": organization, "items": items])
  }

  // MARK: one account

  func accountStarted(_ window: ReadWindow) {
    log(
      .info, "account started",
      [
        "since": window.lowerBound?.rfc3339 ?? "beginning", "is_resumed": window.id != nil,
        "is_relink": window.isRelink,
      ])
  }

  /// Another run holds it; it may be asked again while this one waits.
  func accountHeld() { log(.debug, "account held", [:]) }

  /// Another run did the same work in its place.
  func accountSettled(by run: Int64) { log(.info, "account settled elsewhere", ["by_run": run]) }

  /// Known to fail and not asked, or held by another run to the end.
  func accountLeftOut(_ failure: AccountResult.Failure) {
    log(.notice, "account left out", ["error_code": failure.code, "is_known": failure.isKnown])
  }

  func accountEnded(_ result: AccountResult, took: Duration) {
    let (rows, times, failure) = (result.rows, result.milliseconds, result.failure)
    log(
      failure.map { $0.isPassing ? .warning : .error } ?? .info, "account ended",
      [
        "organization": result.organization, "outcome": failure == nil ? "done" : "failed",
        "error_code": failure?.code, "read": rows.read, "inserted": rows.inserted, "updated": rows.updated,
        "unchanged": rows.unchanged, "deleted": rows.deleted, "rejected": rows.rejected, "repeated": rows.repeated,
        "pages": result.pages, "matched": result.settled.matched, "review": result.settled.review,
        "unmatched": result.settled.unmatched, "oversized_groups": result.oversizedGroups, "ms": took.milliseconds,
        "extract_ms": times.extract, "transform_ms": times.transform, "load_ms": times.load, "settle_ms": times.settle,
        "waits": result.limits.waits, "waited_ms": result.limits.milliseconds, "refusals": result.limits.refusals,
      ])
  }

  func pageStored(_ number: Int, _ fetched: FetchedPage, _ rows: PageCounts) {
    log(
      .debug, "page stored",
      [
        "page": number, "read": rows.read, "inserted": rows.inserted, "updated": rows.updated,
        "rejected": rows.rejected, "bytes": fetched.bytesReceived, "attempts": fetched.attempts,
        "fetch_ms": fetched.fetchNanoseconds / 1_000_000, "waited_ms": fetched.waited.milliseconds,
      ])
  }

  /// A call to Merge came to nothing and is tried again after a pause.
  func callRetried(_ error: MergeError, _ pause: Duration) {
    log(
      .warning, "call retried",
      [
        "error_code": error.kind.rawValue, "status": error.status, "operation": error.operation,
        "attempt": error.attempts, "pause_ms": pause.milliseconds,
      ])
  }

  /// Merge refused the page cursor.
  func windowRestarted() { log(.warning, "window restarted", ["error_code": MergeError.Kind.cursorRefused.rawValue]) }

  func isStale(_ freshness: Freshness) {
    log(
      .warning, "data stale",
      ["reasons": freshness.reasons.map(\.rawValue).joined(separator: ","), "as_of": freshness.asOf?.rfc3339])
  }

  func swept(_ sweep: AccountSweep, missed: Int) {
    log(
      missed == 0 && sweep.absent != nil ? .info : .warning, "swept",
      ["absent": sweep.absent, "missed": missed, "checksum": sweep.checksum])
  }

  func creationsDone(_ result: CreationResult) {
    log(
      result.lost + result.refused == 0 ? .info : .warning, "creations done",
      [
        "planned": result.planned, "withdrawn": result.withdrawn, "asked": result.asked, "sent": result.sent,
        "created": result.created, "adopted": result.adopted, "refused": result.refused, "lost": result.lost,
      ])
  }

  func creationSent(party: String, _ event: CreationEvent?, attempt: Int) {
    log(.debug, "creation sent", ["party": party, "event": event?.rawValue, "attempt": attempt])
  }

  func contactChanged(_ contact: String, _ fields: [OwnedField], _ outcome: WriteOutcome) {
    let word =
      switch outcome {
      case .written: "changed"
      case .refused(let kind, _): kind.rawValue
      case .notSent: "not_sent"
      case .unknown: "unknown"
      }
    log(
      .debug, "contact changed",
      ["contact": contact, "fields": fields.map(\.rawValue).joined(separator: ","), "outcome": word])
  }

  func relinked(_ relinked: RelinkStore.Relinked) {
    log(
      relinked.unclear + relinked.missing == 0 ? .info : .warning, "relinked",
      [
        "contacts": relinked.contacts, "links": relinked.links, "judgements": relinked.judgements,
        "missing": relinked.missing, "unclear": relinked.unclear, "buried": relinked.buried,
      ])
  }
}

extension AccountResult {
  /// Tells of an account that the run did not work on; the others told their end themselves.
  func tellLeftOut(_ events: RunEvents) {
    if let failure, !failure.wasAsked || failure.code == RunTrouble.held.code { events.accountLeftOut(failure) }
  }
}

extension MergeClient {
  /// The client, telling each call that it tries again.
  func telling(_ events: RunEvents) -> MergeClient {
    var client = self
    client.onRetry = { events.callRetried($0, $1) }
    return client
  }
}

extension PipelineRun.Refusal {
  fileprivate var logCode: String {
    switch self {
    case .unknownAccounts: "unknown_accounts"
    case .restingAccounts: "resting_accounts"
    case .accountsLeftOut: "accounts_left_out"
    case .apiKeyRefused: "api_key_refused"
    case .connectionUnusable: "connection_unusable"
    case .mergeAway: "merge_away"
    case .partiesAway: "parties_away"
    case .partiesRefused: "parties_refused"
    case .contactsRefused: "contacts_refused"
    case .folderUnusable: "folder_unusable"
    case .partiesUnset: "parties_unset"
    }
  }
}
