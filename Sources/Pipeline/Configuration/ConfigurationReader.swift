internal import ContactModel
internal import Yams

/// What is wrong in a configuration file: where it stands and what to do.
package struct ConfigurationProblem: Error, Sendable, Hashable, CustomStringConvertible {
  package var file: String
  /// 1-based; 0 where the problem concerns the file as a whole.
  package var line: Int
  package var message: String

  package init(file: String, line: Int, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  package var description: String { line > 0 ? "\(file):\(line): \(message)" : "\(file): \(message)" }
}

/// All problems of one file; never empty.
package struct ConfigurationError: Error, Sendable, CustomStringConvertible {
  package var problems: [ConfigurationProblem]

  package init(_ problems: [ConfigurationProblem]) { self.problems = problems }

  package var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// A value of a pipeline file after its check against the table of keys.
enum ConfigurationValue: Sendable {
  case text(String)
  case integer(Int)
  case number(Double)
  case texts([String])
  case word
}

/// Reads a YAML text against the table of keys: unknown keys, wrong types and values out of range are all reported.
struct ConfigurationReader {
  let file: String
  private(set) var values: [String: ConfigurationValue] = [:]
  private(set) var problems: [ConfigurationProblem] = []

  init(file: String, text: String) {
    self.file = file
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      problems.append(Self.problem(of: error, file: file))
      return
    }
    guard let root, case .mapping = root else {
      problems.append(.init(file: file, line: 1, message: "expected a mapping that begins with `version: 1`"))
      return
    }
    walk(root, path: "")
    for key in ConfigurationKey.all where key.standard == nil && values[key.path] == nil && !isReported(key.path) {
      report(root, "required key `\(key.path)` is missing: \(key.kind.description)")
    }
  }

  static func problem(of error: any Error, file: String) -> ConfigurationProblem {
    switch error as? YamlError {
    case .scanner(_, let what, let mark, _)?, .parser(_, let what, let mark, _)?, .composer(_, let what, let mark, _)?:
      .init(file: file, line: mark.line, message: "not valid YAML: \(what)")
    case .duplicatedKeysInMapping(let keys, let context)?:
      .init(
        file: file, line: context.mark.line,
        message: "key written twice: \(keys.map { "\($0)" }.joined(separator: ", "))")
    default: .init(file: file, line: 0, message: "not valid YAML")
    }
  }

  private mutating func walk(_ node: Node, path: String) {
    guard case .mapping(let mapping) = node else { return }
    var seen: Set<String> = []
    for (keyNode, value) in mapping {
      guard let name = keyNode.string else {
        report(keyNode, "a key must be a text")
        continue
      }
      let full = path.isEmpty ? name : "\(path).\(name)"
      guard seen.insert(name).inserted else {
        report(keyNode, "key `\(full)` is written twice")
        continue
      }
      let isParent = ConfigurationKey.all.contains { $0.path.hasPrefix(full + ".") }
      if let key = ConfigurationKey.named(full) {
        if isParent, case .mapping = value { walk(value, path: full) } else { read(value, key) }
      } else if isParent {
        if case .mapping = value {
          walk(value, path: full)
        } else {
          report(value, "`\(full)` needs keys below it: \(children(of: full).joined(separator: ", "))")
        }
      } else {
        report(keyNode, "unknown key `\(full)`\(hint(for: name, below: path))")
      }
    }
  }

  private mutating func read(_ node: Node, _ key: ConfigurationKey) {
    if key.standard != nil, node.null != nil { return }
    if case .texts = key.kind {
      guard case .sequence(let sequence) = node, sequence.allSatisfy({ $0.scalar != nil }) else {
        return report(node, "`\(key.path)` must be \(key.kind.description)")
      }
      values[key.path] = .texts(sequence.map { $0.scalar?.string ?? "" })
      return
    }
    guard let scalar = node.scalar, let value = key.value(of: scalar.string) else {
      let found = node.scalar.map { " (found `\($0.string)`)" } ?? ""
      return report(node, "`\(key.path)` must be \(key.kind.description)\(found)")
    }
    values[key.path] = value
  }

  private mutating func report(_ node: Node, _ message: String) {
    problems.append(.init(file: file, line: node.mark?.line ?? 0, message: message))
  }

  private func isReported(_ path: String) -> Bool { problems.contains { $0.message.contains("`\(path)`") } }

  private func children(of path: String) -> [String] {
    let prefix = path.isEmpty ? "" : path + "."
    var names: [String] = []
    for key in ConfigurationKey.all where key.path.hasPrefix(prefix) {
      let name = String(key.path.dropFirst(prefix.count).prefix { $0 != "." })
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  private func hint(for name: String, below path: String) -> String {
    let names = children(of: path)
    if let near = names.min(by: { editDistance($0, name) < editDistance($1, name) }), editDistance(near, name) <= 2 {
      return ": did you mean `\(near)`?"
    }
    return ": known here are \(names.joined(separator: ", "))"
  }
}

extension ConfigurationKey {
  /// The value of a scalar; nil where it does not fit the key's kind.
  func value(of text: String) -> ConfigurationValue? {
    switch kind {
    case .text: text.isEmpty && standard != "" ? nil : .text(text)
    case .choice(let words): words.contains(text) ? .text(text) : nil
    case .choiceOrInstant(let words):
      words.contains(text) || Timestamp(rfc3339: text) != nil ? .text(text) : nil
    case .integer(let range): Int(text).flatMap { range.contains($0) ? .integer($0) : nil }
    case .share: Double(text).flatMap { (0...1).contains($0) ? .number($0) : nil }
    case .duration(let range):
      Self.seconds(of: text).flatMap { range.contains($0) ? .integer($0) : nil }
    case .texts, .notYet: nil
    case .selection: text == "all" ? .word : nil
    }
  }

  /// Seconds of a duration such as `15m`; nil where it is none.
  static func seconds(of text: String) -> Int? {
    guard let unit = text.last, let count = Int(text.dropLast()), count >= 0 else { return nil }
    guard let size = ["s": 1, "m": 60, "h": 3_600, "d": 86_400][unit] else { return nil }
    let (seconds, overflow) = count.multipliedReportingOverflow(by: size)
    return overflow ? nil : seconds
  }
}

/// Levenshtein distance of two short texts.
func editDistance(_ a: String, _ b: String) -> Int {
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
