internal import ContactModel
internal import NDJSON
internal import Parallel
package import Transform

/// `contactsync transform`: contacts as lines → scored lines → decisions as lines. It knows files only.
///
/// A line that cannot be read is reported and left out; the others go on. `end`, `rejected` and other typed lines are handed
/// on as they are.
package struct TransformStage {
  /// What became of the lines.
  package struct Report: Sendable {
    /// Contacts that were handed on.
    package var contacts = 0
    /// Decisions, by verdict.
    package var matched = 0
    package var review = 0
    package var unmatched = 0
    /// Groups too large to be settled with all their edges.
    package var oversizedGroups = 0
    /// Lines that were left out, with their place; the first thousand.
    package var problems: [String] = []
    package var problemCount = 0

    mutating func note(_ problem: String) {
      problemCount += 1
      if problems.count < 1000 { problems.append(problem) }
    }
  }

  let parties: PartiesFile
  let standing: StandingFile
  let policy: Policy
  let workers: Workers

  static let nowhere: LineOutput = { _ in }

  /// Bytes of a file that are worked on at a time.
  static let chunkSize = 1 << 18

  /// Reads what the contacts are compared with.
  ///
  /// - Parameters:
  ///   - parties: file of one organization's parties.
  ///   - standing: file of what stands in their accounts; nil: nothing does.
  ///   - frequencies: file of the frequencies that ``frequencies(to:)`` wrote; nil: those of `standing`, or else the parties' own.
  ///   - threads: how many may work at once, which changes no answer; nil: as many as the machine has cores.
  /// - Throws: ``StageFailure``.
  package init(
    parties: String, standing: String?, frequencies: String? = nil, policy: Policy, threads: Int? = nil
  ) throws(StageFailure) {
    workers = Workers(threads)
    do {
      self.standing = try standing.map { try StandingFile(path: $0) } ?? StandingFile()
      let frozen = try frequencies.map { try FrequenciesFile(path: $0).snapshot } ?? self.standing.snapshot
      self.parties = try PartiesFile(path: parties, policy: policy, frozen: frozen, workers)
    } catch {
      throw StageFailure(ofFile: error)
    }
    self.policy = policy
    if let a = self.standing.organization, let b = self.parties.organization, a != b {
      throw StageFailure(.badInput, "\(parties) is of the organization \(b), but \(standing ?? "") of \(a)")
    }
  }

  /// Number of parties that contacts are compared with.
  package var partyCount: Int { parties.count }

  /// Contacts → scored lines, line by line: they may come in any order and in any number of parts.
  ///
  /// - Throws: ``StageFailure``, and what `output` throws.
  package func score(_ path: String, output: LineOutput) throws -> Report {
    var report = Report()
    try eachPiece(path, &report, output) { page in
      var batch = ScoredBatch()
      let homeless = batch.add(page, parties.index.score(page, rows: Array(page.rows.indices)), parties)
      return (lines: batch.scoredLines, contacts: batch.contacts.count, homeless: homeless)
    } deliver: { piece, report in
      report.contacts += piece.contacts
      noteHomeless(piece.homeless, path, &report)
      try output(piece.lines)
    }
    return report
  }

  /// Contacts (or parties) → their normalized forms and blocking keys, line by line: for joining and for looking at.
  ///
  /// - Parameter withForms: false: keys only.
  /// - Throws: ``StageFailure``, and what `output` throws.
  package func normalize(_ path: String, withForms: Bool = true, output: LineOutput) throws -> Report {
    var report = Report()
    try eachPiece(path, &report, Self.nowhere) { page in
      let keys = parties.index.weighedKeys(of: page)
      let forms = withForms ? parties.index.normalizedTexts(of: page) : nil
      var lines: [UInt8] = []
      for (index, row) in page.rows.enumerated() {
        lines +=
          NormalizedLine(
            account: page.string(row.linkedAccount), id: page.string(row.id) ?? "",
            organization: page.string(row.organization), keys: keys[index].keys, shares: keys[index].shares,
            forms: forms?[index]
          ).line
      }
      return (lines: lines, contacts: page.rows.count)
    } deliver: { piece, report in
      report.contacts += piece.contacts
      try output(piece.lines)
    }
    return report
  }

  /// Scores a file of contacts; rows without an account are reported and left out.
  func eachBatch(
    _ path: String, _ report: inout Report, _ output: LineOutput, _ take: (ScoredBatch) throws -> Void
  ) throws {
    try eachPiece(path, &report, output) { page in
      var batch = ScoredBatch()
      let homeless = batch.add(page, parties.index.score(page, rows: Array(page.rows.indices)), parties)
      return (batch: batch, homeless: homeless)
    } deliver: { piece, report in
      report.contacts += piece.batch.contacts.count
      noteHomeless(piece.homeless, path, &report)
      try take(piece.batch)
    }
  }

  private func noteHomeless(_ count: Int, _ path: String, _ report: inout Report) {
    for _ in 0..<count {
      report.note(
        "\(path == "-" ? "standard input" : path): a contact without `account`; extract writes it on each line")
    }
  }

  /// A chunk of a file of records on its way.
  struct Piece<Result> {
    var result: Result
    var typed: [UInt8]
    var rejected: [RejectedRecord]
  }

  /// Works on a file of records chunk by chunk, several at once, and delivers in the file's order: of each chunk first its
  /// typed lines to `output`, then what its page became.
  func eachPiece<Result>(
    _ path: String, _ report: inout Report, _ output: LineOutput, work: (RecordPage) -> Result,
    deliver: (Result, inout Report) throws -> Void
  ) throws {
    do {
      var reader = try NDJSONReader(path: path, chunkSize: Self.chunkSize)
      try workers.inOrder(state: ()) {
        try reader.next()
      } work: { _, chunk in
        var typed: [UInt8] = []
        let page = RecordPage.parse(lines: chunk.bytes, firstLine: chunk.firstLine) {
          typed += $1
          typed.append(UInt8(ascii: "\n"))
        }
        return Piece(result: work(page), typed: typed, rejected: page.rejected)
      } deliver: { piece in
        if !piece.typed.isEmpty { try output(piece.typed) }
        for record in piece.rejected { report.note(LineText.place(record.detail, in: path)) }
        try deliver(piece.result, &report)
      }
    } catch let error as FileError {
      throw StageFailure(.badInput, "\(error)")
    }
  }
}
