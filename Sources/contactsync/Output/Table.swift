/// Columns of text, aligned: numbers to the right, words to the left.
struct Table {
  var header: [String]
  var rows: [[String]] = []

  init(_ header: [String]) { self.header = header }

  /// - Parameter rule: what the line under the header is made of.
  func rendered(indent: String = "", rule: Character = "─") -> String {
    let rows = self.rows.map { $0.map(\.printable) }
    let all = [header] + rows
    let widths = header.indices.map { column in all.map { $0[column].displayWidth }.max() ?? 0 }
    let isNumeric = header.indices.map { column in
      !rows.isEmpty && rows.allSatisfy { $0[column].allSatisfy { $0.isNumber || " .,%-–".contains($0) } }
    }
    func line(_ cells: [String]) -> String {
      let padded = cells.indices.map { column in
        let gap = String(repeating: " ", count: widths[column] - cells[column].displayWidth)
        return isNumeric[column] ? gap + cells[column] : cells[column] + gap
      }
      var text = indent + padded.joined(separator: "  ")
      while text.last == " " { text.removeLast() }
      return text
    }
    let underline = indent + widths.map { String(repeating: rule, count: $0) }.joined(separator: "  ")
    return ([line(header), underline] + rows.map(line)).joined(separator: "\n")
  }
}

/// A whole number with a narrow space between its groups of three: 12 345.
func grouped(_ number: some BinaryInteger) -> String {
  let digits = String(number.magnitude)
  var text = ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { text.append(" ") }
    text.append(digit)
  }
  return (number < 0 ? "-" : "") + text
}
