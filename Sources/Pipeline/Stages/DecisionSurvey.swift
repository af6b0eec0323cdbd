internal import ContactModel
internal import NDJSON
internal import TransformFiles

/// Reads decisions line by line: checks and counts them, and keeps what is to be stored.
struct DecisionSurvey: ~Copyable {
  private let account: String
  private(set) var counts = DecisionFile.Counts()
  private var spool: LineSpool
  /// Decisions without records, by contact.
  private var unrecorded: [String: ScoredLine] = [:]

  /// One line of a file of decisions.
  private enum Line {
    case end(EndLine)
    case rejected(RejectedLine)
    case decision(ScoredLine)
  }

  init(account: String) throws(FileError) {
    self.account = account
    spool = try LineSpool()
  }

  /// What was kept.
  mutating func lines() throws(FileError) -> SpooledLines { try spool.lines() }

  /// Reads decisions (`-`: standard input).
  ///
  /// - Parameter needsRecords: false: those without a record wait for ``pair(_:)``.
  mutating func read(_ path: String, needsRecords: Bool) throws(FileError) {
    var reader = try LineReader(path: path)
    while let line = try reader.next() {
      let found: Line
      do throws(LineProblem) {
        found = try Self.line(line.bytes, needsRecord: needsRecords)
      } catch {
        counts.note("\(reader.file):\(line.number): \(error.what)")
        continue
      }
      switch found {
      case .end(let end) where end.account == account: counts.ends.append(end)
      case .rejected(let rejected) where rejected.account == account:
        counts.rejected += 1
        try spool.append(line.bytes)
      case .decision(let decision) where decision.account == account:
        counts.versions.insert(decision.matcherVersion)
        counts.partyRevision = min(counts.partyRevision, decision.partyRevision ?? 0)
        if decision.record == nil {
          unrecorded[decision.contact] = decision
        } else {
          counts.decisions += 1
          try spool.append(line.bytes)
        }
      default: counts.others += 1
      }
    }
  }

  private static func line(_ bytes: [UInt8], needsRecord: Bool) throws(LineProblem) -> Line {
    let object = try LineObject(bytes)
    switch object.type {
    case "end": return .end(try EndLine(object))
    case "rejected": return .rejected(try RejectedLine(object))
    case nil: break
    default: throw LineProblem("a line of a type that `load` does not know")
    }
    _ = try DecisionLine.verdict(of: object)
    let line = try ScoredLine(object)
    guard let record = line.record else {
      if needsRecord { throw LineProblem("`record` is missing; name the file of the contacts with --contacts") }
      return .decision(line)
    }
    guard let page = try? RecordPage.parse(object: Array(record)), let row = page.rows.first,
      page.string(row.id) == line.contact
    else { throw LineProblem("`record` is not the contact that the decision is about") }
    return .decision(line)
  }

  /// Gives the decisions that came without records those of a file of contacts.
  mutating func pair(_ path: String) throws(FileError) {
    var reader = try NDJSONReader(path: path)
    var paired: Set<String> = []
    while let chunk = try reader.next() {
      let page = RecordPage.parse(lines: chunk.bytes, firstLine: chunk.firstLine) { _, _ in }
      for record in page.rejected { counts.note(LineText.place(record.detail, in: path)) }
      for row in page.rows where page.string(row.linkedAccount) == account {
        let id = page.string(row.id) ?? ""
        guard var line = unrecorded[id] else {
          counts.unpaired += 1
          continue
        }
        line.record = page.bytes[row.json.range]
        counts.decisions += 1
        try spool.append(line.line.dropLast())
        paired.insert(id)
      }
    }
    counts.unpaired += unrecorded.count - paired.count
  }
}
