import ArgumentParser
import Load
import Pipeline
import Postgres
import Serve

extension ReviewCommand {
  struct Link: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "link",
      abstract:
        "Makes a link by which a reviewer signs in to the matching screen; it is good for 15 minutes, or as long as you say.",
      discussion: """
        Whoever holds the link is that reviewer: give it to nobody else. The reviewer's name is stored with each verdict.

        Example: contactsync review link --organization acme --reviewer ada@example.com --public-url https://sync.example.com
        """)

    @Option(help: "The organization whose records the reviewer sees.") var organization: String
    @Option(help: "Who decides: a name or an address of at most 255 bytes.") var reviewer: String
    @Option(help: "How long the link is good, such as 2h; at most 7d.") var expires = "15m"
    @Option(help: "The address of the server, as given to `contactsync serve`.") var publicURL = "http://127.0.0.1:8080"

    func run() async throws {
      guard (1...255).contains(reviewer.utf8.count) else {
        throw Failure(.usage, "--reviewer must have 1 to 255 bytes")
      }
      let lifetime = try duration(expires, of: "--expires", within: ReviewKeys.lifetimes)
      let publicURL = try checkedPublicURL(publicURL).text
      let composition = Composition()
      let connection = try await composition.database()
      let organization = organization
      guard try await connection.run({ try Accounts.hasOrganization($0, organization) }) else {
        throw Failure(
          .usage, "there is no organization '\(organization)'; `contactsync accounts list` shows those there are")
      }
      await connection.close()
      let keys = await ReviewKeys(try composition.reviewKeys())
      let token = try await keys.linkToken(organization: organization, reviewer: reviewer, lifetime: lifetime)
      print(SignIn.address(token, ServerOptions(publicURL: publicURL)))
    }
  }
}
