import CSV
import ContactModel

/// The rows of one contact in which something was decided, brought together: a verdict, or why there is none.
struct ReviewImportGroup {
  private enum Decision: String, CaseIterable {
    case match
    case notAMatch = "not_a_match"
    case newParty = "new_party"
    case unsure
    case skip

    /// Said of the contact, not of the row's party.
    var isOfContact: Bool { self == .newParty || self == .unsure || self == .skip }
  }

  private struct Said {
    var line: Int
    var decision: Decision
    /// Of a match or not_a_match; nil: the row has no party.
    var party: String?
  }

  /// Of each row; what becomes of the verdict takes their place.
  private(set) var answers: [ReviewImport.Answer]
  /// nil: there is none.
  private(set) var verdict: ReviewVerdict?
  private var subject: ContactKey?
  private var version = 0
  private var note: String?
  private var isMoved = false

  /// - Parameter rows: at least one, all with the same review id.
  init(_ rows: [ReviewCSV.Row], _ stored: ReviewImportStored?) {
    answers = rows.map { _ in (.unchanged, "") }
    guard let stored else {
      answers = rows.map { _ in (.unknownID, "review_id: there is no such item") }
      return
    }
    subject = stored.contact
    var said: [Said] = []
    var bad: [Int: ReviewImport.Answer] = [:]
    for (place, row) in rows.enumerated() {
      switch Self.read(row, stored) {
      case .success(let read):
        said.append(read.said)
        if place == 0 || said.count == 1 { version = read.version }
        if read.version != version {
          bad[place] = (.damaged, "row_version: it differs between the rows of the contact")
        }
        if note == nil, !row.text(.note).isEmpty { note = row.text(.note).replacing("\0", with: "\u{FFFD}") }
      case .failure(let problem): bad[place] = problem.answer
      }
    }
    if !bad.isEmpty {
      let lines = bad.keys.sorted().map { String(rows[$0].line) }.joined(separator: ", ")
      answers = rows.indices.map { bad[$0] ?? (.invalid, "nothing of the contact is taken: see line \(lines)") }
      return
    }
    isMoved = version != stored.rowVersion
    switch Self.verdict(said) {
    case .success(let verdict): self.verdict = verdict
    case .failure(let problem): answers = rows.map { _ in problem.answer }
    }
  }

  func verdict(reviewer: String?) -> NewVerdict? {
    guard let subject, let verdict else { return nil }
    return NewVerdict(
      .contact(account: subject.account, id: subject.id), verdict, rowVersion: version, reviewer: reviewer, note: note)
  }

  /// What is told of the rows.
  func answer(_ answer: VerdictAnswer) -> ReviewImport.Answer {
    let moved = "row_version: the item has changed since the file was written; export it again"
    switch answer {
    case .applied: return (.applied, "")
    case .unchanged: return (.unchanged, "")
    case .conflict(let standing):
      guard let last = standing.last, !standing.isOpen else { return (.conflict, moved) }
      return (.conflict, "it was decided since: \(last.word), \(last.decidedAt.rfc3339)")
    case .refused(let refusal):
      if isMoved { return (.conflict, moved) }
      switch refusal {
      case .unknownContact: return (.unknownID, "review_id: there is no such contact")
      case .unknownParty: return (.invalid, "the organization has no such party")
      case .retiredParty: return (.invalid, "the party is retired")
      case .erasedParty: return (.invalid, "the party was erased")
      case .noCandidate, .namedTwice: return (.invalid, "there is no party to decide on")
      }
    }
  }

  // MARK: One row

  private struct Problem: Error {
    var answer: ReviewImport.Answer
    init(_ word: ReviewImport.Word, _ what: String) { answer = (word, what) }
  }

  private static func read(
    _ row: ReviewCSV.Row, _ stored: ReviewImportStored
  ) -> Result<(said: Said, version: Int), Problem> {
    if let problem = row.problem { return .failure(Problem(.damaged, problem)) }
    let word = row.text(.decision).lowercased().replacing(" ", with: "_").replacing("-", with: "_")
    guard let decision = Decision(rawValue: word) else {
      let words = Decision.allCases.map(\.rawValue).joined(separator: ", ")
      return .failure(
        Problem(.invalid, word.isEmpty ? "other_party_id goes with the decision match" : "decision: none of \(words)"))
    }
    guard let version = Int(row.text(.rowVersion)), version >= 0 else {
      return .failure(Problem(.damaged, "row_version: it is no number"))
    }
    guard let rank = Int(row.text(.candidateRank)), rank >= 0 else {
      return .failure(Problem(.damaged, "candidate_rank: it is no number"))
    }
    if version == 0, rank > 0 {
      return .failure(Problem(.invalid, "a row of a sample: `review sample --from` reads it"))
    }
    if let problem = damage(row, stored, rank: version == stored.rowVersion ? rank : nil) { return .failure(problem) }
    let other = row.text(.otherParty)
    if !other.isEmpty {
      if decision != .match { return .failure(Problem(.invalid, "other_party_id goes with the decision match")) }
      if other.utf8.contains(0) { return .failure(Problem(.invalid, "other_party_id: there is no such party")) }
      return .success((Said(line: row.line, decision: decision, party: other), version))
    }
    if decision.isOfContact { return .success((Said(line: row.line, decision: decision, party: nil), version)) }
    // Where the item has moved, the rank may be another's: what is named then is only compared with what was said.
    let party =
      version == stored.rowVersion
      ? (rank > 0 ? stored.candidates[rank - 1].party : "") : ReviewImportStored.storable(row.text(.party))
    if rank == 0 || (party.isEmpty && version == stored.rowVersion) {
      return .failure(Problem(.invalid, "the row has no party: name one in other_party_id, or say new_party"))
    }
    return .success((Said(line: row.line, decision: decision, party: party), version))
  }

  /// - Parameter rank: of the candidate; nil: it cannot be told which it was.
  private static func damage(_ row: ReviewCSV.Row, _ stored: ReviewImportStored, rank: Int?) -> Problem? {
    var cells: [(column: ReviewCSV.Column, expected: String)] = [
      (.organization, stored.organization), (.account, stored.contact.account), (.contact, stored.contact.id),
    ]
    if let rank {
      if rank > stored.candidates.count { return Problem(.damaged, "candidate_rank: there is no such candidate") }
      if rank > 0 { cells.append((.party, stored.candidates[rank - 1].party)) }
    }
    for (column, expected) in cells {
      guard let cell = row.raw(column), let finding = ReviewDamage.look(cell, expected) else { continue }
      return Problem(.damaged, "\(column.rawValue): \(finding.words)")
    }
    guard let rank else { return nil }
    var values: [(column: ReviewCSV.Column, expected: String)] = [
      (.contactTaxNumber, stored.taxNumber), (.contactPhone, stored.phone),
    ]
    var names: [(column: ReviewCSV.Column, expected: String)] = [(.contactName, stored.name)]
    if rank > 0 {
      let candidate = stored.candidates[rank - 1]
      values += [(.partyTaxNumber, candidate.taxNumber), (.partyPhone, candidate.phone)]
      names.append((.partyName, candidate.name))
    }
    for (column, expected) in values {
      guard let cell = row.raw(column), let finding = ReviewDamage.look(cell, expected) else { continue }
      return Problem(finding.isDamage ? .damaged : .conflict, "\(column.rawValue): \(finding.words)")
    }
    for (column, expected) in names where row.raw(column).map({ ReviewDamage.isGarbled($0, expected) }) ?? false {
      return Problem(.damaged, "\(column.rawValue): its letters are garbled")
    }
    return nil
  }

  // MARK: All rows

  private static func verdict(_ said: [Said]) -> Result<ReviewVerdict, Problem> {
    func lines(_ some: [Said]) -> String { some.map { String($0.line) }.joined(separator: ", ") }
    let decisions = Set(said.map(\.decision))
    let ofContact = decisions.filter(\.isOfContact)
    if !ofContact.isEmpty {
      if decisions.count > 1 {
        return .failure(
          Problem(
            .invalid,
            "the rows of the contact contradict one another (lines \(lines(said))): what is said of the contact stands alone"
          ))
      }
      switch said[0].decision {
      case .newParty: return .success(.newParty)
      case .unsure: return .success(.unsure)
      default: return .success(.skip)
      }
    }
    let matches = said.filter { $0.decision == .match }
    let others = said.filter { $0.decision == .notAMatch }.compactMap(\.party)
    guard let match = matches.first?.party else { return .success(.notAMatch(others)) }
    if Set(matches.map(\.party)).count > 1 {
      return .failure(Problem(.invalid, "the contact is matched with two parties (lines \(lines(matches)))"))
    }
    if others.contains(match) {
      return .failure(Problem(.invalid, "a party is both match and not_a_match (lines \(lines(said)))"))
    }
    return .success(.match(match))
  }
}
