import ArgumentParser
import Load
import Postgres
import Serve

extension ReviewCommand {
  struct SignOut: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "sign-out",
      abstract: "Ends the links and sessions of a reviewer on the matching screen, at once.",
      discussion: """
        Every `contactsync serve` heeds it within two seconds. A link that is made later signs in again.

        Example: contactsync review sign-out --reviewer ada@example.com
        """)

    @Option(help: "Who, as told when the link was made.") var reviewer: String
    @Option(help: "Only of this organization; of all without it.") var organization: String?

    func run() async throws {
      guard (1...255).contains(reviewer.utf8.count) else {
        throw Failure(.usage, "--reviewer must have 1 to 255 bytes")
      }
      let (reviewer, organization) = (reviewer, organization)
      let connection = try await Composition().database()
      let ended = try await connection.run { session in
        try ReviewSignOut.end(
          session, reviewer: reviewer, organization: organization, longest: ReviewKeys.lifetimes.upperBound)
      }
      await connection.close()
      if let organization, ended.isEmpty {
        throw Failure(
          .usage, "there is no organization '\(organization)'; `contactsync accounts list` shows those there are")
      }
      for organization in ended { print("signed out of \(organization)") }
    }
  }
}
