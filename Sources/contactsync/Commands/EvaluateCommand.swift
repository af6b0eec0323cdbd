import ArgumentParser
import CSV
import Pipeline
import Transform

struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Measures decisions against a truth that you bring.",
    discussion: """
      The truth is CSV with the columns party_id and contact_id (or platform_id and accounting_id); a contact that it does \
      not name truly is no party, unless --partial. Contacts that people or imports placed are left out. Nothing is changed. \
      With --decisions it measures a file that `contactsync transform` wrote, and needs no database. See docs/evaluating.md.

      Example: contactsync evaluate --truth truth.csv --organization acme --mistakes 5
      """)

  @Option(help: "CSV of the true pairs.") var truth: String
  @Option(help: "Only the accounts of this organization.") var organization: String?
  @Option(help: "Only this linked account.") var account: String?
  @ArgumentParser.Flag(help: "Measure only the contacts that the truth names (an empty party_id: it is none).")
  var partial = false
  @Option(help: "CSV of labels, columns contact_id and pattern: adds a table by label.") var patterns: String?
  @Option(help: "Show the N worst mistakes of each kind with the values of both records.") var mistakes: Int?
  @Option(help: "Measure this file of decisions (- is stdin), not the database.") var decisions: String?
  @Option(help: "With --decisions: the parties, so that mistakes show both records.") var parties: String?
  @Option(help: "Policy file that mistakes are explained under; the built-in one without it.") var policy: String?
  @ArgumentParser.Flag(help: "Print one JSON object.") var json = false

  func run() async throws {
    if let mistakes, mistakes < 1 { throw Failure(.usage, "--mistakes must be at least 1, not \(mistakes)") }
    if decisions != nil, organization != nil {
      throw Failure(.usage, "--organization belongs to the database; a file of decisions is narrowed with --account")
    }
    if decisions == nil, parties != nil { throw Failure(.usage, "--parties belongs to --decisions") }
    let (request, left) = try request()
    let result = try await measure(request)
    let text = EvaluationText(result: result, isOfFile: decisions != nil)
    print(json ? text.jsonLine : text.rendered, terminator: json ? "" : "\n")
    for problem in (left.rows + result.problems).prefix(20) { complain("contactsync: \(problem)") }
    let unread = decisions.map { "\($0): \(result.problemCount) lines were left out; the others were measured" }
    if let unread, result.problemCount > 0 { throw Failure(.badInput, unread) }
    if let words = left.words { throw Failure(.badInput, words) }
  }

  /// What the files say, and what of them could not be taken.
  private func request() throws -> (EvaluationRequest, left: (rows: [String], words: String?)) {
    let truths: TruthCSV
    let labels: PatternsCSV?
    do {
      truths = try TruthCSV(path: truth)
      labels = try patterns.map { try PatternsCSV(path: $0) }
    } catch {
      throw Failure(.badInput, "\(error)")
    }
    let request = EvaluationRequest(
      truth: truths.parties, isPartial: partial, patterns: labels?.patterns ?? [:], shownMistakes: mistakes,
      policy: try readPolicy(policy))
    let rows = (truths.problems + (labels?.problems ?? [])).map(\.description)
    let words =
      truths.problems.isEmpty
      ? patterns.map { "\($0): \(rows.count) rows were left out; the others are the labels above" }
      : "\(truth): \(truths.problems.count) rows were left out; the others are the truth above"
    return (request, (rows, rows.isEmpty ? nil : words))
  }

  private func measure(_ request: EvaluationRequest) async throws -> EvaluationResult {
    let (organization, account) = (organization, account)
    if let decisions {
      return try await stage {
        try DecisionsEvaluator(decisions: decisions, account: account, parties: parties, policy: request.policy)
          .evaluate(request)
      }
    }
    return try await withTrustTools { tools in
      try await Evaluator(tools: tools, organization: organization, account: account).evaluate(request)
    }
  }
}
