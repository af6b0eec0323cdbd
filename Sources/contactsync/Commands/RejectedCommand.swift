import ArgumentParser
import Extract
import Load
import Pipeline
import Postgres

struct RejectedCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rejected",
    abstract: "Records that could not be read or stored: shows them, and reads them again.",
    subcommands: [List.self, Replay.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Shows the records that were set apart, why and when, the newest first.",
      discussion: """
        Ids, reasons and sizes only; --raw adds the records as they were received, which are personal data.

        Example: contactsync rejected list --account acme-books --format csv
        """)

    @Option(help: "Only of this linked account.") var account: String?
    @Option(help: "Only those rejected for this reason, such as too_deep.") var reason: String?
    @Option(help: "Only those that this run met first.") var run: Int64?
    @Option(help: "table, csv or json (one object a line).") var format = "table"
    @ArgumentParser.Flag(help: "With those that a replay has dealt with.") var all = false
    @ArgumentParser.Flag(help: "With the records as received: personal data.") var raw = false

    func run() async throws {
      guard ["table", "csv", "json"].contains(format) else {
        throw Failure(.usage, "--format must be table, csv or json, not '\(format)'")
      }
      let filter = RejectedReader.Filter(account: account, reason: reason, run: run, withResolved: all)
      let (account, raw) = (account, raw)
      let records = try await Composition().database().run { session in
        try RejectedCommand.check(session, account)
        return try RejectedReader.list(session, filter, withRaw: raw)
      }
      let text = RejectedText(records: records, withRaw: raw)
      switch format {
      case "csv": try StandardOutput.write(text.csv)
      case "json": try StandardOutput.write(text.lines)
      default:
        if records.isEmpty { return complain("contactsync: no record is set apart\(all ? "" : " and open")") }
        print(text.table)
      }
    }
  }

  struct Replay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "replay",
      abstract: "Reads the records that were set apart again, and stores what can be read now.",
      discussion: """
        For after an upgrade that reads what could not be read before. Nothing newer is overwritten; what is still bad stays, \
        with its reason of today. The next run of the account matches what was stored.

        Example: contactsync rejected replay --account acme-books --reason too_deep
        """)

    @Option(help: "Only of this linked account.") var account: String?
    @Option(help: "Only those rejected for this reason.") var reason: String?
    @Option(help: "Policy file that the account's runs work with; the built-in one without it.") var policy: String?
    @ArgumentParser.Flag(help: "Print the result as one line of JSON.") var json = false

    func run() async throws {
      let (account, reason, policy) = (account, reason, try readPolicy(policy))
      let summary = try await stoppable {
        try await withTrustTools { tools in
          try await RejectedReplay(policy: policy, tools: tools, account: account, reason: reason).run()
        }
      }
      print(json ? summary.jsonLine : summary.rendered, terminator: json ? "" : "\n")
      if let failure = failure(of: summary.accounts.map { ($0.account, $0.failure) }) { throw failure }
    }
  }

  private static func check(_ session: borrowing Session, _ account: String?) throws {
    if let account, try !Accounts.list(session).contains(where: { $0.account == account }) {
      throw Failure(.usage, "\(LoadError.unknownAccount(account))")
    }
  }
}
