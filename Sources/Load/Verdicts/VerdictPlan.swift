/// What a verdict changes, worked out from what is known of its contact; nothing is written here.
struct VerdictPlan {
  /// What becomes of the contact's link.
  enum Link: Equatable {
    case kept
    case ended
    /// To this party, in place of one that stands.
    case made(String)
  }

  /// The code in `verdict.verdict`.
  var word: String
  /// Of a match.
  var party: String?
  /// The parties that the contact is not.
  var others: [String] = []
  var link = Link.kept
  var isOpen = false
  var kind = "candidates"
  var reasons: [String] = []
  /// Candidates that are marked as judged.
  var judged: [String] = []

  /// The judgements: at most one for each party.
  var judgements: [(party: String?, answer: NewJudgement.Answer)] {
    switch word {
    case "match": [(party, .same)] + others.map { ($0, .different) }
    case "not_a_match": others.map { ($0, .different) }
    case "new_party": [(nil, .newParty)]
    default: [(nil, .unsure)]
    }
  }

  /// Parties whose contacts may have another primary afterwards.
  func parties(_ facts: VerdictFacts) -> [String] {
    [party, link == .kept ? nil : facts.link?.party].compactMap(\.self)
  }

  /// The plan of a verdict, or the answer where there is nothing to do.
  static func plan(
    _ new: NewVerdict, _ facts: VerdictFacts, _ parties: VerdictParties
  ) -> Result<VerdictPlan, Answered> {
    let moved = new.rowVersion.map { $0 != facts.standing.rowVersion } ?? false
    var plan: VerdictPlan
    switch new.verdict {
    case .skip: return .failure(Answered(.unchanged(facts.standing)))
    case .match(let party):
      switch parties.target(party) {
      case .failure(let refusal): return .failure(Answered(.refused(refusal)))
      case .success(let party): plan = match(party, facts, parties)
      }
    case .matchBest:
      if moved { return .failure(Answered(.conflict(facts.standing))) }
      guard let item = facts.item, item.isOpen, let best = item.candidates.first else {
        return .failure(Answered(.refused(.noCandidate)))
      }
      switch parties.target(best) {
      case .failure(let refusal): return .failure(Answered(.refused(refusal)))
      case .success(let party): plan = match(party, facts, parties)
      }
    case .notAMatch(let others):
      if let unknown = others.first(where: { !parties.isKnown($0) }) {
        // A candidate whose party is not there any more can be refused like any other.
        if facts.item?.candidates.contains(unknown) != true { return .failure(Answered(.refused(.unknownParty))) }
      }
      plan = notAMatch(others, facts, parties)
    case .noneOfThem:
      var others = facts.shown
      if let link = facts.link, facts.item?.isDisputed == true, !others.contains(link.party) {
        others.append(link.party)
      }
      plan = notAMatch(others, facts, parties)
    case .newParty:
      plan = VerdictPlan(word: "new_party")
      if facts.mayChangeLink, facts.link != nil { plan.link = .ended }
    case .unsure:
      plan = VerdictPlan(word: "unsure")
      plan.isOpen = facts.item?.isOpen ?? false
    }
    if plan.judgements.isEmpty { return .failure(Answered(.refused(.noCandidate))) }
    plan.completeItem(facts)
    let words = plan.word == "match" ? [(party: plan.party, answer: .same)] : plan.judgements
    let isSaid = words.allSatisfy { facts.isSaid($0.answer, $0.party) }
    if moved { return .failure(Answered(isSaid ? .unchanged(facts.standing) : .conflict(facts.standing))) }
    if isSaid, plan.link == .kept, !plan.changesItem(facts) { return .failure(Answered(.unchanged(facts.standing))) }
    return .success(plan)
  }

  private static func match(_ party: String, _ facts: VerdictFacts, _ parties: VerdictParties) -> VerdictPlan {
    var plan = VerdictPlan(word: "match", party: party)
    plan.others = facts.shown.filter { parties.survivor(of: $0) != party }
    if facts.mayChangeLink, facts.link?.survivor != party { plan.link = .made(party) }
    return plan
  }

  private static func notAMatch(
    _ named: [String], _ facts: VerdictFacts, _ parties: VerdictParties
  ) -> VerdictPlan {
    var plan = VerdictPlan(word: "not_a_match")
    for party in named where !plan.others.contains(party) { plan.others.append(party) }
    plan.judged = plan.others
    if let link = facts.link, facts.mayChangeLink {
      let survivors = plan.others.map { parties.survivor(of: $0) }
      if plan.others.contains(link.party) || survivors.contains(link.survivor) { plan.link = .ended }
    }
    guard let item = facts.item, item.isOpen else { return plan }
    let isDecided = facts.shown.allSatisfy(plan.others.contains)
    plan.isOpen = !isDecided || (item.isDisputed && facts.link != nil && plan.link == .kept)
    return plan
  }

  private mutating func completeItem(_ facts: VerdictFacts) {
    guard let item = facts.item else { return }
    kind = item.kind
    reasons = item.reasons
    guard isOpen else { return }
    reasons.removeAll { Self.questions.contains($0) }
    if link != .kept, item.isDisputed {
      kind = "candidates"
      reasons.removeAll { $0 == "link_disputed" }
    }
    if word == "unsure", !reasons.contains("judged_unsure") {
      reasons.insert("judged_unsure", at: reasons.first == "link_disputed" ? 1 : 0)
    }
  }

  private func changesItem(_ facts: VerdictFacts) -> Bool {
    guard let item = facts.item, item.isOpen else { return false }
    return !isOpen || kind != item.kind || reasons != item.reasons || judged.contains(where: item.candidates.contains)
  }

  /// Reasons that an answer takes away.
  private static let questions: Set<String> = ["reverted", "relinked", "namesake"]

  /// A verdict that needs no writing, with what is told of it.
  struct Answered: Error {
    var answer: VerdictAnswer
    init(_ answer: VerdictAnswer) { self.answer = answer }
  }
}

extension VerdictFacts {
  /// The candidates that a person is shown.
  var shown: [String] { item.map { Array($0.candidates.prefix(Verdicts.shown)) } ?? [] }

  /// A deleted contact's link is left alone, and so are all where links are only proposed.
  var mayChangeLink: Bool { writesLinks && !isDeleted }
}

extension VerdictFacts.Item {
  var isDisputed: Bool { kind == "link_disputed" }
}
