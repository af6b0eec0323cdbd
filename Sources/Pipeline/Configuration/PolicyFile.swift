internal import FoundationEssentials
package import Transform
internal import TransformFiles

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
    do throws(YAMLProblem) {
      return try PolicyYAML.policy(text: text)
    } catch {
      throw ConfigurationError([.init(file: file, line: error.line, message: error.message)])
    }
  }
}
