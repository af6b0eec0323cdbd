import ContactModel
import NDJSON
import Pipeline
import Transform

/// A measurement for people and for programs.
struct EvaluationText {
  let result: Evaluator.Result

  private var evaluation: Evaluation { result.evaluation }

  private var shares: [(name: String, words: String, share: Share)] {
    [
      ("precision", "of the automatic links, right", evaluation.precision),
      ("recall", "of the contacts that are some party, linked rightly", evaluation.recall),
      ("recall_with_review", "the same, or shown to a person with it", evaluation.recallWithReview),
      ("candidate_recall", "the same contacts, compared with it at all", evaluation.candidateRecall),
      ("review_share", "of the contacts, left to a person", evaluation.reviewShare),
      ("party_recall", "of the parties that some contact is, reached", evaluation.partyRecall),
    ]
  }

  var rendered: String {
    var text = "\(grouped(result.stored)) contacts stored, \(grouped(evaluation.contacts)) measured"
    for (count, words) in leftOut where count > 0 { text += ", \(grouped(count)) \(words)" }
    text += "\n\(grouped(evaluation.withTruth)) of them are some party;"
    text += " \(grouped(evaluation.matched)) matched, \(grouped(evaluation.review)) in review,"
    text += " \(grouped(evaluation.unmatched)) unmatched\n\n"
    var table = Table(["measure", "value", "95 %", "right", "of", ""])
    for (name, words, share) in shares {
      table.rows.append([
        name, percent(share.value), interval(share.interval), grouped(share.part), grouped(share.whole), words,
      ])
    }
    table.rows.append(["f1", percent(evaluation.f1), "", "", "", "of precision and recall"])
    text += table.rendered()
    if !evaluation.byKey.isEmpty { text += "\n\n" + keyTable.rendered() }
    if !evaluation.mistakes.isEmpty { text += "\n\n" + mistakeTable.rendered() }
    return text
  }

  private var leftOut: [(Int, String)] {
    [
      (result.deleted, "deleted"), (result.known, "placed by people or imports"),
      (result.unnamed, "not named by the truth"), (result.undecided, "not decided yet"),
      (result.missing, "in the truth and not stored"),
    ]
  }

  private var keyTable: Table {
    var table = Table(["match key", "links", "right", "precision", "95 %", "in review"])
    for key in evaluation.byKey {
      table.rows.append([
        key.matchKey.isEmpty ? "(none)" : key.matchKey, grouped(key.precision.whole), grouped(key.precision.part),
        percent(key.precision.value), interval(key.precision.interval), grouped(key.review),
      ])
    }
    return table
  }

  private var mistakeTable: Table {
    var table = Table(["wrongly linked", "to", "truly", "probability", "match key"])
    for mistake in evaluation.mistakes {
      table.rows.append([
        mistake.contact, mistake.party ?? "",
        mistake.truth.isEmpty ? "none" : mistake.truth.sorted().joined(separator: " "),
        probabilityText(mistake.probability), mistake.matchKey,
      ])
    }
    return table
  }

  var jsonLine: String {
    var members: [String: JSONValue] = [
      "contacts": .int(Int64(evaluation.contacts)), "deleted": .int(Int64(result.deleted)),
      "f1": evaluation.f1.map { .double($0) } ?? .null, "known": .int(Int64(result.known)),
      "matched": .int(Int64(evaluation.matched)), "missing": .int(Int64(result.missing)),
      "review": .int(Int64(evaluation.review)), "stored": .int(Int64(result.stored)),
      "undecided": .int(Int64(result.undecided)), "unmatched": .int(Int64(evaluation.unmatched)),
      "unnamed": .int(Int64(result.unnamed)), "with_truth": .int(Int64(evaluation.withTruth)),
    ]
    for (name, _, share) in shares { members[name] = share.json }
    members["by_match_key"] = .array(
      evaluation.byKey.map {
        ["match_key": .string($0.matchKey), "precision": $0.precision.json, "review": .int(Int64($0.review))]
      })
    members["mistakes"] = .array(
      evaluation.mistakes.map {
        [
          "contact": .string($0.contact), "match_key": .string($0.matchKey), "party": .text($0.party),
          "probability": .double($0.probability), "truth": .array($0.truth.sorted().map { .string($0) }),
        ]
      })
    return String(decoding: JSONLine.encode(members), as: UTF8.self)
  }
}

extension Share {
  /// `{"high":…,"low":…,"part":…,"value":…,"whole":…}`, null where nothing is known.
  var json: JSONValue {
    [
      "high": interval.map { .double($0.upperBound) } ?? .null, "low": interval.map { .double($0.lowerBound) } ?? .null,
      "part": .int(Int64(part)), "value": value.map { .double($0) } ?? .null, "whole": .int(Int64(whole)),
    ]
  }
}

/// A share in percent with two decimals, never rounded up to all: 99.87 %; empty where unknown.
func percent(_ share: Double?) -> String {
  guard let share else { return "" }
  let parts = Int((share * 10_000 + 1e-9).rounded(.down))
  let digits = String(parts % 100)
  return "\(parts / 100).\(digits.count == 1 ? "0" + digits : digits) %"
}

/// An interval in percent: 98.11–99.92; empty where unknown.
func interval(_ range: ClosedRange<Double>?) -> String {
  guard let range else { return "" }
  return "\(percent(range.lowerBound).dropLast(2))–\(percent(range.upperBound).dropLast(2))"
}
