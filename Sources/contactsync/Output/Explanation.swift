import ContactModel
import Extract
import NDJSON
import Postgres
import Transform

/// Everything that is to be said about one contact's answer.
struct Explanation: Sendable {
  struct Candidate: Sendable {
    var id: String
    var name: String
    var rows: [Evidence]
    var total: Double { rows.last?.weight ?? 0 }
    /// Raw values by field: contact's, party's.
    var raw: [(field: String, left: String, right: String)]
  }

  let account: String
  let contactID: String
  let contactName: String
  let decision: StoredDecision?
  let link: StoredLink?
  let candidates: [Candidate]
  let policy: Policy
  /// The stored decision was made by another matcher than the one that explains now.
  let isOtherMatcher: Bool

  init(
    _ session: borrowing Session, account: String, organization: String, contact: String, against: String?,
    policy: Policy
  ) throws {
    self.account = account
    contactID = contact
    self.policy = policy
    let page = try StoredReader.contacts(session, account: account, ids: [contact])
    let record = Contact(page, at: 0)
    contactName = record.name ?? ""
    decision = try StoredReader.decision(session, account: account, contact: contact)
    link = try StoredReader.link(session, account: account, contact: contact)
    let snapshot = try StoredReader.snapshot(session, organization: organization)
      .flatMap { FrequencySnapshot(decoding: $0.content) }
    let index = PartyIndexBuilder(policy: policy, snapshot: snapshot).finish()
    isOtherMatcher = decision.map { $0.matcherVersion != index.matcherVersion } ?? false
    let ids =
      try against.map { [$0] }
      ?? StoredReader.candidates(session, account: account, contact: contact).prefix(3).map(\.party)
    let parties = try StoredReader.parties(session, organization: organization, ids: ids)
    if let against, parties.rows.isEmpty { throw Failure(.usage, "there is no party '\(against)' in \(organization)") }
    let settled = decision
    candidates = parties.rows.indices.map { row in
      let party = Contact(parties, at: row)
      var rows = index.explain(contact: page, row: 0, party: parties, row: row)
      if let settled, settled.party == party.id, let own = rows.last?.weight, abs(own - settled.weight) > 0.005 {
        rows.removeLast()
        rows.append(Evidence(field: "rivals", level: "ruling", weight: settled.weight - own, left: "", right: ""))
        rows.append(Evidence(field: "total", level: "", weight: settled.weight, left: "", right: ""))
      }
      return Candidate(id: party.id, name: party.name ?? "", rows: rows, raw: Self.raw(record, party))
    }.sorted { $0.total > $1.total }
  }

  private static func raw(_ contact: Contact, _ party: Contact) -> [(field: String, left: String, right: String)] {
    func all(_ texts: [String]) -> String { texts.joined(separator: " | ") }
    return [
      (Field.name.name, contact.name ?? "", party.name ?? ""),
      (Field.taxNumber.name, contact.taxNumber ?? "", party.taxNumber ?? ""),
      (Field.email.name, contact.emailAddress ?? "", party.emailAddress ?? ""),
      (Field.phone.name, all(contact.phoneNumbers), all(party.phoneNumbers)),
      (Field.address.name, all(contact.addressLines), all(party.addressLines)),
    ]
  }

  /// For people: the verdict, then a waterfall for each candidate.
  var rendered: String {
    var text = "\(contactName)\ncontact \(contactID) of \(account)\n\n"
    if let decision {
      text += "\(decision.verdict.rawValue)"
      if let party = decision.party { text += " to \(party)" }
      if decision.verdict != .unmatched {
        text += ", probability \(probabilityText(decision.probability)) (\(decision.matchKey))"
      }
      text += "\nbecause: \(decision.reasons.map(\.words).joined(separator: "; "))\n"
    } else {
      text += "not decided yet: run a pipeline first\n"
    }
    if let link {
      text += "linked to \(link.party) (\(link.source.rawValue)\(link.isPrimary ? ", primary" : ", duplicate"))\n"
    }
    if isOtherMatcher { text += "decided by another policy or frequency snapshot than explains here\n" }
    for candidate in candidates { text += "\n" + waterfall(candidate) }
    if candidates.isEmpty { text += "\nNo party shares a blocking key with it.\n" }
    text += "\nmatched from \(probabilityText(policy.matchAt)), review from \(probabilityText(policy.reviewAt)),"
    return text + " ahead of every rival by \(bitsText(policy.margin).dropFirst()) bits"
  }

  /// One candidate as a table of bits.
  func waterfall(_ candidate: Candidate) -> String {
    var table = Table(["bits", "field", "level", "contact", "party"])
    for row in candidate.rows {
      let raw = candidate.raw.first { $0.field == row.field }
      table.rows.append([
        bitsText(row.weight), row.field, row.level, shown(row.left, raw?.left), shown(row.right, raw?.right),
      ])
    }
    let likely = probability(bits: candidate.total)
    return "\(candidate.name) (\(candidate.id)): probability \(probabilityText(likely))\n"
      + table.rendered(indent: "  ") + "\n"
  }

  /// The value as received, with the normalized one behind it where that differs.
  private func shown(_ normalized: String, _ raw: String?) -> String {
    let raw = raw ?? ""
    if raw.isEmpty || raw == normalized { return short(raw.isEmpty ? normalized : raw) }
    return normalized.isEmpty ? short(raw) : "\(short(raw)) → \(short(normalized))"
  }

  private func short(_ text: String) -> String { text.count > 44 ? text.prefix(43) + "…" : text }

  var jsonLine: String {
    let shown: [JSONValue] = candidates.map { candidate in
      [
        "evidence": .array(
          candidate.rows.map {
            [
              "field": .string($0.field), "left": .string($0.left), "level": .string($0.level),
              "right": .string($0.right), "weight": .double($0.weight),
            ]
          }), "party": .string(candidate.id), "probability": .double(probability(bits: candidate.total)),
        "weight": .double(candidate.total),
      ]
    }
    var object: [String: JSONValue] = [
      "account": .string(account), "candidates": .array(shown), "contact": .string(contactID),
      "verdict": .text(decision?.verdict.rawValue), "party": .text(decision?.party),
    ]
    if let decision {
      object["match_key"] = .string(decision.matchKey)
      object["matcher_version"] = .string(decision.matcherVersion)
      object["probability"] = .double(decision.probability)
      object["reasons"] = .array(decision.reasons.map { .string($0.rawValue) })
      object["weight"] = .double(decision.weight)
    }
    return String(decoding: JSONLine.encode(object), as: UTF8.self)
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
