import ArgumentParser
import FoundationEssentials
import Glibc
import Load
import Pipeline
import Postgres

struct SubjectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "subject",
    abstract: "One person: shows all that is held of them, or erases it.",
    subcommands: [Export.self, Erase.self])

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export",
      abstract: "Prints all that the database holds of a person, as one JSON object.",
      discussion: """
        The person is the contact or the party that is named, and whoever is linked to them.

        Example: contactsync subject export --party p-17 > p-17.json
        """)

    @OptionGroup var person: SubjectOptions

    func run() async throws {
      let search = try person.search()
      let held = try await person.refusing {
        try await Composition().database().run { try search.held($0) }
      }
      try StandardOutput.write(held.jsonLine)
    }
  }

  struct Erase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "erase",
      abstract: "Removes a person from the database and from the files of output folders, for good.",
      discussion: """
        Contacts, versions, decisions, candidates, review items, notes, bodies of creations and rejected records go; ids of \
        links and judgements stay, so that what was done stays explainable. A keyed hash keeps the contacts from coming back. \
        Look first with --dry-run.

        Example: contactsync subject erase --contact 6f1c2b1e-3f65-4f0e-9f0a-1c2d3e4f5a6b --account acme-books --yes
        """)

    @OptionGroup var person: SubjectOptions
    @Option(
      name: .customLong("output"),
      help:
        "Folder whose review files and kept contacts are cleaned, with all below it (may be repeated); without it out and run-files here."
    )
    var outputs: [String] = []
    @ArgumentParser.Flag(help: "Say what would be removed, and remove nothing.") var dryRun = false
    @ArgumentParser.Flag(help: "Do not ask: it is final.") var yes = false
    @Option(help: "How long to wait for accounts that a run holds, such as 10m.") var wait: String?
    @ArgumentParser.Flag(help: "Print the result as one line of JSON.") var json = false

    func run() async throws {
      let (search, folders, wait) = (try person.search(), try folders(), try waiting())
      if !dryRun, !yes {
        guard isatty(STDIN_FILENO) == 1 else {
          throw Failure(.usage, "erasing is final: look with --dry-run, then say --yes")
        }
        let preview = try await erase(search, folders, wait, isDryRun: true)
        Terminal.write(preview.rendered(isDryRun: true) + "\nErase this for good? [y/N] ", to: .errors)
        guard readLine().map({ ["y", "yes"].contains($0.lowercased()) }) ?? false else {
          throw Failure(.usage, "nothing was erased")
        }
      }
      let summary = try await erase(search, folders, wait, isDryRun: dryRun)
      print(
        json ? summary.jsonLine(isDryRun: dryRun) : summary.rendered(isDryRun: dryRun), terminator: json ? "" : "\n")
      for problem in summary.problems { complain("contactsync: \(problem)") }
      guard summary.problems.isEmpty else {
        throw Failure(
          .failed,
          "\(summary.problems.count) files or folders could not be looked at or replaced; the database is done: mend them and say it again"
        )
      }
    }

    private func erase(
      _ search: SubjectSearch, _ folders: [String], _ wait: Duration, isDryRun: Bool
    ) async throws -> SubjectEraser.Summary {
      try await person.refusing {
        try await withTrustTools { tools in
          try await SubjectEraser(search: search, tools: tools, folders: folders, wait: wait, isDryRun: isDryRun).run()
        }
      }
    }

    /// Those that are named must be there; the usual ones may be.
    private func folders() throws -> [String] {
      func isFolder(_ path: String) -> Bool {
        var isFolder = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
      }
      if let missing = outputs.first(where: { !isFolder($0) }) {
        throw Failure(.usage, "--output names '\(missing)', which is no folder")
      }
      return outputs.isEmpty ? ["out", "run-files"].filter(isFolder) : outputs
    }

    private func waiting() throws -> Duration {
      try wait.map { try duration($0, of: "--wait") } ?? .zero
    }
  }
}

/// Who is meant.
struct SubjectOptions: ParsableArguments {
  @Option(help: "The party, by the platform's id.") var party: String?
  @Option(help: "The contact, by Merge's id.") var contact: String?
  @Option(help: "The party's organization, where several know the id.") var organization: String?
  @Option(help: "The contact's linked account, where several know the id.") var account: String?
  @ArgumentParser.Flag(help: "Only who is named: links to others end, and these stay.") var alone = false

  func search() throws -> SubjectSearch {
    guard (party == nil) != (contact == nil) else { throw Failure(.usage, "give either --party ID or --contact ID") }
    guard party == nil || account == nil else {
      throw Failure(.usage, "--account goes with --contact; a party belongs to an --organization")
    }
    guard contact == nil || organization == nil else {
      throw Failure(.usage, "--organization goes with --party; a contact belongs to an --account")
    }
    return SubjectSearch(
      contact: contact, party: party, account: account, organization: organization, isAlone: alone)
  }

  /// What refuses to begin becomes an exit code.
  func refusing<R>(_ body: () async throws -> R) async throws -> R {
    do {
      return try await body()
    } catch let refusal as SubjectSearch.Refusal {
      throw Failure(.usage, "\(refusal)")
    } catch let held as SubjectEraser.Held {
      throw Failure(.temporary, "\(held)")
    } catch let error as LoadError {
      throw Failure(error.remedy == .stopAccount ? .temporary : .failed, "\(error)")
    }
  }
}
