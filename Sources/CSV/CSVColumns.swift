/// The columns of a file by name: trimmed, in lower case, in any order.
package struct CSVColumns: Sendable {
  /// Cells of the header.
  package let count: Int
  private let places: [String: Int]

  /// - Throws: where the header is absent or broken, or names a column twice.
  package init(header: CSVRow?, file: String) throws(CSVError) {
    guard let header else { throw CSVError(file: file, what: "the file is empty: a header is needed") }
    if let problem = header.problem { throw CSVError(file: file, line: header.line, what: "in the header: \(problem)") }
    var places: [String: Int] = [:]
    for (place, cell) in header.cells.enumerated() {
      let name = CSVColumns.trimmed(cell).lowercased()
      if name.isEmpty { continue }
      if places.updateValue(place, forKey: name) != nil {
        throw CSVError(file: file, line: header.line, what: "the column '\(name)' stands twice in the header")
      }
    }
    self.places = places
    count = header.count
  }

  /// Where a column stands under one of its names; nil where it is not there.
  package func place(_ names: String...) -> Int? { names.lazy.compactMap { places[$0] }.first }

  /// A text without blanks at its ends.
  package static func trimmed(_ text: String) -> String {
    var rest = Substring(text)
    while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
    while rest.last?.isWhitespace == true { rest = rest.dropLast() }
    return String(rest)
  }
}
