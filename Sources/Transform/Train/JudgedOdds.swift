package import ContactModel

/// What the ruling said of a contact's best candidate before anybody was asked, and what a person said then.
package struct JudgedOdds: Sendable, Hashable {
  /// Odds in bits, not corrected.
  package var bits: Double
  package var isSame: Bool

  package init(bits: Double, isSame: Bool) {
    self.bits = bits
    self.isSame = isSame
  }
}

/// The judged contacts of a graph with their best candidate's odds.
///
/// What people said is withheld from the ruling, and so are standing links. A contact counts where its best candidate was
/// answered: it is the one that was chosen, another one was, it was refused, or all were. Left out are the undecided, and contacts whose
/// best candidates are too close to one another, whose odds say only how close they are.
///
/// - Parameter graph: with the judgements.
package func judgedOdds(_ graph: MatchGraph, policy: Policy) -> [JudgedOdds] {
  let answers = Answers(MergedParties(graph).judgements(graph.judgements))
  var unasked = graph
  unasked.judgements = []
  unasked.standing = []
  unasked.questions = []
  var policy = policy
  policy.correction = .none
  let ready = SettleGraph(unasked, policy)
  let rivals = Rivals(ready, policy)
  return answers.contacts.sorted().compactMap { contact in
    let best = ready.edges(of: Int(contact)).indices.filter { ready.edges[$0].isActive }.max {
      rivals.bits[$0] != rivals.bits[$1]
        ? rivals.bits[$0] < rivals.bits[$1]
        : ready.partyRanks[Int(ready.edges[$0].party)] > ready.partyRanks[Int(ready.edges[$1].party)]
    }
    guard let best, rivals.leads[best] >= policy.margin,
      let isSame = answers.isSame(contact, ready.edges[best].party)
    else { return nil }
    return JudgedOdds(bits: rivals.bits[best], isSame: isSame)
  }
}

/// The last word on each contact and on each of its pairs.
private struct Answers {
  private var chosen: [Int32: Int32] = [:]
  private var isNone: Set<Int32> = []
  private var refused: Set<UInt64> = []
  private(set) var contacts: Set<Int32> = []

  init(_ judgements: [MatchGraph.Judgement]) {
    for judgement in judgements where judgement.answer != .unsure {
      contacts.insert(judgement.contact)
      switch (judgement.party, judgement.answer) {
      case (let party?, .same): chosen[judgement.contact] = party
      case (let party?, _): refused.insert(SettleGraph.pair(judgement.contact, party))
      case (nil, _): isNone.insert(judgement.contact)
      }
    }
  }

  /// nil: nobody said.
  func isSame(_ contact: Int32, _ party: Int32) -> Bool? {
    if let chosen = chosen[contact] { return chosen == party }
    return isNone.contains(contact) || refused.contains(SettleGraph.pair(contact, party)) ? false : nil
  }
}
