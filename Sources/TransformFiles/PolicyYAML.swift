internal import FoundationEssentials
package import Transform
internal import Yams

/// Reads a policy from YAML.
package enum PolicyYAML {
  /// The policy of a file.
  package static func read(path: String) throws(StageFailure) -> Policy {
    guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8) else {
      throw StageFailure(.badInput, "\(path): no such file, or not UTF-8")
    }
    do throws(YAMLProblem) {
      return try policy(text: text)
    } catch {
      throw StageFailure(.badInput, "\(path)\(error.line > 0 ? ":\(error.line)" : ""): \(error.message)")
    }
  }

  /// The policy in a text.
  package static func policy(text: String) throws(YAMLProblem) -> Policy {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw YAMLProblem(error)
    }
    guard let root, case .map(let document) = value(of: root) else {
      throw YAMLProblem(line: 1, message: "a policy is a mapping that begins with `version: 1`")
    }
    do throws(PolicyError) {
      return try Policy(document: document)
    } catch {
      let line = line(of: error.key.split(separator: ".").map(String.init), in: root)
      throw YAMLProblem(line: line, message: "\(error)")
    }
  }

  private static func value(of node: Node) -> PolicyValue {
    switch node {
    case .scalar(let scalar): node.float.map(PolicyValue.number) ?? .text(scalar.string)
    case .mapping(let mapping):
      .map(Dictionary(mapping.map { ($0.key.string ?? "", value(of: $0.value)) }, uniquingKeysWith: { $1 }))
    default: .other
    }
  }

  /// The line of the deepest key of the path that the document has.
  private static func line(of path: [String], in node: Node) -> Int {
    guard let name = path.first, case .mapping(let mapping) = node,
      let entry = mapping.first(where: { $0.key.string == name })
    else { return node.mark?.line ?? 0 }
    return path.count == 1 ? entry.key.mark?.line ?? 0 : line(of: Array(path.dropFirst()), in: entry.value)
  }
}

/// Where and why a YAML text cannot be used.
package struct YAMLProblem: Error, Sendable, Hashable {
  /// 1-based; 0: not known.
  package var line: Int
  package var message: String

  package init(line: Int, message: String) {
    self.line = line
    self.message = message
  }

  /// Why a text is no YAML.
  ///
  /// - Parameter text: the whole text, where it is to be searched for what is written twice.
  package init(_ error: any Error, text: String = "") {
    switch error as? YamlError {
    case .scanner(_, let what, let mark, _)?, .parser(_, let what, let mark, _)?, .composer(_, let what, let mark, _)?:
      self.init(line: mark.line, message: "not valid YAML: \(what)")
    case .duplicatedKeysInMapping(let keys, let context)?:
      let first = context.mark.line
      let key = keys.first ?? ""
      let line = YAMLProblem.repetition(of: key, after: first, column: context.mark.column, in: text)
      self.init(line: line, message: "key written twice: \(key) (first in line \(first)); keep one of them")
    default: self.init(line: 0, message: "not valid YAML")
    }
  }

  /// The line of a key's second occurrence in the same column; the first line where both stand in one.
  private static func repetition(of key: String, after first: Int, column: Int, in text: String) -> Int {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where index >= first {
      let rest = line.dropFirst(max(column - 1, 0))
      if rest.hasPrefix("\(key):") || rest.hasPrefix("\"\(key)\":") || rest.hasPrefix("'\(key)':") { return index + 1 }
    }
    return first
  }
}
