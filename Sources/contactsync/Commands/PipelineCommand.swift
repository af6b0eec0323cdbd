import ArgumentParser
import FoundationEssentials
import Pipeline

struct PipelineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipeline", abstract: "Checks and shows pipeline files.",
    subcommands: [Lint.self, Show.self, Keys.self])

  struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "lint",
      abstract: "Reads pipeline files and the policies they name, and reports every mistake with its line.",
      discussion: "Example: contactsync pipeline lint pipelines/*.yaml")

    @Argument(help: "Pipeline files (YAML).") var files: [String]

    func run() throws {
      try PipelineCommand.forEach(files) { file in
        let pipeline = try PipelineFile(path: file, text: readText(file))
        _ = try PolicyFile.policy(for: pipeline)
        _ = try PartiesSource.query(of: pipeline)
        print("\(file): fine (\(pipeline.name))")
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Prints every key of pipeline files as it counts, and where it comes from; never a secret.",
      discussion: "Example: contactsync pipeline show pipelines/nightly.yaml")

    @Argument(help: "Pipeline files (YAML).") var files: [String]

    func run() throws {
      let settings = Settings()
      try PipelineCommand.forEach(files) { file in
        let pipeline = try PipelineFile(path: file, text: readText(file))
        var table = Table(["key", "value", "from"])
        for entry in pipeline.entries {
          table.rows.append([entry.path, entry.value, entry.line.map { "\(file):\($0)" } ?? "default"])
        }
        for variable in EnvironmentVariable.all { table.rows.append(settings.row(of: variable)) }
        print(files.count > 1 ? "\(file)\n\(table.rendered())\n" : table.rendered())
      }
    }
  }

  struct Keys: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "keys",
      abstract: "Prints the reference of all keys and environment variables, as Markdown.",
      discussion: "docs/configuration.md is made by it.\n\nExample: contactsync pipeline keys > docs/configuration.md")

    func run() { print(ConfigurationDocument.markdown, terminator: "") }
  }

  /// Does something with each file; what is wrong with any of them is said at the end.
  fileprivate static func forEach(_ files: [String], _ body: (String) throws -> Void) throws {
    var problems: [String] = []
    for file in files {
      do {
        try body(file)
      } catch let error as ConfigurationError {
        problems += error.problems.map(\.description)
      } catch let error as Failure {
        problems.append(error.description)
      }
    }
    guard problems.isEmpty else { throw Failure(.badInput, problems.joined(separator: "\ncontactsync: ")) }
  }
}

extension Settings {
  /// A variable's row in the table of what counts.
  fileprivate func row(of variable: EnvironmentVariable) -> [String] {
    let file = environment[variable.name + "_FILE"].flatMap { $0.isEmpty || !variable.hasFile ? nil : $0 }
    let own = environment[variable.name].flatMap { $0.isEmpty ? nil : $0 }
    let isHidden = variable.isSecret || own?.contains("@") == true
    if let own { return [variable.name, isHidden ? "(set)" : own, "environment"] }
    if let file { return [variable.name, "(in the file)", "\(variable.name)_FILE: \(file)"] }
    return [variable.name, variable.standard.isEmpty ? "null" : variable.standard, "default"]
  }
}

/// The text of a file; bad input where it is missing or no UTF-8.
func readText(_ path: String) throws -> String {
  var isFolder: Bool = false
  guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder else {
    throw Failure(.badInput, "\(path): no such file")
  }
  guard let data = FileManager.default.contents(atPath: path) else {
    throw Failure(.badInput, "\(path): cannot be read (check its permissions)")
  }
  guard let text = String(data: data, encoding: .utf8) else {
    throw Failure(.badInput, "\(path): not UTF-8; save it as UTF-8 and try again")
  }
  return text
}
