internal import CSV
internal import TransformFiles
internal import Yams

/// Reads a YAML text against the table of keys: unknown keys, wrong types and values out of range are all reported.
struct ConfigurationReader {
  /// A value as a file gives it.
  struct Written: Sendable {
    var value: ConfigurationValue
    /// For people; a list in brackets.
    var text: String
    /// 1-based, of the value.
    var line: Int
  }

  let file: String
  /// By path as it stands in the file, with the file's own names in it.
  private(set) var written: [String: Written] = [:]
  private(set) var problems: [ConfigurationProblem] = []
  /// For each path that holds names of the file's own: the names and their lines, in the file's order.
  private(set) var names: [String: [(name: String, line: Int)]] = [:]
  /// Keys that stand in the file, right or wrong.
  private var met: Set<String> = []

  init(file: String, text: String) {
    self.file = file
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      problems.append(Self.problem(of: error, file: file, text: text))
      return
    }
    guard let root, case .mapping = root else {
      problems.append(.init(file: file, line: 1, message: "expected a mapping that begins with `version: 1`"))
      return
    }
    walk(root, path: "")
    reportMissing(root)
  }

  static func problem(of error: any Error, file: String, text: String) -> ConfigurationProblem {
    let problem = YAMLProblem(error, text: text)
    return .init(file: file, line: problem.line, message: problem.message)
  }

  private mutating func walk(_ node: Node, path: String) {
    guard case .mapping(let mapping) = node else { return }
    let isOpen = KeyHints.children(of: path) == ["*"]
    for (keyNode, value) in mapping {
      guard let name = keyNode.string else {
        report(keyNode, "a key must be a text")
        continue
      }
      let full = path.isEmpty ? name : "\(path).\(name)"
      if isOpen {
        guard isName(name) else {
          report(keyNode, "`\(full)`: a name has 1 to 64 letters, digits, `-` and `_`")
          continue
        }
        names[path, default: []].append((name, keyNode.mark?.line ?? 0))
      }
      let isParent = !KeyHints.children(of: full).isEmpty
      if let key = ConfigurationKey.named(full) {
        if isParent, case .mapping = value { walk(value, path: full) } else { read(value, key, at: full) }
      } else if isParent {
        if case .mapping = value {
          walk(value, path: full)
        } else {
          let line = value.null == nil ? value : keyNode
          report(line, "`\(full)` needs keys below it: \(KeyHints.children(of: full).joined(separator: ", "))")
        }
      } else {
        report(keyNode, "unknown key `\(full)`\(KeyHints.hint(for: name, below: path))")
      }
    }
  }

  private func isName(_ name: String) -> Bool {
    (1...64).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  private mutating func read(_ node: Node, _ key: ConfigurationKey, at path: String) {
    if key.standard != nil, node.null != nil { return }
    met.insert(path)
    let line = node.mark?.line ?? 0
    if case .texts = key.kind {
      guard case .sequence(let sequence) = node, !sequence.isEmpty,
        sequence.allSatisfy({ $0.scalar != nil && $0.null == nil && $0.scalar?.string.isEmpty == false })
      else { return report(node, "`\(path)` must be \(key.kind.description)") }
      let texts = sequence.map { $0.scalar?.string ?? "" }
      written[path] = Written(value: .texts(texts), text: "[\(texts.joined(separator: ", "))]", line: line)
      return
    }
    if case .columns = key.kind { return readColumns(node, key, at: path) }
    guard let scalar = node.scalar, node.null == nil else {
      return report(node, "`\(path)` must be \(key.kind.description)")
    }
    let found = key.complaint(about: scalar.string)
    if key.kind.isNumber, scalar.style != .plain {
      return report(node, "`\(path)` must be \(key.kind.description): write it without quotes\(found)")
    }
    guard let value = key.value(of: scalar.string) else {
      return report(node, "`\(path)` must be \(key.kind.description)\(found)")
    }
    written[path] = Written(value: value, text: scalar.string, line: line)
  }

  /// A mapping whose keys are fields of contacts; every wrong one is reported.
  private mutating func readColumns(_ node: Node, _ key: ConfigurationKey, at path: String) {
    guard case .mapping(let mapping) = node, !mapping.isEmpty else {
      return report(node, "`\(path)` must be \(key.kind.description)")
    }
    var columns: [ConfigurationValue.Column] = []
    for (nameNode, value) in mapping {
      let name = nameNode.string ?? ""
      guard ColumnMapping.isField(name) else {
        let hint = KeyHints.hint(for: name, among: ColumnMapping.fields)
        report(nameNode, "`\(path).\(name)`: contacts have no field `\(name)`\(hint)")
        continue
      }
      guard let header = value.scalar?.string, value.null == nil, !header.isEmpty else {
        report(value, "`\(path).\(name)` must be the header of a column, a text")
        continue
      }
      columns.append(.init(field: name, header: header, line: nameNode.mark?.line ?? 0))
    }
    guard columns.count == mapping.count else { return }
    let text = columns.map { "\($0.field): \($0.header)" }.joined(separator: ", ")
    written[path] = Written(value: .columns(columns), text: "{ \(text) }", line: node.mark?.line ?? 0)
  }

  /// Required keys that are not there, at the top and below each name that the file chose.
  private mutating func reportMissing(_ root: Node) {
    for key in ConfigurationKey.all where key.standard == nil {
      guard let star = key.path.split(separator: ".").firstIndex(of: "*") else {
        guard !met.contains(key.path) else { continue }
        report(root, "required key `\(key.path)` is missing: \(key.kind.description)")
        continue
      }
      let parts = key.path.split(separator: ".")
      let above = parts[..<star].joined(separator: ".")
      for (name, line) in names[above] ?? [] {
        let path = ([above, name] + parts[(star + 1)...].map(String.init)).joined(separator: ".")
        guard !met.contains(path) else { continue }
        problems.append(
          .init(file: file, line: line, message: "required key `\(path)` is missing: \(key.kind.description)"))
      }
    }
  }

  private mutating func report(_ node: Node, _ message: String) {
    problems.append(.init(file: file, line: node.mark?.line ?? 0, message: message))
  }
}

extension ConfigurationKey.Kind {
  fileprivate var isNumber: Bool {
    switch self {
    case .integer, .share: true
    default: false
    }
  }
}
