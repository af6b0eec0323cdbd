import ArgumentParser
import CSV
import ContactModel
import Extract
import NDJSON
import Postgres

extension LinksCommand {
  struct Changes: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "changes",
      abstract: "Prints what changed of the links, in order: how a platform takes the result back.",
      discussion: """
        The last change's id goes to stderr: remember it, and give it with --since the next time. Whoever reads on from the \
        last id misses none. Replaying all changes from 0 gives exactly the links that stand.

        Example: contactsync links changes --since 4711 --organization acme
        """)

    @Option(help: "Only changes after this id; 0: from the beginning.") var since: Int64 = 0
    @Option(help: "Only changes of this organization.") var organization: String?
    @Option(help: "Changes at most.") var limit: Int64?
    @Option(help: "json (one object a line) or csv.") var format = "json"

    private static let columns = [
      "change_id", "organization_id", "linked_account_id", "contact_id", "party_id", "change", "source", "changed_at",
    ]

    func run() async throws {
      guard ["json", "csv"].contains(format) else {
        throw Failure(.usage, "--format must be json or csv, not '\(format)'")
      }
      guard since >= 0 else { throw Failure(.usage, "--since must be a change id, 0 or more") }
      if let limit, limit < 1 { throw Failure(.usage, "--limit must be at least 1") }
      let connection = try await Composition().database()
      let (since, organization, limit, isCSV) = (since, organization, limit, format == "csv")
      let last = try await connection.run { session in
        var last = since
        if isCSV { write([Self.columns]) }
        try LinkChangeReader.read(session, since: since, organization: organization, limit: limit) { changes in
          last = changes.last?.id ?? last
          if isCSV { write(changes.map(Self.cells)) } else { write(changes) }
        }
        return last
      }
      complain("last change id: \(last)")
    }

    private static func cells(_ change: LinkChange) -> [String?] {
      [
        String(change.id), change.organization, change.account, change.contact, change.party, change.change,
        change.source, change.changedAt.rfc3339,
      ]
    }

    private func write(_ rows: [[String?]]) {
      var csv = CSVWriter(profile: .machine)
      for row in rows { csv.append(row) }
      print(String(decoding: csv.take(), as: UTF8.self), terminator: "")
    }

    private func write(_ changes: [LinkChange]) {
      var lines: [UInt8] = []
      for change in changes {
        JSONLine.append(
          [
            "change": .string(change.change), "change_id": .int(change.id),
            "changed_at": .string(change.changedAt.rfc3339), "contact_id": .string(change.contact),
            "linked_account_id": .string(change.account), "organization_id": .string(change.organization),
            "party_id": .string(change.party), "source": .string(change.source),
          ], to: &lines)
      }
      print(String(decoding: lines, as: UTF8.self), terminator: "")
    }
  }
}
