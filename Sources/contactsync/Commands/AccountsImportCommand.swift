import ArgumentParser
import Load
import NDJSON
import Postgres
import Secrets

extension AccountsCommand {
  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Adds linked accounts from NDJSON on standard input.",
      discussion: """
        Each line: {"id", "organization", "token"} and, where known, "integration", "merge_account_id", "connection". There is \
        no file argument, because tokens do not belong in files; they are stored sealed. Wrong lines are told by their \
        number, the good ones are taken, and the exit code is 65.

        Example: platform-export-accounts | contactsync accounts import
        """)

    @Argument(help: .hidden) var files: [String] = []

    func run() async throws {
      guard files.isEmpty else {
        throw Failure(.usage, "accounts import reads standard input only: tokens do not belong in files")
      }
      let composition = Composition()
      let connection = try await composition.database()
      let vault = try composition.vault()
      let report = try await connection.run { session in
        var report = Report()
        do {
          var input = try AccountLines()
          while let lines = try input.next() {
            var batch: [(line: Int, account: NewAccount)] = []
            for line in lines {
              switch line {
              case .problem(let text): report.add(text)
              case .account(let number, let account):
                let sealed = vault.seal(account.token, account: account.id)
                batch.append((number, NewAccount(account, sealed: sealed)))
              }
              if batch.count == Accounts.batch { try report.add(session, &batch) }
            }
            try report.add(session, &batch)
          }
        } catch let error as FileError {
          report.add("\(error)")
        }
        return report
      }
      print("added \(grouped(report.added)), updated \(grouped(report.updated))")
      for problem in report.problems { complain("contactsync: \(problem)") }
      if report.problemCount > 0 {
        throw Failure(.badInput, "\(grouped(report.problemCount)) lines were not taken, the others were")
      }
    }
  }

  fileprivate struct Report: Sendable {
    var added = 0
    var updated = 0
    /// The first twenty.
    var problems: [String] = []
    var problemCount = 0

    mutating func add(_ problem: String) {
      problemCount += 1
      if problems.count < 20 { problems.append(problem) }
    }

    /// Stores a batch, and empties it.
    mutating func add(_ session: borrowing Session, _ batch: inout [(line: Int, account: NewAccount)]) throws {
      let results = try Accounts.add(session, batch.map(\.account))
      for (entry, result) in zip(batch, results) {
        switch result {
        case .success(.added): added += 1
        case .success(.updated): updated += 1
        case .failure(let error): add(AccountLines.problem(entry.line, "\(error)"))
        }
      }
      batch = []
    }
  }
}

extension NewAccount {
  fileprivate init(_ line: AccountLines.Account, sealed: [UInt8]) {
    self.init(
      id: line.id, organization: line.organization, tokenSealed: sealed, integration: line.integration,
      mergeAccount: line.mergeAccount, connection: line.connection)
  }
}
