import ArgumentParser
import FoundationEssentials
import Pipeline

struct PipelineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipeline", abstract: "Checks pipeline files.", subcommands: [Lint.self])

  struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Reads pipeline files and the policies they name, and reports every mistake with its line.",
      discussion: "Example: contactsync pipeline lint pipelines/*.yaml")

    @Argument(help: "Pipeline files (YAML).") var files: [String]

    func run() throws {
      var problems: [String] = []
      for file in files {
        do {
          let pipeline = try PipelineFile(path: file, text: readText(file))
          _ = try PolicyFile.policy(for: pipeline)
          print("\(file): fine (\(pipeline.name))")
          for note in pipeline.notes { complain("\(file): note: \(note)") }
        } catch let error as ConfigurationError {
          problems += error.problems.map(\.description)
        } catch let error as Failure {
          problems.append(error.description)
        }
      }
      guard problems.isEmpty else { throw Failure(.badInput, problems.joined(separator: "\ncontactsync: ")) }
    }
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
