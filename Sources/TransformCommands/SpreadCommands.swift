package import ArgumentParser
import TransformFiles

/// `frequencies`.
package struct FrequenciesCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "frequencies",
    abstract: "Writes the frequencies that scores rest on: with them a part of the parties scores as all of them.",
    discussion: "Example: contactsync transform frequencies --parties parties.ndjson > frequencies.ndjson")

  @OptionGroup var sources: TransformSources

  package init() {}

  package func run() throws { try sources.stage().frequencies(to: standardOutput) }
}

/// `merge`.
package struct MergeCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Joins the scored lines of contacts that were scored against parts of the parties.",
    discussion: """
      The lines of one contact stand together, and each has the number of its part, ascending, as the member `part`.

      Example: contactsync transform merge --parties /dev/null < scored-in-parts.ndjson > scored.ndjson
      """)

  @OptionGroup var sources: TransformSources

  package init() {}

  package func run() throws {
    let stage = try sources.stage()
    try finishTransform { try stage.merge("-", output: standardOutput) }
  }
}

/// `edges`.
package struct EdgesCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "edges",
    abstract: "Writes which parties hold scored contacts together: for making groups that are settled apart.",
    discussion: "Example: contactsync transform edges --parties parties.ndjson < scored.ndjson > edges.ndjson")

  @OptionGroup var sources: TransformSources

  package init() {}

  package func run() throws {
    let stage = try sources.stage()
    try finishTransform { try stage.edges("-", output: standardOutput) }
  }
}
