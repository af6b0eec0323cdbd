package import CSV
import ContactModel
package import Postgres
import SQLFiles

/// Takes what people wrote into a review file: each contact's rows are one verdict.
package enum ReviewImport {
  /// What became of a row; the raw value is the word that people see.
  package enum Word: String, Sendable, CaseIterable {
    /// Its verdict stands now, or would, in a dry run.
    case applied
    /// It was said already, or nothing was.
    case unchanged
    /// The contact was decided otherwise, or its item has changed, since the file was written; nothing was overwritten.
    case conflict
    /// The decision cannot be understood, or contradicts others of the contact.
    case invalid
    /// There is no such review item, in the organization that is meant.
    case unknownID = "unknown_id"
    /// A spreadsheet changed a cell that says which row it is, or what was decided on.
    case damaged

    package var isTaken: Bool { self == .applied || self == .unchanged }
  }

  /// A row that was not taken.
  package struct Problem: Sendable {
    /// In the file, counted from 1.
    package var line: Int
    package var word: Word
    /// Columns and lines, never what stands in a cell.
    package var what: String
    /// The row as it stands in the file.
    package var cells: [String]
  }

  package struct Settings: Sendable {
    /// What belongs to another is unknown; nil: any organization's items are meant.
    package var organization: String?
    package var reviewer: String?
    /// False: a dry run, after which everything is as before.
    package var isApplied: Bool
    /// The file may have the formula guard of the profile `sheet`.
    package var isGuarded: Bool

    package init(organization: String? = nil, reviewer: String? = nil, isApplied: Bool, isGuarded: Bool = true) {
      self.organization = organization
      self.reviewer = reviewer
      self.isApplied = isApplied
      self.isGuarded = isGuarded
    }
  }

  package struct Report: Sendable {
    /// Rows by what became of them; those without a decision are `unchanged`.
    package var counts: [Word: Int] = [:]
    /// Rows in which nothing was decided.
    package var undecided = 0
    /// By which what was applied can be taken back (``Verdicts/Undo/batch(_:)``).
    package var batches: [String] = []

    package var rows: Int { counts.values.reduce(0, +) }
    package var notTaken: Int { counts.reduce(0) { $0 + ($1.key.isTaken ? 0 : $1.value) } }
  }

  /// Contacts of one transaction.
  static let batch = 200

  /// Takes a file, some hundred contacts in a transaction; a file that breaks off is refused before anything is taken.
  ///
  /// - Parameter problem: called for each row that is not taken, roughly in the file's order, with the header.
  /// - Throws: CSVError where the file cannot be read, PostgresError, and what `problem` throws; what was taken before stays.
  package static func take(
    _ session: borrowing Session, _ source: ReviewCSV.Source, _ settings: Settings,
    problem: (_ header: [String], _ problem: Problem) throws -> Void
  ) throws -> Report {
    var missing = try decidedRows(source, settings)
    var file = try ReviewCSV(source, isGuarded: settings.isGuarded)
    var report = Report()
    var open: [String: [ReviewCSV.Row]] = [:]
    var ready: [[ReviewCSV.Row]] = []
    func flush(_ session: borrowing Session, _ header: [String]) throws {
      if ready.isEmpty { return }
      let taken = try take(session, ready, settings)
      if let batch = taken.batch { report.batches.append(batch) }
      for (rows, answers) in zip(ready, taken.answers) {
        for (row, answer) in zip(rows, answers) {
          report.counts[answer.word, default: 0] += 1
          if answer.word.isTaken { continue }
          try problem(header, Problem(line: row.line, word: answer.word, what: answer.what, cells: row.cells))
        }
      }
      ready = []
    }
    while let row = try file.next() {
      guard isDecided(row) else {
        report.counts[.unchanged, default: 0] += 1
        report.undecided += 1
        continue
      }
      let id = row.text(.reviewID)
      open[id, default: []].append(row)
      let left = (missing[id] ?? 1) - 1
      missing[id] = left
      if left > 0 { continue }
      if let rows = open.removeValue(forKey: id) { ready.append(rows) }
      if ready.count == batch { try flush(session, file.header) }
    }
    try flush(session, file.header)
    return report
  }

  /// Says something, or cannot be read, so that it may.
  private static func isDecided(_ row: ReviewCSV.Row) -> Bool {
    !row.text(.decision).isEmpty || !row.text(.otherParty).isEmpty || row.problem != nil
  }

  /// How many rows of each review item say something: these are one verdict, wherever they stand.
  private static func decidedRows(_ source: ReviewCSV.Source, _ settings: Settings) throws -> [String: Int] {
    var file = try ReviewCSV(source, isGuarded: settings.isGuarded)
    var counts: [String: Int] = [:]
    while let row = try file.next() {
      if isDecided(row) { counts[row.text(.reviewID), default: 0] += 1 }
    }
    return counts
  }

  typealias Answer = (word: Word, what: String)

  private struct DryRun: Error {}

  /// One transaction, which is taken back in a dry run.
  private static func take(
    _ session: borrowing Session, _ groups: [[ReviewCSV.Row]], _ settings: Settings
  ) throws -> (answers: [[Answer]], batch: String?) {
    var result: (answers: [[Answer]], batch: String?) = ([], nil)
    do {
      try session.transaction { session in
        if let organization = settings.organization { try SessionRole.see(session, organization: organization) }
        result = try takeWithin(session, groups, settings)
        if !settings.isApplied { throw DryRun() }
      }
    } catch is DryRun { result.batch = nil }
    return result
  }

  private static func takeWithin(
    _ session: borrowing Session, _ groups: [[ReviewCSV.Row]], _ settings: Settings
  ) throws -> (answers: [[Answer]], batch: String?) {
    let stored = try ReviewImportStored.read(session, organization: settings.organization, groups.map { $0[0] })
    var answers: [[Answer]] = []
    var work: [String: [(place: Int, group: ReviewImportGroup)]] = [:]
    for (place, rows) in groups.enumerated() {
      let group = ReviewImportGroup(rows, stored[place])
      answers.append(group.answers)
      if let stored = stored[place], group.verdict != nil {
        work[stored.organization, default: []].append((place, group))
      }
    }
    // All at once: whoever writes link changes waits for no account any more.
    try Verdicts.lock(session, work.values.joined().compactMap { stored[$0.place]?.contact })
    var batch: String?
    for (organization, entries) in work.sorted(by: { $0.key < $1.key }) {
      let news = entries.compactMap { $0.group.verdict(reviewer: settings.reviewer) }
      let decided = try Verdicts.decideWithin(session, organization: organization, news, isBatch: true)
      batch = decided.batch ?? batch
      for (entry, answer) in zip(entries, decided.answers) {
        let told = entry.group.answer(answer)
        answers[entry.place] = answers[entry.place].map { _ in told }
      }
    }
    return (answers, batch)
  }
}
