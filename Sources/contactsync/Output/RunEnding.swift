import ArgumentParser
import Pipeline

/// Which failures of accounts make a run's exit code.
enum FailOn: String, ExpressibleByArgument, CaseIterable {
  /// Every one.
  case any
  /// Only those that the account did not have when the pipeline last ran.
  case new
}

extension RunSummary {
  /// The failure that the process ends with; nil: it ends well.
  var exitFailure: Failure? { exitFailure(.any) }

  /// As above, by what counts.
  ///
  /// With ``FailOn/new`` known failures don't count while some account is settled, and never where only the account's
  /// user can help. A run that settles nothing because Merge or the database is away is a failure, however often.
  func exitFailure(_ failOn: FailOn) -> Failure? {
    let failed = accounts.filter { $0.failure != nil }
    let counted = failOn == .any ? failed : failed.filter { $0.failure?.isKnown == false }
    switch outcome {
    case .done: return nil
    case .partial: return counted.isEmpty ? nil : Failure(.someAccountsFailed, words(counted, of: failed))
    case .failed, .temporary:
      if isStopped { return Failure(.temporary, "stopped; run again to go on where it ended") }
      if failOn == .new, failed.allSatisfy({ $0.failure.map { $0.isKnown && $0.needsRelinking } ?? true }) {
        return nil
      }
      return Failure(outcome == .failed ? .failed : .temporary, words(counted.isEmpty ? failed : counted, of: failed))
    }
  }

  private func words(_ counted: [AccountResult], of failed: [AccountResult]) -> String {
    let names = counted.prefix(5).map(\.account).joined(separator: ", ") + (counted.count > 5 ? ", …" : "")
    let known = failed.count - counted.count
    let others = known > 0 ? " (and \(known) as before)" : ""
    let why = counted.first.map { first in "; \(first.account): \(first.failure?.text ?? "")" } ?? ""
    return "\(counted.count) of \(accounts.count) accounts failed\(others): \(names)\(why)"
  }
}
