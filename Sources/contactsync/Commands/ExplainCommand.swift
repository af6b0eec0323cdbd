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
      Shows each candidate as a sum of bits: prior, fields, interactions and rivals.

      Example: contactsync explain 0f8b7c1e-3f65-4f0e-9f0a-1c2d3e4f5a6b --against p000123
      """)

  @Argument(help: "The contact's id.") var contact: String
  @Option(help: "The linked account, where several know the id.") var account: String?
  @Option(help: "Explain this party, whether it is a candidate or not.") var against: String?
  @Option(help: "Policy file; the built-in one without it.") var policy: String?
  @ArgumentParser.Flag(help: "Print one JSON object.") var json = false

  func run() async throws {
    let rules: Policy
    do { rules = try policy.map { try PolicyFile.read(path: $0) } ?? .standard } catch {
      throw Failure(.badInput, "\(error)")
    }
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
    print(json ? explanation.jsonLine : explanation.rendered)
  }
}
