import ArgumentParser
import Glibc
import TransformCommands
import TransformFiles

@main
struct Main: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contactsync-transform",
    abstract: "Matches contacts with parties: `contactsync transform` without database and network.",
    discussion: """
      Without a subcommand score and settle in one. stdout is data, stderr is words. Exit codes: 0 done, 1 failed, 64 wrong \
      usage, 65 bad input. See docs/pipeline-files.md and docs/scale.md.

      Example: contactsync-transform --parties parties.ndjson < contacts.ndjson > decisions.ndjson
      """,
    version: "0.1.0",
    subcommands: [
      NormalizeCommand.self, ScoreCommand.self, SettleCommand.self, FrequenciesCommand.self, MergeCommand.self,
      EdgesCommand.self, BothCommand.self,
    ],
    defaultSubcommand: BothCommand.self)

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as StageFailure {
      TransformWords.say("contactsync-transform: \(failure)")
      Glibc.exit(failure.kind.exitCode)
    } catch {
      exit(withError: error)
    }
  }
}
