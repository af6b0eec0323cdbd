import ContactModel
import Pipeline
import Transform

extension EvaluationText {
  /// The mistakes: without evidence by ids alone, with it each as a table of both records' values.
  var mistakeParts: [String] {
    let mistakes = evaluation.mistakes
    let counts = Mistakes.Kind.allCases.map { mistakes.count($0) }
    if counts.allSatisfy({ $0 == 0 }) { return [] }
    let summary =
      "mistakes: \(grouped(counts[0])) wrong link\(counts[0] == 1 ? "" : "s"), \(grouped(counts[1])) missed though"
      + " compared, \(grouped(counts[2])) never compared"
    if !result.mistakes.isEmpty { return [summary] + result.mistakes.enumerated().map { text($0 + 1, $1) } }
    let isShown = !mistakes.worst(.wrongLink).isEmpty
    let hint = "\n--mistakes N shows the worst of each kind with both records' values"
    return [summary + hint] + (isShown ? [wrongLinkTable.rendered()] : [])
  }

  private var wrongLinkTable: Table {
    var table = Table(["wrongly linked", "to", "truly", "probability", "match key"])
    for mistake in evaluation.mistakes.worst(.wrongLink) {
      table.rows.append([
        mistake.contact, mistake.party ?? "", truth(of: mistake), probabilityText(mistake.probability),
        mistake.matchKey,
      ])
    }
    return table
  }

  private func truth(of contact: EvaluatedContact) -> String {
    contact.truth.isEmpty ? "none" : contact.truth.sorted().joined(separator: " ")
  }

  private func text(_ number: Int, _ mistake: ShownMistake) -> String {
    let contact = mistake.contact
    var text = "\(number). \(words(mistake.kind)): contact \(contact.contact)"
    if !contact.account.isEmpty { text += " of \(contact.account)" }
    text += "\n   \(contact.verdict.rawValue)"
    if let party = contact.party { text += " to \(party)" }
    text += ", truly \(truth(of: contact))"
    if contact.best != nil { text += ", probability \(probabilityText(contact.probability)) (\(contact.matchKey))" }
    for pair in mistake.pairs {
      let role = pair.isTrue ? "its party" : contact.party == pair.party ? "linked, wrongly" : "the best candidate"
      text += "\n\n   \(pair.party) (\(role))\n"
      text +=
        pair.evidence.isEmpty ? "   nothing is known of this pair" : table(pair.evidence).rendered(indent: "     ")
    }
    return text
  }

  private func words(_ kind: Mistakes.Kind) -> String {
    switch kind {
    case .wrongLink: "wrong link"
    case .missed: "missed, though compared"
    case .notCompared: "never compared"
    }
  }

  private func table(_ rows: [Evidence]) -> Table {
    var table = Table(["bits", "field", "level", "contact", "party"])
    for row in rows {
      table.rows.append([bitsText(row.weight), row.field, row.level, short(row.left), short(row.right)])
    }
    return table
  }

  private func short(_ text: String) -> String { text.count > 44 ? text.prefix(43) + "…" : text }
}
