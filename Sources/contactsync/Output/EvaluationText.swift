import ContactModel
import Pipeline
import Transform

/// A measurement for people; for programs see ``jsonLine``.
struct EvaluationText {
  let result: EvaluationResult
  /// The contacts came from a file of decisions, not from the database.
  var isOfFile = false

  var evaluation: Evaluation { result.evaluation }

  /// The precisions for which the recall is told, and the recalls for which the work is.
  static let precisions = [0.99, 0.995]
  static let recalls = [0.95, 0.97]

  var shares: [(name: String, words: String, share: Share)] {
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
    var text = "\(grouped(result.stored)) contacts \(isOfFile ? "read" : "stored"),"
    text += " \(grouped(evaluation.contacts)) measured"
    for (count, words) in leftOut where count > 0 { text += ", \(grouped(count)) \(words)" }
    text += "\n\(grouped(evaluation.withTruth)) of them are some party;"
    text += " \(grouped(evaluation.matched)) matched, \(grouped(evaluation.review)) in review,"
    text += " \(grouped(evaluation.unmatched)) unmatched\n\n"
    var parts = [measureTable.rendered(), calibrationText]
    if !evaluation.byKey.isEmpty { parts.append(rendered(keyTable)) }
    if evaluation.contacts > 0 { parts.append(rendered(groupTable("country", evaluation.byCountry))) }
    if !evaluation.byPattern.isEmpty { parts.append(rendered(groupTable("pattern", evaluation.byPattern))) }
    parts.append(contentsOf: mistakeParts)
    return text + parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// Rows of a table that are shown; the JSON has all.
  private static let rowLimit = 40

  private func rendered(_ table: Table) -> String {
    guard table.rows.count > Self.rowLimit else { return table.rendered() }
    var short = table
    short.rows.removeLast(table.rows.count - Self.rowLimit)
    return short.rendered() + "\nand \(table.rows.count - Self.rowLimit) more; --json has all"
  }

  private var leftOut: [(Int, String)] {
    [
      (result.deleted, "deleted"), (result.known, "placed by people or imports"),
      (result.unnamed, "not named by the truth"), (result.undecided, "not decided yet"),
      (result.withoutBest, "decided by an earlier release (run once more to have them in calibration and thresholds)"),
      (result.missing, "in the truth and not \(isOfFile ? "in the file" : "stored")"),
    ]
  }

  private var measureTable: Table {
    var table = Table(["measure", "value", "95 %", "count", "of", ""])
    func add(_ name: String, _ share: Share, _ words: String) {
      table.rows.append([
        name, percent(share.value), interval(share.interval), grouped(share.part), grouped(share.whole), words,
      ])
    }
    for (name, words, share) in shares { add(name, share, words) }
    table.rows.append(["f1", percent(evaluation.f1), "", "", "", "of precision and recall"])
    let sweep = evaluation.sweep
    for precision in Self.precisions {
      let name = "recall_at_\(shortText(precision))"
      if let point = sweep.point(precision: precision) {
        add(
          name, point.recall,
          "if the best candidate were linked from \(thresholdText(point.threshold)) on: \(percent(point.precision.value)) right"
        )
      } else {
        table.rows.append([name, "", "", "", "", "no threshold is that precise"])
      }
    }
    let queue = evaluation.reviewQueue
    for recall in Self.recalls {
      let name = "review_for_\(shortText(recall))"
      if let need = queue.need(recall: recall) {
        let words = need.threshold.map { "of the contacts, looked at from \(thresholdText($0)) on beside the links" }
        add(name, need.review, words ?? "the links alone suffice")
      } else {
        let most = percent(queue.mostRecall.value)
        table.rows.append([
          name, "", "", "", "", "out of reach" + (most.isEmpty ? "" : ": all candidates give \(most)"),
        ])
      }
    }
    return table
  }

  private var calibrationText: String {
    let calibration = evaluation.calibration
    guard calibration.count > 0 else { return "" }
    var table = Table(["best candidate said", "contacts", "mean said", "true", "95 %"])
    for bin in calibration.bins where bin.truth.whole > 0 {
      table.rows.append([
        "\(shortText(bin.lower))–\(shortText(bin.upper))", grouped(bin.truth.whole), percent(bin.said),
        percent(bin.truth.value), interval(bin.truth.interval),
      ])
    }
    return table.rendered()
      + "\nexpected calibration error \(fourDecimals(calibration.expectedError ?? 0)),"
      + " Brier score \(fourDecimals(calibration.brierScore ?? 0))"
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

  private func groupTable(_ title: String, _ groups: [(name: String, counts: EvaluationCounts)]) -> Table {
    var table = Table([
      title, "contacts", "some party", "links", "precision", "95 %", "recall", "95 %", "with review", "in review",
    ])
    for (name, counts) in groups {
      table.rows.append([
        name.isEmpty ? "unknown" : name, grouped(counts.contacts), grouped(counts.withTruth), grouped(counts.matched),
        percent(counts.precision.value), interval(counts.precision.interval), percent(counts.recall.value),
        interval(counts.recall.interval), percent(counts.recallWithReview.value), percent(counts.reviewShare.value),
      ])
    }
    return table
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

/// A number between 0 and 1 as it is written: 0.995, 0.3, 1.
func shortText(_ number: Double) -> String {
  number == number.rounded() ? String(Int(number)) : "\(number)"
}

/// A threshold, rounded down to six decimals so that what it lets through stays through.
func thresholdText(_ probability: Double) -> String { decimals(probability.nextUp, 1_000_000, .down) }

/// A number from 0 to 1 with four decimals.
func fourDecimals(_ number: Double) -> String { decimals(number, 10_000, .toNearestOrEven) }

private func decimals(_ number: Double, _ parts: Int, _ rule: FloatingPointRoundingRule) -> String {
  let whole = Int((number * Double(parts)).rounded(rule))
  let digits = String(whole % parts)
  let zeros = String(repeating: "0", count: String(parts).count - 1 - digits.count)
  return "\(whole / parts).\(zeros)\(digits)"
}
