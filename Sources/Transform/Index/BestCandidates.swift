package import ContactModel

/// The candidates that are kept of a contact, best first: as scoring against all parties at once keeps them, of what scoring
/// against parts of the parties kept.
package func bestCandidates<Candidate>(
  _ candidates: [Candidate], policy: Policy,
  _ read: (Candidate) -> (party: String, weight: Float, levels: Levels)
) -> [Candidate] {
  let ruling = Ruling(policy)
  let ranked = candidates.map { candidate in
    let (party, weight, levels) = read(candidate)
    return (candidate: candidate, bits: ruling.bits(of: levels, weight: Double(weight)), party: party)
  }
  let best = ranked.sorted { a, b in
    a.bits != b.bits ? a.bits > b.bits : a.party.utf8.lexicographicallyPrecedes(b.party.utf8)
  }
  return best.prefix(Scorer.candidateLimit).map(\.candidate)
}
