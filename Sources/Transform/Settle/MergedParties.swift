import ContactModel

/// The parties that the platform merged into others, which stand for them in everything that is settled.
struct MergedParties {
  /// For each party the one that stands for it; nil: it stands for itself.
  let survivors: [Int32?]
  /// Parties that stand for others.
  private let surviving: Set<Int32>

  init(_ graph: MatchGraph) {
    survivors = graph.survivors
    surviving = Set(survivors.compactMap { $0 })
  }

  /// Who stands for the party.
  func standIn(for party: Int32) -> Int32 { survivors[Int(party)] ?? party }

  /// Whether the party stands for others besides itself.
  func isSurvivor(_ party: Int32) -> Bool { surviving.contains(party) }

  /// The judgements as judgements of survivors, one for each pair.
  ///
  /// What was said of the survivor itself counts. Otherwise, of what was said of several that were merged into it: `same`
  /// before `different` (who chose one of two that turned out to be one has not refused it), `different` before `unsure`.
  func judgements(_ judgements: [MatchGraph.Judgement]) -> [MatchGraph.Judgement] {
    if surviving.isEmpty { return judgements }
    var kept: [MatchGraph.Judgement] = []
    var moved: [MatchGraph.Judgement] = []
    for judgement in judgements {
      if let survivor = judgement.party.flatMap({ survivors[Int($0)] }) {
        moved.append(MatchGraph.Judgement(contact: judgement.contact, party: survivor, answer: judgement.answer))
      } else {
        kept.append(judgement)
      }
    }
    var said = Set(kept.compactMap { judgement in judgement.party.map { SettleGraph.pair(judgement.contact, $0) } })
    for answer in [MatchGraph.Judgement.Answer.same, .different, .unsure] {
      for judgement in moved where judgement.answer == answer {
        guard let party = judgement.party else { continue }
        if said.insert(SettleGraph.pair(judgement.contact, party)).inserted { kept.append(judgement) }
      }
    }
    return kept
  }

  /// The standing links as links to survivors.
  func standing(_ links: [MatchGraph.StandingLink]) -> [MatchGraph.StandingLink] {
    if surviving.isEmpty { return links }
    return links.map { link in
      var link = link
      link.party = standIn(for: link.party)
      return link
    }
  }
}
