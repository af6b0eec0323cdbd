import ArgumentParser
import ContactModel
import Load
import Postgres
import Secrets

struct AccountsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accounts", abstract: "Linked accounts: the accounting systems that organizations connected.",
    subcommands: [
      Add.self, Link.self, Import.self, List.self, Status.self, Pause.self, Resume.self, Remove.self,
    ])

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Adds a linked account, or replaces its token.",
      discussion: """
        The token is read from an environment variable, never from the command line, and stored sealed.

        Example: contactsync accounts add --id acme-books --organization acme --token-env ACME_TOKEN --integration xero
        """)

    @Option(help: "The account's id, yours and permanent (Merge's end_user_origin_id).") var id: String
    @Option(help: "The organization that owns the account.") var organization: String
    @Option(
      help:
        "Name of the environment variable that holds Merge's account token; without it only files can be read for it.")
    var tokenEnv: String?
    @Option(help: "The accounting system, such as quickbooks-online, xero or netsuite.") var integration: String?
    @Option(help: "Entry of the pipeline file's `connections:` that reaches it; default: the environment's (MERGE_*).")
    var connection: String?

    func run() async throws {
      let composition = Composition()
      let token = try tokenEnv.map { name in
        guard let token = try composition.settings.value(name) else {
          throw Failure(
            .usage, "the environment variable \(name) is not set or empty; --token-env takes its name, not the token")
        }
        return token
      }
      try checkID(id, "--id")
      try checkID(organization, "--organization")
      if let connection { try checkConnection(connection) }
      let (id, organization, integration, entry) = (id, organization, integration, connection)
      let connection = try await composition.database()
      let sealed = try token.map { try composition.vault().seal($0, account: id) }
      do {
        let added = try await connection.run {
          try Accounts.add(
            $0, id: id, organization: organization, tokenSealed: sealed, integration: integration, connection: entry)
        }
        print(added == .added ? "added \(id)" : "updated \(id)")
      } catch let error as LoadError {
        throw Failure(.usage, "\(error)")
      }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Lists the linked accounts.", discussion: "Example: contactsync accounts list --organization acme")

    @Option(help: "Only accounts of this organization.") var organization: String?

    func run() async throws {
      let organization = organization
      let accounts = try await Composition().database().run { try Accounts.list($0, organization: organization) }
      var table = Table([
        "account", "organization", "integration", "state", "connection", "at Merge", "read up to", "last run",
      ])
      for account in accounts {
        let last = account.lastRun.map { "\($0.outcome?.rawValue ?? "running") (\($0.startedAt.rfc3339.prefix(16)))" }
        table.rows.append([
          account.account, account.organization, account.integration ?? "", account.state.rawValue,
          account.connection ?? "default", account.mergeStatus ?? "",
          account.watermark.map { String($0.rfc3339.prefix(19)) + "Z" } ?? "never",
          last ?? "never",
        ])
      }
      if accounts.isEmpty { complain("no linked accounts yet; add one with `contactsync accounts add`") }
      print(table.rendered())
    }
  }

  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "status",
      abstract: "Shows what is stored of each linked account.",
      discussion: "Example: contactsync accounts status acme-books")

    @Argument(help: "The account; all of them without it.") var id: String?

    func run() async throws {
      let connection = try await Composition().database()
      let all = try await connection.run { try Accounts.list($0) }
      let accounts = all.filter { id == nil || $0.account == id }
      if let id, accounts.isEmpty {
        throw Failure(.usage, "\(LoadError.unknownAccount(id))")
      }
      var table = Table([
        "account", "contacts", "deleted", "matched", "in review", "unmatched", "links", "last sync at Merge", "trouble",
      ])
      for account in accounts {
        let id = account.account
        let counts = try await connection.run { try Accounts.counts($0, account: id) }
        let sync = account.lastSyncResult.map { "\($0) \(account.lastSyncFinishedAt?.rfc3339.prefix(16) ?? "")" }
        table.rows.append(
          [id]
            + [counts.contacts, counts.deleted, counts.matched, counts.inReview, counts.unmatched, counts.links].map {
              grouped($0)
            } + [sync ?? "", account.lastRun?.errorCode ?? ""])
      }
      print(table.rendered())
    }
  }
}

/// Ids from outside have 1 to 255 bytes.
func checkID(_ id: String, _ option: String) throws {
  guard (1...255).contains(id.utf8.count) else { throw Failure(.usage, "\(option) must have 1 to 255 bytes") }
}

/// Names of connections are those that a pipeline file may hold.
func checkConnection(_ name: String) throws {
  let isName =
    (1...64).contains(name.utf8.count) && name.utf8.allSatisfy { $0 < 0x80 }
    && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
  guard isName else { throw Failure(.usage, "--connection must have 1 to 64 letters, digits, `-` and `_`") }
}
