import ArgumentParser
import ContactModel
import Extract
import Postgres

extension PartiesCommand {
  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export",
      abstract: "Prints the contacts that a person called a new party, as NDJSON for the platform.",
      discussion: """
        Merge's field names without id, which the platform gives, and organization, account, contact_id and judged_at. Once \
        the platform has imported the party and its link (parties import, links import), the contact is not printed again.

        Example: contactsync parties export --since 2026-01-31T00:00:00Z --organization acme
        """)

    @Option(help: "Only what was judged at or after this instant (RFC 3339).") var since: String?
    @Option(help: "Only contacts of this organization.") var organization: String?

    func run() async throws {
      let instant = try since.map { text in
        guard let instant = Timestamp(rfc3339: text) else {
          throw Failure(.usage, "--since must be an instant such as 2026-01-31T00:00:00Z, not '\(text)'")
        }
        return instant
      }
      let connection = try await Composition().database()
      let organization = organization
      try await connection.run { session in
        try NewParties.read(session, since: instant, organization: organization) { lines in
          print(String(decoding: lines, as: UTF8.self), terminator: "")
        }
      }
    }
  }
}
