/// What could have been meant by a key that is not in the table.
package enum KeyHints {
  /// The names that may stand below a path (empty: at the top), in the table's order; `*` for a name of the file's own.
  static func children(of path: String) -> [String] {
    let parts = path.split(separator: ".")
    var names: [String] = []
    for key in ConfigurationKey.all {
      let own = key.path.split(separator: ".")
      guard own.count > parts.count, zip(own, parts).allSatisfy({ $0 == "*" || $0 == $1 }) else { continue }
      let name = String(own[parts.count])
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// The end of a message on an unknown key: the nearest name, the place where it belongs, or what is known here.
  static func hint(for name: String, below path: String) -> String {
    let names = children(of: path)
    if let near = near(name, among: names) { return ": did you mean `\(near)`?" }
    let known = "known \(path.isEmpty ? "at the top" : "below `\(path)`") are \(names.joined(separator: ", "))"
    if let elsewhere = parent(of: name) {
      return ": it belongs \(elsewhere.isEmpty ? "at the top" : "below `\(elsewhere)`"); \(known)"
    }
    return ": \(known)"
  }

  /// The end of a message on a name that is none of a closed set: the nearest, or all of them.
  package static func hint(for name: String, among names: [String]) -> String {
    near(name, among: names).map { ": did you mean `\($0)`?" } ?? ": known are \(names.joined(separator: ", "))"
  }

  /// The name that was probably meant; nil: none is near.
  private static func near(_ name: String, among names: [String]) -> String? {
    guard let near = names.min(by: { editDistance($0, name) < editDistance($1, name) }),
      editDistance(near, name) <= (name.utf8.count > 3 ? 2 : 1)
    else { return nil }
    return near
  }

  /// Where a name that is unknown in its place is known: the path above it; nil: nowhere.
  private static func parent(of name: String) -> String? {
    for key in ConfigurationKey.all {
      let parts = key.path.split(separator: ".")
      if let index = parts.firstIndex(where: { $0 == name }) { return parts[..<index].joined(separator: ".") }
    }
    return nil
  }

  /// Levenshtein distance of two short texts.
  private static func editDistance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.utf8), Array(b.utf8))
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let next = min(row[j] + 1, row[j + 1] + 1, diagonal + (x == y ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = next
      }
    }
    return row[b.count]
  }
}
