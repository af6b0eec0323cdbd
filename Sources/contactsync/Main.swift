import ArgumentParser
import Glibc
import Logging
import MergeAPI
import Pipeline
import TransformCommands
import TransformFiles

@main
struct Main {
  static func main() async {
    do {
      let arguments = Array(CommandLine.arguments.dropFirst())
      try Contactsync.checkName(in: arguments)
      var command = try Contactsync.parseAsRoot(arguments)
      _ = try Settings().logger()
      TransformWords.areSaid { complain($0) }
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      leave(error)
    }
  }

  /// Prints the error and ends the process with the exit code it stands for.
  private static func leave(_ error: any Error) -> Never {
    if let failure = error as? Failure ?? (error as? StageFailure).map(Failure.init) {
      complain("contactsync: \(failure.description)", .error)
      exit(failure.code.rawValue)
    }
    if error is CancellationError {
      complain("contactsync: stopped before its end; run it again", .error)
      exit(Failure.Code.temporary.rawValue)
    }
    let code = Contactsync.exitCode(for: error)
    if code.isSuccess { Contactsync.exit(withError: error) }
    guard code == .validationFailure else {
      complain("contactsync: \(error)", .error)
      exit(Failure.Code.failed.rawValue)
    }
    complain("contactsync: \(Contactsync.message(for: error)) (see `contactsync --help`)", .error)
    exit(Failure.Code.usage.rawValue)
  }
}

/// Writes one line of words to stderr; where the log is JSON, as a line of it.
func complain(_ line: String, _ level: Logger.Level = .notice) {
  guard case .json? = try? Settings().logFormat() else { return Terminal.write(line + "\n", to: .errors) }
  Terminal.write(LogFormat.json.line(time: Surroundings.live.now(), level: level, message: line), to: .errors)
}

/// The command line. Every command's configuration names it: a name that is derived from the type makes the runtime look through
/// all conformances there are, for each command at every start.
struct Contactsync: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "contactsync",
    abstract: "Keeps a platform's customers and suppliers in step with the contacts in its users' accounting systems.",
    discussion: """
      stdout is data, stderr is words. Exit codes: 0 done, 1 failed, 2 done but some accounts failed, 64 wrong usage, \
      65 bad input, 75 temporary: try again.

      Example: contactsync run pipelines/nightly.yaml
      """,
    version: version,
    subcommands: [
      RunCommand.self, AccountsCommand.self, PartiesCommand.self, LinksCommand.self, ReviewCommand.self,
      ExplainCommand.self, ReportCommand.self, EvaluateCommand.self, PolicyCommand.self, RematchCommand.self,
      RevertCommand.self, CreateCommand.self, RejectedCommand.self, SubjectCommand.self, ExtractCommand.self,
      TransformCommand.self,
      LoadCommand.self,
      PipelineCommand.self,
      DatabaseCommand.self, ServeCommand.self, SandboxCommand.self, DoctorCommand.self, DemoCommand.self,
    ])

  /// A first word that is no command gets an answer of its own; the parser would call it an unexpected argument.
  static func checkName(in arguments: [String]) throws {
    guard let first = arguments.first, !first.hasPrefix("-"), first != "help" else { return }
    let names = configuration.subcommands.map { $0._commandName }
    guard !names.contains(first) else { return }
    throw Failure(.usage, "there is no command '\(first)'; the commands are: \(names.joined(separator: ", "))")
  }
}
