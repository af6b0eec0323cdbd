import ArgumentParser
import MergeAPI
import Pipeline
import Postgres
import Transform

struct LoadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load", abstract: "Stores decisions from stdin: contacts, candidates, decisions, links, review items.",
    discussion: """
      The last stage of extract | transform | load. Without every `end` line and its count contacts are stored, but nothing \
      is settled, the watermark stays, and the exit code is 65. See docs/pipeline-files.md.

      Example: contactsync load --account acme-books < decisions.ndjson
      """)

  @Option(help: "The linked account; lines of others are passed over.") var account: String
  @Option(help: "Policy file with which the decisions were made; the built-in one without it.") var policy: String?
  @Option(help: "File of the contacts, for decisions that came without them.") var contacts: String?
  @Option(help: "Write the organization's open review queue to this file.") var reviewCsv: String?
  @Option(help: "The address of `contactsync serve`, for the file's permalinks.") var publicURL: String?
  @ArgumentParser.Flag(help: "Decisions and review items only, no links.") var propose = false
  @ArgumentParser.Flag(help: "Print the summary as one line of JSON.") var json = false

  func run() async throws {
    let rules: Policy
    do { rules = try policy.map { try PolicyFile.read(path: $0) } ?? .standard } catch {
      throw Failure(.badInput, "\(error)")
    }
    let address = try publicURL.map(checkedPublicURL)
    let composition = Composition()
    try await composition.database().close()
    let progress = try ProgressLine(settings: composition.settings)
    let tools = try await composition.offlineTools { progress.show($0) }
    let load = LoadStage(tools: tools, policy: rules, account: account, proposes: propose)
    let (contacts, reviewCsv) = (contacts, reviewCsv)
    let report = try await stage {
      try await stoppable {
        var report = try await load.run("-", contacts: contacts)
        if let reviewCsv, report.failure == nil {
          report.summary.reviewFiles = [try await load.writeReviewCSV(reviewCsv, publicURL: address)]
        }
        return report
      }
    }
    progress.clear()
    print(json ? report.summary.jsonLine : RunSummaryText(summary: report.summary).rendered)
    if report.otherLines > 0 { complain("\(report.otherLines) lines of other accounts were passed over") }
    for problem in report.problems.prefix(20) { complain("contactsync: \(problem)") }
    if let failure = report.failure { try await stage { throw failure } }
  }
}
