import ContactModel

/// The verdict on one contact, from its edges, its rivals, what people said and what stands.
///
/// A class, so that handing it on copies nothing.
final class Judge: Sendable {
  let graph: SettleGraph
  let rivals: Rivals
  let policy: Policy
  let standingLinks: StandingLinks

  init(graph: SettleGraph, rivals: Rivals, policy: Policy, standingLinks: StandingLinks) {
    self.graph = graph
    self.rivals = rivals
    self.policy = policy
    self.standingLinks = standingLinks
  }

  /// Candidates that a decision carries.
  private static let candidateLimit = 10

  func verdict(of contact: Int) -> PendingDecision {
    let node = graph.graph.contacts[contact]
    let places = ranking(of: contact)
    if node.isDeleted { return deleted(contact) }
    if let party = graph.decided[contact] { return certain(contact, party, places) }
    let ruling = ruling(of: contact, places)
    guard let link = graph.standing[contact] else {
      guard let party = ruling.party else { return left(contact, places, ruling.reasons, ruling.verdict) }
      var pending = left(contact, places, ruling.reasons, .matched)
      pending.decision.party = party
      pending.decision.linkAction = .link(primary: true)
      pending.linkedParty = party
      return pending
    }
    return standing(contact, link, places, ruling)
  }

  /// A deleted contact is left alone; its link goes where its party went. Only where its name is in the way of creating a
  /// party is a person asked about it.
  private func deleted(_ contact: Int) -> PendingDecision {
    var pending =
      isNamesake(contact) ? left(contact, [], [.namesake], .review) : left(contact, [], [.contactDeleted])
    if let link = graph.standing[contact], graph.isLinkMerged.contains(contact) {
      pending.decision.linkAction = .move(primary: link.isPrimary, by: .merge)
    }
    return pending
  }

  private struct RulingResult {
    var verdict: Verdict
    var party: Int32?
    var reasons: [Reason]
  }

  /// Places of the contact's edges that may be candidates, best first after rivals.
  private func ranking(of contact: Int) -> [Int] {
    let kept = graph.standing[contact]?.party
    let chosen = graph.decided[contact]
    return graph.edges(of: contact).indices.filter { place in
      let party = graph.edges[place].party
      return !graph.graph.parties[Int(party)].isRetired || party == kept || party == chosen
    }.sorted { a, b in
      let (isShownFirst, other) = (isAsked(contact, a), isAsked(contact, b))
      if isShownFirst != other { return isShownFirst }
      if rivals.bits[a] != rivals.bits[b] { return rivals.bits[a] > rivals.bits[b] }
      return graph.partyRanks[Int(graph.edges[a].party)] < graph.partyRanks[Int(graph.edges[b].party)]
    }
  }

  /// A person is asked about the contact, and is to see this edge's party.
  private func isAsked(_ contact: Int, _ place: Int) -> Bool {
    graph.questions[contact]?.parties.contains(graph.edges[place].party) ?? false
  }

  private func isNamesake(_ contact: Int) -> Bool { graph.questions[contact]?.reason == .namesake }

  /// What the candidates alone say.
  private func ruling(of contact: Int, _ places: [Int]) -> RulingResult {
    if graph.saidOfContact[contact] == .different {
      return RulingResult(verdict: .unmatched, party: nil, reasons: [.judgedDifferent])
    }
    let question = graph.questions[contact]?.reason
    guard let best = places.first else {
      if let question { return RulingResult(verdict: .review, party: nil, reasons: [question]) }
      return RulingResult(verdict: .unmatched, party: nil, reasons: none(contact))
    }
    let edge = graph.edges[best]
    var reasons: [Reason] = question.map { [$0] } ?? []
    if graph.saidOfContact[contact] == .unsure || edge.isUnsure { reasons.append(.judgedUnsure) }
    if graph.graph.parties[Int(edge.party)].isRetired {
      reasons.append(.partyRetired)
    } else if !edge.isActive {
      reasons.append(.rivalsNotWeighed)
    }
    let pair = PairView(edge.levels)
    let probability = probability(bits: rivals.bits[best])
    let isAhead = rivals.leads[best] >= policy.margin
    if probability >= policy.matchAt, isAhead, pair.mayBeLinked, reasons.isEmpty {
      return RulingResult(verdict: .matched, party: edge.party, reasons: [.aboveMatch])
    }
    if !isAhead { reasons.append(.rivalParty) }
    if rivals.aheads[best] <= -policy.margin { reasons.append(.rivalContact) }
    reasons.append(contentsOf: doubts(of: pair))
    if probability < policy.matchAt { reasons.append(.belowMatch) }
    if probability >= policy.reviewAt || graph.saidOfContact[contact] == .unsure || question != nil {
      return RulingResult(verdict: .review, party: nil, reasons: reasons)
    }
    return RulingResult(verdict: .unmatched, party: nil, reasons: [.belowReview])
  }

  /// Why there is no candidate at all.
  private func none(_ contact: Int) -> [Reason] {
    if graph.edges(of: contact).contains(where: { graph.graph.parties[Int($0.party)].isRetired }) {
      return [.partyRetired]
    }
    return [graph.isSaidDifferent[contact] ? .judgedDifferent : .noCandidate]
  }

  /// What in the pair itself speaks against linking it without a person.
  private func doubts(of pair: PairView) -> [Reason] {
    var reasons: [Reason] = []
    if !pair.isNameEnough {
      reasons.append(pair.nameDiffers ? .nameDiffers : pair.name == .missing ? .nameMissing : .otherScript)
    }
    if pair.facts.branch == .conflict { reasons.append(.branchConflict) }
    if pair.tax == .conflict { reasons.append(.taxConflict) }
    if pair.facts.legalForm == .conflict { reasons.append(.legalFormConflict) }
    if pair.isNameAlone { reasons.append(.nameOnly) }
    return reasons
  }

  /// A decision that links nothing new.
  private func left(
    _ contact: Int, _ places: [Int], _ reasons: [Reason], _ verdict: Verdict = .unmatched
  ) -> PendingDecision {
    let best = places.first
    let decision = Decision(
      contact: Int32(contact), verdict: verdict, party: nil,
      probability: best.map { probability(bits: rivals.bits[$0]) } ?? 0, weight: best.map { rivals.bits[$0] } ?? 0,
      matchKey: best.map { PairView(graph.edges[$0].levels).matchKey } ?? "",
      candidates: Array((shown(contact, places) + places.map(candidate)).prefix(Judge.candidateLimit)),
      reasons: reasons, linkAction: .none)
    return PendingDecision(decision: decision)
  }

  /// Parties that a person is to see though nothing compares with them.
  private func shown(_ contact: Int, _ places: [Int]) -> [RankedCandidate] {
    guard let question = graph.questions[contact],
      !graph.graph.contacts[contact].isDeleted || isNamesake(contact)
    else { return [] }
    return question.parties.filter { party in !places.contains { graph.edges[$0].party == party } }.map {
      RankedCandidate(party: $0, probability: 0, weight: 0, levels: Levels())
    }
  }

  private func candidate(_ place: Int) -> RankedCandidate {
    let edge = graph.edges[place]
    return RankedCandidate(
      party: edge.party, probability: probability(bits: rivals.bits[place]), weight: rivals.bits[place],
      levels: edge.levels, comparedRecord: edge.record == edge.party ? nil : edge.record)
  }

  /// A person, an import or a creation has said who it is.
  private func certain(_ contact: Int, _ party: Int32, _ places: [Int]) -> PendingDecision {
    let chosen = places.filter { graph.edges[$0].party == party }
    let link = graph.standing[contact]
    let isStanding = link?.party == party
    let isJudged = graph.isSame(contact, party) || link?.source == .human
    let reason: Reason = isJudged ? .judgedSame : .standingLink
    var pending = left(
      contact, chosen + places.filter { graph.edges[$0].party != party }, [reason], .matched)
    if chosen.isEmpty {
      pending.decision.weight = 0
      pending.decision.matchKey = ""
    }
    pending.decision.party = party
    pending.decision.probability = 1
    if isStanding {
      pending.decision.linkAction = graph.isLinkMerged.contains(contact) ? .move(primary: true, by: .merge) : .none
    } else {
      pending.decision.linkAction = .link(primary: true)
    }
    pending.linkedParty = party
    pending.isCertain = true
    return pending
  }

  /// An automatic link stands: it stays, and is disputed where the ruling would no longer make it (or, where what stands
  /// is decided anew, replaced).
  private func standing(
    _ contact: Int, _ link: MatchGraph.StandingLink, _ places: [Int], _ ruling: RulingResult
  ) -> PendingDecision {
    if graph.isLinkMerged.contains(contact), !graph.isDifferent(contact, link.party) {
      let reasons = ruling.party == link.party ? ruling.reasons : [.partyMerged]
      var pending = left(contact, places, reasons, .matched)
      pending.decision.party = link.party
      pending.decision.linkAction = .move(primary: true, by: .merge)
      pending.linkedParty = link.party
      return pending
    }
    let keepsRetired = graph.graph.parties[Int(link.party)].isRetired
    if ruling.party == link.party || (keepsRetired && graph.saidOfContact[contact] == nil) {
      let reasons: [Reason] = ruling.party == link.party ? ruling.reasons : [.partyRetired]
      var pending = left(contact, places, reasons, .matched)
      pending.decision.party = link.party
      pending.linkedParty = link.party
      return pending
    }
    if graph.isDifferent(contact, link.party) { return replaced(contact, places, ruling, by: .human) }
    if standingLinks == .redecided, !graph.isWaiting(contact) {
      return replaced(contact, places, ruling, by: .rematch)
    }
    var pending = left(contact, places, [.linkDisputed] + ruling.reasons, .review)
    pending.decision.linkAction = .dispute
    pending.linkedParty = link.party
    return pending
  }

  /// The standing link ends; what the ruling says takes its place.
  private func replaced(
    _ contact: Int, _ places: [Int], _ ruling: RulingResult, by ending: LinkEnding
  ) -> PendingDecision {
    var pending = left(contact, places, ruling.reasons, ruling.verdict)
    pending.decision.party = ruling.party
    pending.linkedParty = ruling.party
    pending.decision.linkAction = ruling.party == nil ? .drop(by: ending) : .move(primary: true, by: ending)
    return pending
  }
}
