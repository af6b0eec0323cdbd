import ArgumentParser
import TransformCommands

struct TransformCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "transform", abstract: "Matches contacts with parties: lines in on stdin, lines out on stdout.",
    discussion: """
      Without a subcommand score and settle in one. Files only: it needs no database. See docs/pipeline-files.md.

      Example: contactsync transform --parties parties.ndjson --standing standing.ndjson < contacts.ndjson
      """,
    subcommands: [
      NormalizeCommand.self, ScoreCommand.self, SettleCommand.self, Train.self, Refine.self, FrequenciesCommand.self,
      MergeCommand.self, EdgesCommand.self, FeaturesCommand.self, BothCommand.self,
    ],
    defaultSubcommand: BothCommand.self)
}
