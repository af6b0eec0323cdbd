import ArgumentParser
import ContactModel
import Extract
import Pipeline
import Postgres
import Transform

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explains the answer for one contact: what it rests on, and why not another.",
    discussion: """
      Shows the best candidate as a sum of bits (prior, fields, interactions, rivals) with the values that were compared, then \
      what else was possible. With --against it says why another party is not the answer.

      Example: contactsync explain 0f8b7c1e-3f65-4f0e-9f0a-1c2d3e4f5a6b --against p000123
      """)

  @Argument(help: "The contact's id.") var contact: String
  @Option(help: "The linked account, where several know the id.") var account: String?
  @Option(help: "Explain this party, whether it is a candidate or not.") var against: String?
  @Option(help: "Policy file; the built-in one without it.") var policy: String?
  @ArgumentParser.Flag(name: .customLong("no-color"), help: "Plain text, as into a pipe: neither colors nor blocks.")
  var isPlain = false
  @ArgumentParser.Flag(help: "Print one JSON object.") var json = false

  func run() async throws {
    let rules = try readPolicy(policy)
    let connection = try await Composition().database()
    let (contact, account, against) = (contact, account, against)
    let explanation = try await connection.run { session in
      let places = try StoredReader.accounts(session, ofContact: contact, account: account)
      guard let place = places.first else {
        throw Failure(.usage, "there is no contact '\(contact)'" + (account.map { " in the account \($0)" } ?? ""))
      }
      guard places.count == 1 else {
        throw Failure(
          .usage,
          "several accounts know this id, name one with --account: \(places.map(\.account).joined(separator: ", "))")
      }
      return try Explanation(
        session, account: place.account, organization: place.organization, contact: contact, against: against,
        policy: rules)
    }
    let style = TextStyle.ofOutput(isPlain: isPlain, environment: Settings().environment)
    print(json ? explanation.jsonLine : explanation.rendered(style))
  }
}
