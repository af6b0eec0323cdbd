internal import ContactModel
internal import NDJSON
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

  /// Reads what the contacts are compared with.
  ///
  /// - Parameters:
  ///   - parties: file of one organization's parties.
  ///   - standing: file of what stands in their accounts; nil: nothing does.
  /// - Throws: ``StageFailure``.
  package init(parties: String, standing: String?, policy: Policy) throws(StageFailure) {
    do {
      self.standing = try standing.map { try StandingFile(path: $0) } ?? StandingFile()
      self.parties = try PartiesFile(path: parties, policy: policy, frozen: self.standing.snapshot)
    } catch {
      throw StageFailure(error)
    }
    self.policy = policy
    if let a = self.standing.organization, let b = self.parties.organization, a != b {
      throw StageFailure(.badInput, "\(parties) is of the organization \(b), but \(standing ?? "") of \(a)")
    }
  }

  /// Contacts → scored lines, line by line: they may come in any order and in any number of parts.
  ///
  /// - Throws: ``StageFailure``, and what `output` throws.
  package func score(_ path: String, output: LineOutput) throws -> Report {
    var report = Report()
    try eachPage(path, &report) { page, scored, accounts in
      var lines: [UInt8] = []
      for row in scored.rows {
        guard let account = accounts[row.row] else { continue }
        lines += line(page, scored, row, account).line
      }
      try output(lines)
    } typed: { line in
      try output(line + [UInt8(ascii: "\n")])
    }
    return report
  }

  /// Contacts (or parties) → their normalized forms and blocking keys, line by line: for joining and for looking at.
  ///
  /// - Throws: ``StageFailure``, and what `output` throws.
  package func normalize(_ path: String, output: LineOutput) throws -> Report {
    var report = Report()
    var contacts = 0
    try eachRecordPage(path, &report) { page in
      let keys = parties.index.keys(of: page)
      let forms = parties.index.normalizedTexts(of: page)
      var lines: [UInt8] = []
      for (index, row) in page.rows.enumerated() {
        lines +=
          NormalizedLine(
            account: page.string(row.linkedAccount), id: page.string(row.id) ?? "",
            organization: page.string(row.organization), keys: keys[index], forms: forms[index]
          ).line
        contacts += 1
      }
      try output(lines)
    } typed: { _ in
    }
    report.contacts = contacts
    return report
  }

  func line(_ page: RecordPage, _ scored: ScoredPage, _ row: ScoredPage.Row, _ account: String) -> ScoredLine {
    let record = page.rows[row.row]
    return ScoredLine(
      account: account, contact: page.string(record.id) ?? "", matcherVersion: parties.index.matcherVersion,
      partyRevision: parties.revision, record: page.bytes[record.json.range],
      scored: ScoredContact(row, of: scored))
  }

  /// Scores a file of contacts chunk by chunk; rows without an account are reported and left out (nil in `accounts`).
  func eachPage(
    _ path: String, _ report: inout Report,
    _ body: (_ page: RecordPage, _ scored: ScoredPage, _ accounts: [String?]) throws -> Void,
    typed: (_ line: [UInt8]) throws -> Void
  ) throws {
    var homeless = 0
    var contacts = 0
    try eachRecordPage(path, &report) { page in
      let accounts = page.rows.map { page.string($0.linkedAccount) }
      homeless += accounts.count { $0 == nil }
      contacts += accounts.count { $0 != nil }
      try body(page, parties.index.score(page, rows: Array(page.rows.indices)), accounts)
    } typed: { line in
      try typed(line)
    }
    report.contacts += contacts
    for _ in 0..<homeless {
      report.note(
        "\(path == "-" ? "standard input" : path): a contact without `account`; extract writes it on each line")
    }
  }

  private func eachRecordPage(
    _ path: String, _ report: inout Report, _ body: (RecordPage) throws -> Void, typed: ([UInt8]) throws -> Void
  ) throws {
    do {
      var reader = try NDJSONReader(path: path)
      while let chunk = try reader.next() {
        var typedLines: [[UInt8]] = []
        let page = RecordPage.parse(lines: chunk.bytes, firstLine: chunk.firstLine) { typedLines.append($1) }
        for line in typedLines { try typed(line) }
        for record in page.rejected { report.note(LineText.place(record.detail, in: path)) }
        try body(page)
      }
    } catch let error as FileError {
      throw StageFailure(.badInput, "\(error)")
    }
  }
}
