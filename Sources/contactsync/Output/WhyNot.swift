import ContactModel
import Extract
import Transform

extension Explanation {
  /// Why a party is not the contact's answer, in words.
  ///
  /// - Parameters:
  ///   - said: of the pair, by a person or an import.
  ///   - retired: why the party gets no links; nil: it may.
  ///   - sharesKey: contact and party have a blocking key in common.
  func whyNot(
    _ asked: Candidate, said: MatchGraph.Judgement.Answer?, retired: String?, sharesKey: Bool
  ) -> String {
    guard let decision else { return "nothing is decided yet" }
    if decision.party == asked.id { return "it is: this is the party that the contact is matched to" }
    if said == .different { return "a person or an import said that it is not this party" }
    if decision.reasons.contains(.contactDeleted) { return Reason.contactDeleted.words }
    if let retired { return retired }
    guard let place = ranking.firstIndex(where: { $0.id == asked.id }) else {
      let likely = probability(bits: asked.total)
      let ending =
        likely >= policy.matchAt ? "; by its values alone it would be likely (\(probabilityText(likely)))" : ""
      return
        (sharesKey
        ? "the two were not kept as candidates: too unlike, or others came before"
        : "the two were never compared: they share no blocking key") + ending
    }
    guard place > 0, let best = ranking.first else { return decision.reasons.map(\.words).joined(separator: "; ") }
    let lead = best.total - asked.total
    if lead < 0.05 { return "\(best.id) suits the contact as well, and only one can be right" }
    let words = "\(best.id) is ahead by \(bitsText(lead).dropFirst()) bits"
    let differences = Self.differences(asked, from: best)
    return differences.isEmpty ? words : "\(words), most of all by \(differences)"
  }

  /// Where a candidate falls behind another, the two rows that weigh most: `name (-8.0), phone_number (-6.0)`.
  static func differences(_ candidate: Candidate, from best: Candidate) -> String {
    let fields = Set((candidate.rows + best.rows).map(\.field)).subtracting(["total", "prior", "rivals"])
    return fields.map { (field: $0, bits: candidate.bits($0) - best.bits($0)) }.filter { $0.bits <= -0.05 }
      .sorted { ($0.bits, $0.field) < ($1.bits, $1.field) }.prefix(2)
      .map { "\(RuleWords.name($0.field)) (\(bitsText($0.bits)))" }.joined(separator: ", ")
  }
}
