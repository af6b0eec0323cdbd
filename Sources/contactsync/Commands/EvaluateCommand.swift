import ArgumentParser
import CSV
import Pipeline
import Transform

struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Measures the stored decisions against a truth that you bring.",
    discussion: """
      The truth is CSV with the columns party_id and contact_id (or platform_id and accounting_id); a contact that it does \
      not name truly is no party, unless --partial. Contacts that people or imports placed are left out. Nothing is changed.

      Example: contactsync evaluate --truth truth.csv --organization acme
      """)

  @Option(help: "CSV of the true pairs.") var truth: String
  @Option(help: "Only the accounts of this organization.") var organization: String?
  @Option(help: "Only this linked account.") var account: String?
  @ArgumentParser.Flag(help: "Measure only the contacts that the truth names (an empty party_id: it is none).")
  var partial = false
  @ArgumentParser.Flag(help: "Print one JSON object.") var json = false

  func run() async throws {
    let file: TruthCSV
    do { file = try TruthCSV(path: truth) } catch { throw Failure(.badInput, "\(error)") }
    let (parties, organization, account, isPartial) = (file.parties, organization, account, partial)
    let result = try await withTrustTools { tools in
      try await Evaluator(tools: tools, organization: organization, account: account).evaluate(
        parties, isPartial: isPartial)
    }
    let text = EvaluationText(result: result)
    print(json ? text.jsonLine : text.rendered, terminator: json ? "" : "\n")
    for problem in file.problems.prefix(20) { complain("contactsync: \(problem)") }
    if !file.problems.isEmpty {
      throw Failure(.badInput, "\(truth): \(file.problems.count) rows were left out; the others are the truth above")
    }
  }
}
