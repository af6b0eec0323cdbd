import ArgumentParser
import Load
import Postgres

extension AccountsCommand {
  struct Pause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "pause",
      abstract: "Lets runs leave accounts alone; what is stored of them stays.",
      discussion: "Example: contactsync accounts pause acme-books acme-uk")

    @Argument(help: "The accounts.") var ids: [String]

    func run() async throws { try await AccountsCommand.set(ids, to: .paused, from: .active) }
  }

  struct Resume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "resume",
      abstract: "Lets runs take paused accounts again, from where they stopped.",
      discussion: "Example: contactsync accounts resume acme-books")

    @Argument(help: "The accounts.") var ids: [String]

    func run() async throws { try await AccountsCommand.set(ids, to: .active, from: .paused) }
  }

  /// Moves accounts to a state, all or none; those that have it already are left as they are.
  fileprivate static func set(_ ids: [String], to state: Accounts.State, from other: Accounts.State) async throws {
    let connection = try await Composition().database()
    let lines = try await connection.run { session in
      try session.transaction { session in
        let all = try Accounts.list(session)
        return try ids.map { id in
          guard let account = all.first(where: { $0.account == id }) else {
            throw Failure(.usage, "\(LoadError.unknownAccount(id))")
          }
          if account.state == state { return "\(id) is \(state.rawValue) already" }
          guard account.state == other else {
            throw Failure(.usage, "\(id) is \(account.state.rawValue); `contactsync accounts add` brings it back")
          }
          try Accounts.setState(session, account: id, state)
          return "\(id) is \(state.rawValue)"
        }
      }
    }
    for line in lines { print(line) }
  }
}
