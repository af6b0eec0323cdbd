internal import ContactModel
internal import Extract
internal import Load

/// Where the contacts of an account's run come from.
enum ContactSource: Sendable {
  /// Merge's API.
  case merge
  /// An accounting system's export.
  case file(ContactFile)
  /// Decisions that were made elsewhere, with what scoring had found.
  case decisions(DecisionFile)

  /// The party revision that the scores of what is read rest on; nil: that of the run's own matcher.
  var partyRevision: Int64? {
    switch self {
    case .merge, .file: nil
    case .decisions(let file): file.counts.decisions == 0 ? nil : file.counts.partyRevision
    }
  }
}
