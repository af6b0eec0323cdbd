import ArgumentParser
import NDJSON
import Pipeline
import Transform

struct RematchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rematch",
    abstract: "Decides the automatic links that stand anew, from what is stored; a dry run unless --apply.",
    discussion: """
      Runs leave a link that a new policy contradicts, and ask a person; this moves and ends such links at once. What \
      people, imports and creations linked stays. Give the policy that your pipeline file names.

      Example: contactsync rematch --policy policies/standard.yaml --account acme-books
      """)

  @Option(help: "Only this linked account.") var account: String?
  @Option(help: "Policy file; the built-in one without it.") var policy: String?
  @ArgumentParser.Flag(help: "Write the links; without it nothing is changed.") var apply = false
  @ArgumentParser.Flag(help: "Print the result as one line of JSON.") var json = false

  func run() async throws {
    let (policy, account, isApplied) = (try readPolicy(policy), account, apply)
    let summary = try await withTrustTools { tools in
      try await Rematch(policy: policy, tools: tools, account: account, isApplied: isApplied).run()
    }
    print(json ? summary.jsonLine : summary.rendered, terminator: json ? "" : "\n")
    if summary.accounts.isEmpty { complain("contactsync: no linked account was settled yet: run a pipeline first") }
    if let failure = failure(of: summary.accounts.map { ($0.account, $0.failure) }) { throw failure }
  }
}

extension Rematch.Summary {
  fileprivate var total: LinkChanges { accounts.reduce(LinkChanges()) { $0 + $1.changes } }

  fileprivate var rendered: String {
    var table = Table(["account", "contacts", "linked", "moved", "ended", "in dispute", "in review"])
    func row(_ name: String, _ changes: LinkChanges) {
      let counts = [
        changes.contacts, changes.linked, changes.moved, changes.dropped, changes.disputed, changes.inReview,
      ]
      table.rows.append([name] + counts.map { grouped($0) })
    }
    for account in accounts {
      row(
        account.account + (account.failure != nil ? " (failed)" : account.isProposal ? " (proposed)" : ""),
        account.changes)
    }
    if accounts.count > 1 { row("in all", total) }
    let words =
      isApplied ? runID.map { "run \($0)" } ?? "nothing to do" : "dry run: nothing was changed; --apply writes"
    return table.rendered() + "\n\n" + words
  }

  fileprivate var jsonLine: String {
    String(
      decoding: JSONLine.encode([
        "accounts": .array(
          accounts.map { account in
            var members = account.changes.json
            members["account"] = .string(account.account)
            members["organization"] = .string(account.organization)
            members["is_proposal"] = .bool(account.isProposal)
            members["error_code"] = .text(account.failure?.code)
            members["error_text"] = .text(account.failure?.text)
            return .object(members)
          }),
        "applied": .bool(isApplied), "run_id": runID.map { .int($0) } ?? .null, "total": .object(total.json),
      ]), as: UTF8.self)
  }
}

extension LinkChanges {
  fileprivate var json: [String: JSONValue] {
    [
      "contacts": contacts, "disputed": disputed, "dropped": dropped, "in_review": inReview, "linked": linked,
      "moved": moved,
    ].mapValues { .int(Int64($0)) }
  }
}
