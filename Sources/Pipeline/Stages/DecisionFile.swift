internal import ContactModel
internal import NDJSON

/// The decisions on one account's contacts, read to their end and kept on disk: what `load` has to store, and whether it is
/// whole.
struct DecisionFile: Sendable {
  let account: String
  /// Decision lines with their records, and rejected lines.
  let lines: SpooledLines
  let counts: Counts

  /// What was met.
  struct Counts: Sendable {
    var decisions = 0
    var rejected = 0
    var ends: [EndLine] = []
    /// Lines of other accounts, which are passed over.
    var others = 0
    var versions: Set<String> = []
    /// The oldest party revision that scores rest on; 0 where a line does not tell.
    var partyRevision = Int64.max
    /// Lines that could not be read, with their place; the first thousand.
    var problems: [String] = []
    var problemCount = 0
    /// Contacts of the contacts' file that have no decision, and the other way round.
    var unpaired = 0

    mutating func note(_ problem: String) {
      problemCount += 1
      if problems.count < 1000 { problems.append(problem) }
    }
  }

  /// Reads decisions (`-`: standard input).
  ///
  /// - Parameter contacts: file that holds the contacts, for decisions without records.
  init(path: String, account: String, contacts: String?) throws(FileError) {
    var survey = try DecisionSurvey(account: account)
    try survey.read(path, needsRecords: contacts == nil)
    if let contacts { try survey.pair(contacts) }
    self.account = account
    lines = try survey.lines()
    counts = survey.counts
  }

  /// Why the file is not whole; nil: every line is there that its `end` lines count.
  var gap: String? {
    let rows = counts.ends.reduce(0) { $0 + $1.rows }
    if counts.problemCount > 0 { return "\(counts.problemCount) lines could not be read" }
    if counts.unpaired > 0 { return "\(counts.unpaired) contacts and decisions have no counterpart" }
    if counts.ends.isEmpty { return "there is no `end` of the account \(account)" }
    let found = counts.decisions + counts.rejected
    return rows == found ? nil : "there are \(found) lines of the account \(account), but its `end` counts \(rows)"
  }

  /// The lower and upper bound of what was read (lower nil: everything), of several reads as far as they leave no gap; nil
  /// without an `end`. The upper bound is nil where a part comes from an export, which knows no time of Merge's.
  var bounds: (lower: Timestamp?, upper: Timestamp?)? {
    let read = counts.ends.compactMap { end in end.bound.map { (since: end.since, bound: $0) } }.sorted { a, b in
      (a.since?.microseconds ?? .min, a.bound) < (b.since?.microseconds ?? .min, b.bound)
    }
    guard !counts.ends.isEmpty else { return nil }
    guard read.count == counts.ends.count, let first = read.first else { return (nil, nil) }
    var upper = first.bound
    for end in read.dropFirst() where end.since.map({ $0 <= upper }) ?? true { upper = max(upper, end.bound) }
    return (first.since, upper)
  }
}
