package import ContactModel
internal import Extract
package import Load
package import MergeAPI
internal import Postgres

/// Erases a person: from the database in one transaction, then from the files of output folders.
package struct SubjectEraser: Sendable {
  let search: SubjectSearch
  let tools: TrustTools
  /// Folders that must be there.
  let folders: [String]
  /// How long to wait for accounts that a run holds.
  let wait: Duration
  let isDryRun: Bool
  let surroundings: Surroundings

  package init(
    search: SubjectSearch, tools: TrustTools, folders: [String], wait: Duration = .zero, isDryRun: Bool,
    surroundings: Surroundings = .live
  ) {
    self.search = search
    self.tools = tools
    self.folders = folders
    self.wait = wait
    self.isDryRun = isDryRun
    self.surroundings = surroundings
  }

  /// A file out of which lines or rows were taken.
  package struct ChangedFile: Sendable, Equatable {
    package var path: String
    package var rows: Int
  }

  package struct Summary: Sendable {
    package var subject: Subject
    package var erased: SubjectErasure.Erased
    package var files: [ChangedFile] = []
    /// Files that could not be read or replaced: path and why.
    package var problems: [String] = []

    package var isEmpty: Bool { erased.isEmpty && files.isEmpty }
  }

  /// - Throws: ``SubjectSearch/Refusal``, ``Held``, LoadError, PostgresError: nothing was changed then.
  package func run() async throws -> Summary {
    let keys = try tools.erasureKeys()
    let connection = try await tools.connect()
    if isDryRun { try await connection.rehearse() }
    let search = search
    let (found, accounts) = try await connection.run { session in
      let found = try search.find(session, keys: keys)
      return (found, try Accounts.list(session, organization: found.organization).map(\.account))
    }
    let subject = try await connection.run { try members(of: found, $0) }
    let leases = try await leases(connection, of: subject, accounts)
    let (whole, traces, erased) = try await connection.run { session in
      // Under the leases no run can link anybody to the person any more.
      let whole = try members(of: found, session)
      let covered = Set(leases.map(\.account))
      guard whole.parties.isEmpty || !subject.parties.isEmpty,
        whole.contacts.allSatisfy({ covered.contains($0.account) })
      else { throw Held(accounts: []) }
      let traces = try SubjectReader.traces(session, whole)
      return (
        whole, traces, try SubjectErasure.erase(session, whole, traces: traces, leases: leases, keys: keys)
      )
    }
    var summary = Summary(subject: whole, erased: erased)
    let files = SubjectFiles(subject: whole, traces: traces, accounts: accounts, isDryRun: isDryRun)
    for folder in folders {
      do {
        let done = try files.erase(in: folder)
        summary.files += done.changed
        summary.problems += done.problems
      } catch {
        summary.problems.append("\(folder): cannot be read")
      }
    }
    try await connection.runUninterrupted { session in
      for lease in leases { try lease.release(session) }
    }
    await connection.close()
    return summary
  }

  private func members(of found: SubjectSearch.Found, _ session: borrowing Session) throws -> Subject {
    try SubjectReader.subject(session, organization: found.organization, found.named, isAlone: search.isAlone)
  }

  /// Accounts that runs hold to the end of the wait; none: the person's links changed meanwhile.
  package struct Held: Error, Sendable, CustomStringConvertible {
    package var accounts: [String]

    package var description: String {
      accounts.isEmpty
        ? "a run linked the person to somebody else meanwhile: nothing was changed, try again"
        : "a run holds \(accounts.joined(separator: ", ")): nothing was changed; try again when it has finished, or wait for it "
          + "with --wait"
    }
  }

  /// The leases of the accounts that hold anything of the person: a party may be in the memory of a run of any of them.
  private func leases(
    _ connection: Connection, of subject: Subject, _ accounts: [String]
  ) async throws -> [AccountLease] {
    let wanted = subject.parties.isEmpty ? Set(subject.contacts.map(\.account)).sorted() : accounts.sorted()
    let deadline = surroundings.elapsed() + wait
    while true {
      let (leases, held) = try await connection.run { session in
        var leases: [AccountLease] = []
        var held: [String] = []
        for account in wanted {
          if let lease = try AccountLease.acquire(session, account: account) {
            leases.append(lease)
          } else {
            held.append(account)
          }
        }
        if !held.isEmpty {
          for lease in leases { try lease.release(session) }
        }
        return (leases, held)
      }
      if held.isEmpty { return leases }
      if surroundings.elapsed() >= deadline { throw Held(accounts: held) }
      try await surroundings.sleep(.milliseconds(500))
    }
  }
}
