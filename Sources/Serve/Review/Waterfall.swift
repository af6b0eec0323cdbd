/// How a candidate's bits add up, as rows of words and bars; the template draws them as SVG.
struct Waterfall {
  /// Of the drawing, in its own units.
  private static let width = 300.0

  private let least: Double
  private let span: Double
  private let items: [ReviewSubject.Candidate.Item]
  private let thresholds: (review: Double, match: Double)

  /// - Parameter thresholds: in bits.
  init(_ items: [ReviewSubject.Candidate.Item], thresholds: (review: Double, match: Double)) {
    // What is missing says nothing; a ruling that moves nothing neither.
    self.items = items.filter { $0.field == "total" || abs($0.weight) >= 0.05 }
    self.thresholds = thresholds
    var sum = 0.0
    var all = [0, thresholds.review, thresholds.match]
    for item in self.items where item.field != "total" {
      sum += item.weight
      all.append(sum)
    }
    least = (all.min() ?? 0) - 1
    span = max(1, (all.max() ?? 0) + 1 - least)
  }

  /// For each row: words, bits, and where its bar lies.
  var rows: [[String: Any]] {
    var sum = 0.0
    return items.map { item in
      let isTotal = item.field == "total"
      let from = isTotal ? 0 : sum
      let to = isTotal ? item.weight : sum + item.weight
      sum = to
      return [
        "words": isTotal ? "total" : FieldWords.evidence(item.field, item.level), "bits": Self.bits(item.weight),
        "kind": isTotal ? "total" : item.weight < 0 ? "down" : "up", "x": Self.number(place(min(from, to))),
        "width": Self.number(max(1, abs(to - from) / span * Self.width)),
        "review": Self.number(place(thresholds.review)),
        "match": Self.number(place(thresholds.match)), "zero": Self.number(place(0)), "left": item.left,
        "right": item.right, "hasValues": !item.left.isEmpty || !item.right.isEmpty,
      ]
    }
  }

  private func place(_ bits: Double) -> Double { (bits - least) / span * Self.width }

  /// With its sign and one decimal: `+8.1`.
  static func bits(_ bits: Double) -> String {
    let text = number(bits)
    return text.hasPrefix("-") ? "−" + text.dropFirst() : "+" + text
  }

  /// With one decimal.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }
}
