import ContactModel
import Extract
import NDJSON
import Transform

extension Explanation {
  /// One object with sorted keys.
  var jsonLine: String {
    var object: [String: JSONValue] = [
      "account": .string(account), "alternatives": .array(ranking.dropFirst().map(\.shortJSON)),
      "candidates": .array(candidates.map(\.json)), "contact": .string(contactID),
      "linked_to": .text(link?.party), "margin": .double(policy.margin), "match_at": .double(policy.matchAt),
      "party": .text(decision?.party), "review_at": .double(policy.reviewAt), "rivals": .array(rivals.map(\.json)),
      "verdict": .text(decision?.verdict.rawValue), "why_not": .text(whyNot),
    ]
    if let decision {
      object["match_key"] = .string(decision.matchKey)
      object["matcher_version"] = .string(decision.matcherVersion)
      object["probability"] = .double(decision.probability)
      object["reasons"] = .array(decision.reasons.map { .string($0.rawValue) })
      object["reasons_in_words"] = .array(decision.reasons.map { .string($0.words) })
      object["weight"] = .double(decision.weight)
    }
    return String(decoding: JSONLine.encode(object), as: UTF8.self)
  }
}

extension Explanation.Candidate {
  fileprivate var json: JSONValue {
    [
      "evidence": .array(rows.map(\.json)), "name": .string(name), "party": .string(id),
      "probability": .double(probability(bits: total)),
      "raw": .array(
        raw.map { ["field": .string($0.field), "left": .string($0.left), "right": .string($0.right)] }),
      "weight": .double(total),
    ]
  }

  fileprivate var shortJSON: JSONValue {
    [
      "name": .string(name), "party": .string(id), "probability": .double(probability(bits: total)),
      "weight": .double(total),
    ]
  }
}

extension Explanation.Rival {
  fileprivate var json: JSONValue {
    [
      "contact": .string(contact), "linked_to": .text(linked), "name": .string(name),
      "probability": .double(probability(bits: weight)), "weight": .double(weight),
    ]
  }
}
