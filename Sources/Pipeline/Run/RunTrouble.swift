internal import Extract
internal import Load
internal import MergeAPI
internal import NDJSON
internal import Postgres

/// What a run of one account may fail of besides the errors of the modules it uses.
enum RunTrouble: Error {
  /// Another run holds the account.
  case held
  /// No token is stored.
  case tokenMissing
  /// The stored token does not open; the text says why.
  case tokenSealed(String)
  /// `extract.require_sync: fresh` and the data are stale; the text says why.
  case stale(String)
  /// The account was linked anew, and Merge's data of it are not whole yet; the text says why.
  case relinkWaits(String)
  /// The account was linked anew with what look like other books.
  case otherBooks(renamed: Int, of: Int)
  /// The same, because the account's credentials have expired.
  case relinkNeeded(String)
  /// The connection that the account is reached through is not configured as it must be.
  case connectionUnusable(String)
  /// The connection's API key is refused.
  case apiKeyRefused(String)
  /// The connection's region of Merge does not answer for now.
  case mergeAway(String)
  /// A rate of `expect:` was exceeded.
  case unexpected(rate: String, found: Double, maximum: Double)
  /// Merge refused the cursor again and again.
  case cursorsRefused
  /// No run has settled the account yet.
  case neverSettled
}

extension AccountResult.Failure {
  /// Any error of an account's run, as code, line and consequence.
  init(_ error: any Error) {
    switch error {
    case let failure as AccountResult.Failure: self = failure
    case let error as MergeError:
      self.init(
        code: error.kind.rawValue, text: "\(error)", isPassing: error.isPassingTrouble,
        endsRun: error.remedy == .stopRun)
    case let error as PostgresError:
      self.init(
        code: error.isConnectionLost ? "database_lost" : "database_\(error.sqlState)",
        text: "PostgreSQL: \(error)", isPassing: error.remedy == .retry, endsRun: false)
    case let error as LoadError:
      self.init(code: "load", text: "\(error)", isPassing: error.remedy == .stopAccount, endsRun: false)
    case let error as FileError: self.init(code: "file", text: "\(error)", isPassing: false, endsRun: false)
    case is CancellationError:
      self.init(code: "stopped", text: "the run was stopped; run again to go on", isPassing: true, endsRun: false)
    case let trouble as LoadTrouble:
      self.init(code: trouble.code, text: trouble.text, isPassing: false, endsRun: false)
    case let trouble as RunTrouble:
      self.init(code: trouble.code, text: trouble.text, isPassing: trouble.isPassing, endsRun: false)
    default:
      self.init(code: "internal", text: "\(error)", isPassing: false, endsRun: false)
    }
  }
}

extension MergeError {
  var isPassingTrouble: Bool { if case .retry = remedy { true } else { false } }
}

extension RunTrouble {
  var code: String {
    switch self {
    case .held: "held"
    case .tokenMissing: "token_missing"
    case .tokenSealed: "token_sealed"
    case .stale, .relinkWaits: "stale"
    case .otherBooks: "other_books"
    case .relinkNeeded: "relink_needed"
    case .connectionUnusable: "connection_unusable"
    case .apiKeyRefused: "api_key_refused"
    case .mergeAway: "merge_away"
    case .unexpected: "unexpected"
    case .cursorsRefused: "cursor_refused"
    case .neverSettled: "never_settled"
    }
  }

  fileprivate var isPassing: Bool {
    switch self {
    case .held, .stale, .relinkWaits, .cursorsRefused, .mergeAway, .neverSettled: true
    case .tokenMissing, .tokenSealed, .otherBooks, .unexpected, .relinkNeeded, .connectionUnusable, .apiKeyRefused:
      false
    }
  }

  fileprivate var text: String {
    switch self {
    case .held: "another run holds this account; try again when it has finished"
    case .tokenMissing: "no account token is stored; add it with `contactsync accounts add --token-env`"
    case .tokenSealed(let why): why
    case .connectionUnusable(let text), .apiKeyRefused(let text), .mergeAway(let text): text
    case .stale(let why), .relinkNeeded(let why): "not read, because require_sync is fresh: \(why)"
    case .relinkWaits(let why):
      "linked anew at Merge, and not read before Merge's data are whole, so that no link is lost: \(why)"
    case .otherBooks(let renamed, let named):
      "linked anew at Merge, and of \(named) contacts with the same ids in the accounting system \(renamed) have another "
        + "name: nothing was moved; if these are other books, add them as an account of their own"
    case .unexpected(let rate, let found, let maximum):
      "\(rate) is \(percent(found)), expected at most \(percent(maximum)): nothing was settled; look at "
        + "`contactsync report`, then raise `expect.\(rate).max` or mend the source"
    case .cursorsRefused: "Merge refused the page cursor three times in a row; try again later"
    case .neverSettled: "no run has settled this account yet; let one come to its end first"
    }
  }

  private func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
}
