internal import ContactModel
internal import NDJSON
internal import Transform

/// Writes the decision lines of settled accounts; used from any number of threads at once.
struct DecisionWriter {
  let stage: TransformStage
  let content: TransformStage.Content
  let accounts: [SettledAccount]
  let parties: PartyNumbers

  /// Decision lines, and how many there are by verdict.
  struct Lines {
    var bytes: [UInt8] = []
    var matched = 0
    var review = 0
    var unmatched = 0
  }

  /// Appends the line of one contact.
  func append(_ place: (account: Int32, contact: Int32), _ handed: HandedMembers, to lines: inout Lines) {
    let account = accounts[Int(place.account)]
    let decision = account.settlement.decision(of: Int(place.contact))
    switch decision.verdict {
    case .matched: lines.matched += 1
    case .review: lines.review += 1
    case .unmatched: lines.unmatched += 1
    }
    var evidence: [[Evidence]] = []
    if content.allEvidence || decision.verdict == .review {
      evidence = self.evidence(decision.candidates, account, handed)
    }
    let candidates = decision.candidates.enumerated().map { index, candidate in
      DecisionLine.Candidate(
        party: account.id(candidate.party), probability: candidate.probability, weight: candidate.weight,
        levels: candidate.levels, evidence: index < evidence.count ? evidence[index] : nil)
    }
    DecisionLine(
      verdict: decision.verdict, party: decision.party.map(account.id), probability: decision.probability,
      weight: decision.weight, matchKey: decision.matchKey, candidates: candidates, reasons: decision.reasons,
      issues: handed.issues.codes
    ).append(handed, withRecord: content.withRecords, to: &lines.bytes)
  }

  /// For each candidate its evidence; without texts where the parties' file does not have the party.
  private func evidence(
    _ candidates: [RankedCandidate], _ account: SettledAccount, _ handed: HandedMembers
  ) -> [[Evidence]] {
    let numbers = candidates.map { Int(account.numbers[Int($0.comparedRecord ?? $0.party)]) }
    let known = numbers.filter { $0 < parties.file.count }
    var values = values(handed, known)[...]
    return zip(candidates, numbers).map { candidate, number in
      let texts = number < parties.file.count ? values.popFirst() : nil
      return Transform.evidence(for: candidate, policy: stage.policy, values: texts ?? [])
    }
  }

  private func values(_ handed: HandedMembers, _ known: [Int]) -> [[(left: String, right: String)]] {
    guard !known.isEmpty, let record = handed[.record], let page = try? RecordPage.parse(object: Array(record)),
      !page.rows.isEmpty
    else { return [] }
    return stage.parties.index.compare(contact: page, row: 0, parties: known).map(\.values)
  }
}
