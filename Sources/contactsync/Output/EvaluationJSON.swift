import ContactModel
import NDJSON
import Pipeline
import Transform

extension EvaluationText {
  /// One object with sorted keys.
  var jsonLine: String {
    var members: [String: JSONValue] = [
      "by_country": .array(evaluation.byCountry.map { group("country", $0.name.isEmpty ? nil : $0.name, $0.counts) }),
      "by_match_key": .array(evaluation.byKey.map(\.json)),
      "by_pattern": .array(evaluation.byPattern.map { group("pattern", $0.name, $0.counts) }),
      "calibration": evaluation.calibration.json, "contacts": .int(Int64(evaluation.contacts)),
      "deleted": .int(Int64(result.deleted)), "f1": .optional(evaluation.f1), "known": .int(Int64(result.known)),
      "matched": .int(Int64(evaluation.matched)), "missing": .int(Int64(result.missing)),
      "recall_at_precision": recallAtPrecision, "review": .int(Int64(evaluation.review)),
      "review_for_recall": reviewForRecall, "stored": .int(Int64(result.stored)),
      "undecided": .int(Int64(result.undecided)), "unmatched": .int(Int64(evaluation.unmatched)),
      "unnamed": .int(Int64(result.unnamed)), "with_truth": .int(Int64(evaluation.withTruth)),
      "without_best": .int(Int64(result.withoutBest)),
    ]
    for (name, _, share) in shares { members[name] = share.json }
    let lists: [(String, Mistakes.Kind)] = [
      ("mistakes", .wrongLink), ("missed", .missed), ("not_compared", .notCompared),
    ]
    for (name, kind) in lists {
      members[name] = .array(evaluation.mistakes.worst(kind).map { mistake(kind, $0) })
      members["\(kind.rawValue)_count"] = .int(Int64(evaluation.mistakes.count(kind)))
    }
    return String(decoding: JSONLine.encode(members), as: UTF8.self)
  }

  private var recallAtPrecision: JSONValue {
    let sweep = evaluation.sweep
    return .array(
      Self.precisions.map { precision in
        let point = sweep.point(precision: precision)
        return [
          "at_least": .double(precision), "precision": point?.precision.json ?? .null,
          "recall": point?.recall.json ?? .null, "threshold": .optional(point?.threshold),
        ]
      })
  }

  private var reviewForRecall: JSONValue {
    let queue = evaluation.reviewQueue
    return .array(
      Self.recalls.map { recall in
        let need = queue.need(recall: recall)
        return [
          "at_least": .double(recall), "recall": need?.recall.json ?? .null, "review": need?.review.json ?? .null,
          "threshold": .optional(need?.threshold),
        ]
      })
  }

  private func group(_ title: String, _ name: String?, _ counts: EvaluationCounts) -> JSONValue {
    .object([
      title: .text(name), "contacts": .int(Int64(counts.contacts)), "precision": counts.precision.json,
      "recall": counts.recall.json, "recall_with_review": counts.recallWithReview.json,
      "review_share": counts.reviewShare.json,
    ])
  }

  private func mistake(_ kind: Mistakes.Kind, _ contact: EvaluatedContact) -> JSONValue {
    var members: [String: JSONValue] = [
      "account": .string(contact.account), "contact": .string(contact.contact), "match_key": .string(contact.matchKey),
      "party": .text(contact.party), "probability": .double(contact.probability),
      "truth": .array(contact.truth.sorted().map { .string($0) }), "verdict": .string(contact.verdict.rawValue),
    ]
    let shown = result.mistakes.first {
      $0.kind == kind && $0.contact.contact == contact.contact && $0.contact.account == contact.account
    }
    if let shown {
      members["pairs"] = .array(
        shown.pairs.map { pair in
          [
            "evidence": .array(pair.evidence.map(\.json)), "is_true": .bool(pair.isTrue), "party": .string(pair.party),
          ]
        })
    }
    return .object(members)
  }
}

extension JSONValue {
  /// A number, or null for nil.
  static func optional(_ number: Double?) -> JSONValue { number.map { .double($0) } ?? .null }
}

extension Evidence {
  /// `{"field":…,"left":…,"level":…,"right":…,"weight":…}`.
  var json: JSONValue {
    [
      "field": .string(field), "left": .string(left), "level": .string(level), "right": .string(right),
      "weight": .double(weight),
    ]
  }
}

extension Evaluation.Key {
  fileprivate var json: JSONValue {
    ["match_key": .string(matchKey), "precision": precision.json, "review": .int(Int64(review))]
  }
}

extension Calibration {
  fileprivate var json: JSONValue {
    [
      "bins": .array(
        bins.map {
          ["from": .double($0.lower), "said": .optional($0.said), "to": .double($0.upper), "true": $0.truth.json]
        }), "brier_score": .optional(brierScore), "contacts": .int(Int64(count)),
      "expected_calibration_error": .optional(expectedError),
    ]
  }
}

extension Share {
  /// `{"high":…,"low":…,"part":…,"value":…,"whole":…}`, null where nothing is known.
  var json: JSONValue {
    [
      "high": .optional(interval?.upperBound), "low": .optional(interval?.lowerBound), "part": .int(Int64(part)),
      "value": .optional(value), "whole": .int(Int64(whole)),
    ]
  }
}
