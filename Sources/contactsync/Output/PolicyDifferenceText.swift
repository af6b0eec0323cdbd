import ContactModel
import NDJSON
import Pipeline
import Transform

/// The difference between two policies, account by account and in all.
struct PolicyDifferenceText {
  let accounts: [PolicyComparison.Account]
  let limit: Int

  private var total: PolicyDifference {
    accounts.reduce(into: PolicyDifference()) { $0.add($1.difference, limit: limit) }
  }

  var rendered: String {
    var table = Table([
      "account", "contacts", "links before", "after", "gained", "lost", "moved", "in review before", "after",
    ])
    func row(_ name: String, _ difference: PolicyDifference) {
      let counts = [
        difference.contacts, difference.oldLinks, difference.newLinks, difference.gained, difference.lost,
        difference.moved, difference.oldReview, difference.newReview,
      ]
      table.rows.append([name] + counts.map { grouped($0) })
    }
    for account in accounts { row(account.account, account.difference) }
    if accounts.count > 1 { row("in all", total) }
    var text = table.rendered()
    guard !total.examples.isEmpty else { return text }
    var examples = Table(["change", "contact", "before", "", "", "after", "", ""])
    for example in total.examples {
      examples.rows.append(
        [example.kind.rawValue, example.new.contact] + cells(example.old) + cells(example.new))
    }
    text += "\n\n" + examples.rendered()
    return text
  }

  private func cells(_ answer: DecidedContact) -> [String] {
    [
      answer.party ?? answer.verdict.rawValue, answer.matchKey.isEmpty ? "" : probabilityText(answer.probability),
      answer.matchKey,
    ]
  }

  var jsonLine: String {
    String(
      decoding: JSONLine.encode([
        "accounts": .array(
          accounts.map { account in
            var members = counts(account.difference)
            members["account"] = .string(account.account)
            return .object(members)
          }),
        "examples": .array(
          total.examples.map {
            [
              "change": .string($0.kind.rawValue), "contact": .string($0.new.contact), "new": json($0.new),
              "old": json($0.old),
            ]
          }),
        "total": .object(counts(total)),
      ]), as: UTF8.self)
  }

  private func counts(_ difference: PolicyDifference) -> [String: JSONValue] {
    [
      "contacts": difference.contacts, "gained": difference.gained, "links_new": difference.newLinks,
      "links_old": difference.oldLinks, "lost": difference.lost, "moved": difference.moved,
      "review_new": difference.newReview, "review_old": difference.oldReview,
    ].mapValues { .int(Int64($0)) }
  }

  private func json(_ answer: DecidedContact) -> JSONValue {
    [
      "match_key": .string(answer.matchKey), "party": .text(answer.party), "probability": .double(answer.probability),
      "verdict": .string(answer.verdict.rawValue),
    ]
  }
}
