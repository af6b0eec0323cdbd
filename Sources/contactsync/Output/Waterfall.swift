import ContactModel
import Transform

/// A pair's evidence as a waterfall: each row's bar begins where the sum of the rows above ends, negative bits to the left.
struct Waterfall: Sendable {
  /// The two values of a field, as received and normalized.
  struct Values: Sendable {
    var raw: (left: String, right: String)
    var normalized: (left: String, right: String)
  }

  /// Prior, fields, interactions, rivals, and the total last.
  let rows: [Evidence]
  /// Values as received by field's name: the contact's, the party's.
  let raw: [(field: String, left: String, right: String)]
  let policy: Policy

  /// Columns of the bars on a wide and on a narrow terminal, without the line of zero.
  private static let barWidths = (wide: 23, narrow: 11)

  func rendered(_ style: TextStyle, indent: String = "  ") -> String {
    let barWidth = style.width < 110 ? Self.barWidths.narrow : Self.barWidths.wide
    let scale = Scale(rows, policy, width: barWidth)
    let labels = rows.map(label)
    let labelWidth = max(5, labels.map(\.displayWidth).max() ?? 0)
    let before = indent.count + 8 + barWidth + 1 + 2 + labelWidth + 2
    let valueWidth = max(16, (style.width - before - 2) / 2)
    let blank = String(repeating: " ", count: before)
    var lines = [
      indent + "  bits  " + String(repeating: " ", count: barWidth + 1) + "  " + "".padded(labelWidth) + "  "
        + "contact".padded(valueWidth) + "  party"
    ]
    var sum = 0.0
    for (row, label) in zip(rows, labels) {
      let isTotal = row.field == "total"
      let bar = scale.bar(from: isTotal ? 0 : sum, to: isTotal ? row.weight : sum + row.weight, style)
      if !isTotal { sum += row.weight }
      let start = indent + leftPadded(bitsText(row.weight), 6) + "  " + bar + "  "
      let (first, second) = values(row, valueWidth, style)
      lines.append(start + (isTotal ? style.colored(label, .strong) : label).padded(labelWidth) + "  " + first)
      if !second.allSatisfy({ $0 == " " }) { lines.append(blank + style.colored(second, .faint)) }
    }
    lines.append(indent + "        " + scale.axis(style) + "  " + scale.legend)
    return lines.map(trimmed).joined(separator: "\n")
  }

  private func label(_ row: Evidence) -> String {
    row.level.isEmpty || row.level == "interaction" || row.level == "ruling"
      ? row.field : "\(row.field): \(row.level)"
  }

  /// Both values on one line as received, and on the next one normalized where that differs.
  private func values(_ row: Evidence, _ width: Int, _ style: TextStyle) -> (first: String, second: String) {
    if let words = RuleWords.words[row.field] { return (style.colored(words, .faint), "") }
    let raw = self.raw.first { $0.field == row.field }
    func shown(_ normalized: String, _ raw: String) -> (first: String, second: String) {
      let raw = raw.printable
      let normalized = normalized.printable
      if raw.isEmpty || raw == normalized { return (style.cut(normalized, width), "") }
      return (style.cut(raw, width), normalized.isEmpty ? "" : style.cut("\(style.arrow) \(normalized)", width))
    }
    let (left, right) = (shown(row.left, raw?.left ?? ""), shown(row.right, raw?.right ?? ""))
    return (
      left.first.padded(width) + "  " + right.first,
      left.second.isEmpty && right.second.isEmpty ? "" : left.second.padded(width) + "  " + right.second
    )
  }

  private func leftPadded(_ text: String, _ columns: Int) -> String {
    String(repeating: " ", count: max(0, columns - text.count)) + text
  }

  private func trimmed(_ line: String) -> String {
    var end = line[...]
    while end.last == " " { end.removeLast() }
    return String(end)
  }
}

/// Where bits lie on the columns of the bars.
private struct Scale {
  private let low: Double
  private let high: Double
  private let review: Double
  private let match: Double
  private let policy: Policy
  private let width: Int

  init(_ rows: [Evidence], _ policy: Policy, width: Int) {
    self.policy = policy
    self.width = width
    review = bits(probability: policy.reviewAt)
    match = bits(probability: policy.matchAt)
    var (low, high, sum) = (min(0, review), max(0, match), 0.0)
    for row in rows where row.field != "total" {
      sum += row.weight
      low = min(low, sum)
      high = max(high, sum)
    }
    self.low = low
    self.high = high
  }

  /// The cell left of which so many bits lie, 0…width.
  private func edge(_ bits: Double) -> Int {
    let share = (min(max(bits, low), high) - low) / (high - low)
    return Int((share * Double(width)).rounded())
  }

  /// A bar between two sums, with the line of zero in a column of its own; a bar that is not nothing takes a cell.
  func bar(from: Double, to: Double, _ style: TextStyle) -> String {
    var (start, end) = (edge(min(from, to)), edge(max(from, to)))
    if start == end, from != to {
      if end < width, to > from || start == 0 { end += 1 } else { start -= 1 }
    }
    let block = to < from ? (style.usesBlocks ? "▒" : "-") : (style.usesBlocks ? "█" : "+")
    let zero = edge(0)
    func cells(_ range: Range<Int>) -> String {
      let filled = range.clamped(to: start..<end)
      let left = filled.isEmpty ? range.count : filled.lowerBound - range.lowerBound
      return String(repeating: " ", count: left)
        + style.colored(String(repeating: block, count: filled.count), to < from ? .bad : .good)
        + String(repeating: " ", count: range.count - left - filled.count)
    }
    return cells(0..<zero) + (style.usesBlocks ? "│" : "|") + cells(zero..<width)
  }

  /// Where zero and the thresholds lie.
  func axis(_ style: TextStyle) -> String {
    var cells = Array(repeating: " ", count: width + 1)
    cells[edge(review)] = "r"
    cells[edge(0)] = "0"
    cells[edge(match)] = "m"
    return cells.joined()
  }

  var legend: String {
    "r: review from \(probabilityText(policy.reviewAt)) (\(bitsText(review)) bits),"
      + " m: matched from \(probabilityText(policy.matchAt)) (\(bitsText(match)))"
  }
}
