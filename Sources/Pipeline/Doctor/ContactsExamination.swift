internal import Extract
internal import Load
package import Postgres

/// Examines what a pipeline with `extract.file` needs: its account and its file. Nothing else, for it calls no Merge.
package enum ContactsExamination {
  /// What is found; nothing is written. The file is read to its end, as a run reads it.
  ///
  /// Throws PostgresError where the account cannot be looked up.
  package static func findings(_ file: PipelineFile, _ connection: Connection) async throws -> [Finding] {
    var findings: [Finding] = []
    for id in file.accounts.ids {
      let account = try await connection.run { try Accounts.list($0) }.first { $0.account == id }
      let finding =
        switch account?.state {
        case .active: Finding("account \(id)", .ok, "read from a file")
        case let state?:
          Finding(
            "account \(id)", .warning, "\(state.rawValue): runs leave it out",
            advice: state == .paused ? "`contactsync accounts resume \(id)` when it may be read" : nil)
        case nil:
          Finding(
            "account \(id)", .error, "there is none",
            advice: "add it with `contactsync accounts add --id \(id) --organization …`")
        }
      findings.append(finding)
    }
    do {
      guard let contacts = try file.readContacts() else { return findings }
      let counts = contacts.counts
      findings.append(
        Finding(
          "contacts", counts.rejected > 0 ? .warning : .ok,
          "\(contacts.path): \(counts.contacts) contacts, \(counts.rejected) records rejected, \(counts.repeated) repeated",
          advice: counts.problems.first))
    } catch {
      findings.append(Finding("contacts", .error, "\(error)"))
    }
    return findings
  }
}
