import ContactModel
import Extract
import Transform

extension Explanation {
  /// For people: the verdict, a waterfall, and what else was possible.
  func rendered(_ style: TextStyle) -> String {
    var parts = [heading(style)]
    if let whyNot { parts.append("Why not \(candidates.first?.id ?? ""): \(whyNot).") }
    if let best = candidates.first { parts.append(waterfall(best, style)) }
    // Of two that suit alike both are shown.
    if whyNot == nil, decision?.reasons.contains(.rivalParty) ?? false, candidates.count > 1 {
      parts.append(waterfall(candidates[1], style))
    }
    if whyNot == nil {
      if candidates.isEmpty { parts.append(lonely(style)) }
      if ranking.count > 1 { parts.append(alternatives(style)) }
      if !rivals.isEmpty { parts.append(rivalTable(style)) }
    }
    if !candidates.isEmpty {
      parts.append(
        "Bits add up, and each doubles the odds.\nTo be matched, the best must also be ahead of every rival by"
          + " \(bitsText(policy.margin).dropFirst()) bits;\n"
          + "differing names, branches and legal forms are left to people.")
    }
    return parts.joined(separator: "\n\n")
  }

  private func heading(_ style: TextStyle) -> String {
    let name = contactName.isEmpty ? "(no name)" : contactName.printable
    var lines = ["\(style.colored(name, .strong))", "contact \(contactID) of \(account)", ""]
    if let decision {
      var verdict = decision.verdict.rawValue
      if let party = decision.party {
        let name = ranking.first { $0.id == party }?.name.printable ?? ""
        verdict += " to \(party)" + (name.isEmpty ? "" : " \(name)")
      }
      if decision.verdict != .unmatched || decision.weight != 0 {
        verdict += ", probability \(probabilityText(decision.probability))"
        if !decision.matchKey.isEmpty { verdict += " (\(decision.matchKey))" }
      }
      lines.append(style.colored(verdict, .strong))
      lines.append("because: \(decision.reasons.map(\.words).joined(separator: "; "))")
    } else {
      lines.append("not decided yet: run a pipeline first")
    }
    if let link {
      lines.append("linked to \(link.party) (\(link.source.rawValue)\(link.isPrimary ? ", primary" : ", duplicate"))")
    }
    if isOtherMatcher {
      lines.append("decided by another policy or frequency snapshot than explains here; the figures below are today's")
    }
    return lines.joined(separator: "\n")
  }

  /// One candidate as a waterfall of bits.
  func waterfall(_ candidate: Candidate, _ style: TextStyle) -> String {
    let likely = probability(bits: candidate.total)
    return "\(style.colored("\(candidate.id)  \(candidate.name.printable)", .strong))  probability"
      + " \(probabilityText(likely)), \(bitsText(candidate.total)) bits\n"
      + Waterfall(rows: candidate.rows, raw: candidate.raw, policy: policy).rendered(style)
  }

  /// What is known of a contact that resembles nobody.
  private func lonely(_ style: TextStyle) -> String {
    var table = Table(["field", "contact", "normalized"])
    for value in values where !value.raw.isEmpty {
      table.rows.append([value.field, style.cut(value.raw.printable, 60), style.cut(value.normalized.printable, 60)])
    }
    let isDeleted = decision?.reasons.contains(.contactDeleted) ?? false
    let words =
      isDeleted
      ? "A deleted contact is compared with nobody."
      : "No party shares a blocking key with it and enough likeness. `--against PARTY` compares it with one."
    return words + (table.rows.isEmpty ? "" : "\n\n" + table.rendered(indent: "  ", rule: style.rule))
  }

  private func alternatives(_ style: TextStyle) -> String {
    var table = Table(["party", "name", "probability", "bits", "behind the best by"])
    let best = ranking[0]
    for candidate in ranking.dropFirst().prefix(5) {
      table.rows.append([
        candidate.id, style.cut(candidate.name.printable, 40), probabilityText(probability(bits: candidate.total)),
        bitsText(candidate.total), Self.differences(candidate, from: best),
      ])
    }
    let more = ranking.count - 6
    return "Other parties (`--against PARTY` explains one)\n" + table.rendered(indent: "  ", rule: style.rule)
      + (more > 0 ? "\n  and \(more) more" : "")
  }

  private func rivalTable(_ style: TextStyle) -> String {
    var table = Table(["contact", "name", "probability", "bits", "linked to"])
    for rival in rivals {
      table.rows.append([
        rival.contact, style.cut(rival.name.printable, 40), probabilityText(probability(bits: rival.weight)),
        bitsText(rival.weight), rival.linked ?? "",
      ])
    }
    return "Other contacts that \(ranking[0].id) suits\n" + table.rendered(indent: "  ", rule: style.rule)
  }
}

/// Bits with a sign and one decimal: +8.0, -2.5.
func bitsText(_ bits: Double) -> String {
  let tenths = Int((bits * 10).rounded())
  let magnitude = abs(tenths)
  return "\(tenths < 0 ? "-" : "+")\(magnitude / 10).\(magnitude % 10)"
}

/// A probability that is never rounded up to certainty: 0.9987.
func probabilityText(_ probability: Double) -> String {
  let parts = Int((probability * 10_000).rounded(.down))
  if parts >= 10_000 { return "1" }
  var digits = String(parts)
  digits = String(repeating: "0", count: 4 - digits.count) + digits
  while digits.count > 2, digits.hasSuffix("0") { digits.removeLast() }
  return "0." + digits
}
