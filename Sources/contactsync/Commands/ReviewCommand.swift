import ArgumentParser
import CSV
import Load
import Pipeline
import Postgres

struct ReviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "What people must decide.",
    subcommands: [Export.self, Import.self, Sample.self, Link.self, SignOut.self])

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export",
      abstract: "Writes the open review queue as CSV, with a manifest beside it.",
      discussion: """
        Profile sheet is for spreadsheets (BOM, formula guard), machine for programs. With --public-url each row names its \
        record's page on the matching screen.

        Example: contactsync review export --organization acme --out review.csv --public-url https://sync.example.com
        """)

    @Option(help: "The file to write.") var out: String
    @Option(help: "sheet or machine.") var profile = "sheet"
    @Option(help: "Only this linked account.") var account: String?
    @Option(help: "Only this organization.") var organization: String?
    @Option(help: "The address of `contactsync serve`, for the file's permalinks.") var publicURL: String?
    @Flag(help: "Also unmatched contacts without a candidate.") var all = false

    func run() async throws {
      guard let profile = CSVProfile(rawValue: profile) else {
        throw Failure(.usage, "--profile must be sheet or machine, not '\(self.profile)'")
      }
      let permalinks = try publicURL.map(checkedPublicURL)?.text
      let connection = try await Composition().database()
      let (out, account, selection) = (
        out, account, ReviewExport.Selection(organization: organization, account: account, withUnmatched: all)
      )
      let written = try await connection.run { session in
        if let account, try !Accounts.list(session).contains(where: { $0.account == account }) {
          throw Failure(.usage, "\(LoadError.unknownAccount(account))")
        }
        do {
          return try ReviewExport.write(session, to: out, selection, profile: profile, permalinks: permalinks)
        } catch let error as LoadError {
          throw Failure(.badInput, "\(error)")
        }
      }
      print("\(out): \(grouped(written.rows)) rows")
    }
  }
}
