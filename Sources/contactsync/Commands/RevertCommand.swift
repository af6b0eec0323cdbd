import ArgumentParser
import NDJSON
import Pipeline

struct RevertCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revert", abstract: "Takes the automatic links of a run back: they end, and people decide.",
    discussion: """
      No run links these contacts again until somebody has judged them. What people linked stays. Doing it twice changes \
      nothing. `contactsync report fct_runs` shows the runs.

      Example: contactsync revert 42 --account acme-books
      """)

  @Argument(help: "The run's id.") var run: Int64
  @Option(help: "Only in this linked account.") var account: String?
  @Option(help: "Policy file under which the candidates are shown; the built-in one without it.") var policy: String?
  @ArgumentParser.Flag(help: "Print the result as one line of JSON.") var json = false

  func run() async throws {
    let (run, policy, account) = (run, try readPolicy(policy), account)
    let summary = try await withTrustTools { tools in
      try await Reversal(run: run, policy: policy, tools: tools, account: account).revert()
    }
    print(json ? summary.jsonLine : summary.rendered, terminator: json ? "" : "\n")
    if let failure = failure(of: summary.accounts.map { ($0.account, $0.failure) }) { throw failure }
  }
}

extension Reversal.Summary {
  fileprivate var rendered: String {
    guard let runID else { return "no automatic link of run \(revertedRunID) stands: nothing was changed" }
    var table = Table(["account", "links ended", "sent to review"])
    for account in accounts {
      table.rows.append([
        account.account + (account.failure == nil ? "" : " (failed)"), grouped(account.linksEnded),
        grouped(account.sentToReview),
      ])
    }
    return table.rendered() + "\n\nrun \(runID)"
  }

  fileprivate var jsonLine: String {
    String(
      decoding: JSONLine.encode([
        "accounts": .array(
          accounts.map {
            [
              "account": .string($0.account), "error_code": .text($0.failure?.code),
              "error_text": .text($0.failure?.text), "links_ended": .int(Int64($0.linksEnded)),
              "sent_to_review": .int(Int64($0.sentToReview)),
            ]
          }),
        "reverted_run_id": .int(revertedRunID), "run_id": runID.map { .int($0) } ?? .null,
      ]), as: UTF8.self)
  }
}
