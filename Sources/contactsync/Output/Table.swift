/// Columns of text, aligned: numbers to the right, words to the left.
struct Table {
  var header: [String]
  var rows: [[String]] = []

  init(_ header: [String]) { self.header = header }

  func rendered(indent: String = "") -> String {
    let all = [header] + rows
    let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    let isNumeric = header.indices.map { column in
      !rows.isEmpty && rows.allSatisfy { $0[column].allSatisfy { $0.isNumber || " .,%-–".contains($0) } }
    }
    func line(_ cells: [String]) -> String {
      let padded = cells.indices.map { column in
        let gap = String(repeating: " ", count: widths[column] - cells[column].count)
        return isNumeric[column] ? gap + cells[column] : cells[column] + gap
      }
      var text = indent + padded.joined(separator: "  ")
      while text.last == " " { text.removeLast() }
      return text
    }
    let rule = indent + widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
    return ([line(header), rule] + rows.map(line)).joined(separator: "\n")
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
