import ArgumentParser
import Glibc
import Load
import Pipeline
import Postgres

extension AccountsCommand {
  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "remove",
      abstract: "Takes a linked account away: Merge is asked to delete it, and its token goes.",
      discussion: """
        What is stored of its contacts, and their links, stay unless --purge is given. A purge deletes them for good; what \
        stays are ids: the link changes (each link is told as `unlinked`), the counts of runs, and the hashes of who was \
        erased. Linked again, the account is active again.

        Example: contactsync accounts remove acme-books --purge --yes
        """)

    @Argument(help: "The account.") var id: String
    @ArgumentParser.Flag(help: "Delete what is stored of it, for good.") var purge = false
    @ArgumentParser.Flag(help: "Do not ask Merge to delete it: only the token here goes.") var keepAtMerge = false
    @ArgumentParser.Flag(help: "Do not ask: it is final.") var yes = false
    @Option(help: "Pipeline file whose `connections:` reach the account, where it is not the environment's.")
    var pipeline: String?

    func run() async throws {
      let file: PipelineFile?
      do {
        file = try pipeline.map { try PipelineFile(path: $0, text: readText($0)) }
      } catch let error as ConfigurationError {
        throw Failure(.badInput, error.problems.map(\.description).joined(separator: "\ncontactsync: "))
      }
      let composition = Composition()
      let connection = try await composition.database()
      let all = try await connection.run { try Accounts.list($0) }
      guard let known = all.first(where: { $0.account == id }) else {
        throw Failure(.usage, "\(LoadError.unknownAccount(id))")
      }
      if !yes {
        guard isatty(STDIN_FILENO) == 1 else { throw Failure(.usage, "removing is final: say --yes") }
        let id = id
        let contacts = try await connection.run { try Accounts.counts($0, account: id).contacts }
        let what = purge ? ", and delete its \(grouped(contacts)) contacts with all that is known of them" : ""
        Terminal.write("Remove \(id) of \(known.organization)\(what)? [y/N] ", to: .errors)
        guard readLine().map({ ["y", "yes"].contains($0.lowercased()) }) ?? false else {
          throw Failure(.usage, "nothing was removed")
        }
      }
      await connection.close()
      let summary = try await composition.withTools(file: file) { tools in
        do {
          return try await AccountRemoval(tools: tools).remove(id, keepsAtMerge: keepAtMerge, purges: purge)
        } catch let refusal as AccountRemoval.Refusal {
          throw Failure(refusal.isPassing ? .temporary : .failed, "\(refusal)")
        } catch let error as LoadError {
          throw Failure(.temporary, "\(error)")
        }
      }
      switch summary.atMerge {
      case .deleted: print("removed \(id), deleted at Merge")
      case .gone: print("removed \(id), which Merge had deleted already")
      case .kept: print("removed \(id), kept at Merge")
      case .notAsked: print("removed \(id); no token was stored, so that Merge was not asked")
      }
      if let purged = summary.purged {
        let told = purged.counts.filter { $0.rows > 0 }
          .map { "\(grouped(Int64($0.rows))) \($0.kind.replacing("_", with: " "))" }
        print("purged: \(told.isEmpty ? "nothing was held" : told.joined(separator: ", "))")
      }
    }
  }
}
