internal import ContactModel
internal import NDJSON
internal import Parallel
package import Transform
package import TransformFiles

/// Measures a file of decisions, as `transform` writes it, against a truth; it knows files only.
package struct DecisionsEvaluator {
  private let decisions: String
  private let account: String?
  private let parties: PartiesFile?

  /// - Parameters:
  ///   - decisions: the file; `-` is standard input.
  ///   - account: only its contacts; nil: all.
  ///   - parties: file of the parties that the contacts were matched with, so that mistakes can be shown with both records;
  ///     nil: they show what the lines hold.
  /// - Throws: ``StageFailure``.
  package init(decisions: String, account: String? = nil, parties: String? = nil, policy: Policy) throws(StageFailure) {
    self.decisions = decisions
    self.account = account
    do {
      self.parties = try parties.map { try PartiesFile(path: $0, policy: policy, frozen: nil, Workers()) }
    } catch {
      throw StageFailure(error)
    }
  }

  /// A line that cannot be read, or a contact that comes again, is noted in the result and left out; the others are
  /// measured.
  ///
  /// - Throws: ``StageFailure`` where the file cannot be read.
  package func evaluate(_ request: EvaluationRequest) throws(StageFailure) -> EvaluationResult {
    do {
      var result = EvaluationResult(request)
      try read(into: &result)
      if request.shownMistakes != nil {
        result.mistakes = ShownMistake.all(of: result.evaluation)
        let evidence = LineEvidence(parties: parties, policy: request.policy)
        for (place, mistake) in result.mistakes.enumerated() {
          for (pair, asked) in mistake.pairs.enumerated() {
            result.mistakes[place].pairs[pair].evidence = evidence.rows(mistake.contact, party: asked.party)
          }
        }
      }
      return result
    } catch {
      throw StageFailure(error)
    }
  }

  private func read(into result: inout EvaluationResult) throws {
    var reader = try LineReader(path: decisions)
    var met: Set<String> = []
    while let line = try reader.next() {
      do throws(LineProblem) {
        let object = try LineObject(line.bytes)
        if object.type != nil { continue }
        let decided = try DecidedLine(object)
        if let account, decided.account != account { continue }
        guard met.insert("\(decided.account)\n\(decided.contact)").inserted else {
          throw LineProblem("the contact comes a second time")
        }
        add(decided, line.bytes, to: &result)
      } catch {
        result.note("\(reader.file):\(line.number): \(error.what)")
      }
    }
  }

  private func add(_ decided: DecidedLine, _ bytes: [UInt8], to result: inout EvaluationResult) {
    let candidates = decided.candidates.map(\.party)
    let page = decided.page
    _ = result.add(
      EvaluatedContact(
        account: decided.account, contact: decided.contact, verdict: decided.verdict, party: decided.party,
        probability: decided.probability, matchKey: decided.matchKey, best: decided.best?.party,
        candidates: candidates, shown: decided.verdict == .review ? candidates : [], line: bytes),
      record: page.map { Contact($0, at: 0) },
      omission: EvaluationResult.Omission(
        isDeleted: decided.reasons.contains(.contactDeleted), reasons: decided.reasons))
  }
}

/// The evidence between the contact of a decision line and a party.
private struct LineEvidence {
  let parties: PartiesFile?
  let policy: Policy
  private let forms: PartyIndex

  init(parties: PartiesFile?, policy: Policy) {
    self.parties = parties
    self.policy = policy
    forms = PartyIndexBuilder(policy: policy, snapshot: nil).finish()
  }

  /// What the line holds; what it lacks is compared anew where the party's record is at hand, and else stays empty.
  func rows(_ contact: EvaluatedContact, party: String) -> [Evidence] {
    guard let object = try? LineObject(contact.line), let line = try? DecidedLine(object) else { return [] }
    let candidate = line.candidates.first { $0.party == party }
    if let evidence = candidate?.evidence { return evidence }
    var compared: [Evidence] = []
    if let page = line.page, let number = parties?.number(of: party), let index = parties?.index {
      for pair in index.compare(contact: page, row: 0, parties: [Int(number)]) {
        compared = Transform.evidence(for: pair.levels, policy: index.policy, values: pair.values)
      }
    }
    guard let candidate else { return compared }
    let values = compared.isEmpty ? contactValues(line) : fieldValues(of: compared)
    return evidence(for: candidate.levels, policy: policy, values: values).settled(at: candidate.weight)
  }

  private func contactValues(_ line: DecidedLine) -> [(left: String, right: String)] {
    guard let texts = line.page.map(forms.normalizedTexts)?.first else { return [] }
    return Field.allCases.map { (texts[$0.name] ?? "", "") }
  }
}

extension DecidedLine {
  /// The contact as it came, of one row; nil where the line has none.
  fileprivate var page: RecordPage? {
    guard let record, let page = try? RecordPage.parse(object: Array(record)), !page.rows.isEmpty else { return nil }
    return page
  }
}
