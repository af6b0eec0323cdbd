internal import FoundationEssentials
package import Transform
internal import Yams

/// Reads policy files: YAML in, ``Policy`` out, every mistake with file and line.
package enum PolicyFile {
  /// The policy that a pipeline file names: looked for beside the pipeline file, in the folder above it, and in the
  /// current folder, in this order; the built-in one where it names none.
  package static func policy(for pipeline: PipelineFile) throws(ConfigurationError) -> Policy {
    guard let name = pipeline.policyPath else { return .standard }
    let folder = pipeline.path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let beside = folder.isEmpty ? "" : folder + "/"
    let places = name.hasPrefix("/") ? [name] : [beside + name, beside + "../" + name, name]
    guard let path = places.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      throw ConfigurationError([
        .init(
          file: pipeline.path, line: pipeline.line(of: "transform.policy"),
          message:
            "`transform.policy` names '\(name)', which is neither beside the pipeline file nor in the current folder")
      ])
    }
    return try read(path: path)
  }

  /// Reads one policy file.
  package static func read(path: String) throws(ConfigurationError) -> Policy {
    guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8) else {
      throw ConfigurationError([.init(file: path, line: 0, message: "no such file, or not UTF-8")])
    }
    return try policy(text: text, file: path)
  }

  /// The policy in a YAML text.
  package static func policy(text: String, file: String) throws(ConfigurationError) -> Policy {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw ConfigurationError([ConfigurationReader.problem(of: error, file: file)])
    }
    guard let root, case .map(let document) = value(of: root) else {
      throw ConfigurationError([
        .init(file: file, line: 1, message: "a policy is a mapping that begins with `version: 1`")
      ])
    }
    do throws(PolicyError) {
      return try Policy(document: document)
    } catch {
      let line = line(of: error.key.split(separator: ".").map(String.init), in: root)
      throw ConfigurationError([.init(file: file, line: line, message: "\(error)")])
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
