internal import Extract
internal import Load
internal import MergeAPI
internal import Postgres

/// How the accounts of a run are reached: each connection's client, how Merge lists the accounts, and what is in the way.
struct Reach: Sendable {
  /// By connection; nil: the environment's.
  private(set) var clients: [String?: Result<MergeClient, AccountResult.Failure>] = [:]
  /// By our id; an account that Merge does not list is missing.
  private(set) var listed: [String: LinkedAccount] = [:]

  /// The account's client, or why it cannot be reached.
  func client(of account: AccountSummary) -> Result<MergeClient, AccountResult.Failure> {
    clients[account.connection] ?? .failure(.init(RunTrouble.connectionUnusable("its connection is unknown")))
  }

  /// Asks each connection that an account uses for its listing.
  ///
  /// What is wrong with one connection is the failure of its accounts; where it is the only one, the run is refused before
  /// anything is changed. A server that does not answer this question tells nothing.
  static func find(_ accounts: [AccountSummary], _ tools: RunTools, _ connection: Connection) async throws -> Reach {
    var reach = Reach()
    let users = Dictionary(grouping: accounts, by: \.connection)
    for (name, accounts) in users.sorted(by: { $0.key ?? "" < $1.key ?? "" }) {
      do {
        let client = try tools.clients.client(for: name).telling(RunEvents(tools.logger))
        let listed = try await list(accounts, client, tools, connection)
        reach.listed.merge(listed) { first, _ in first }
        reach.clients[name] = .success(client)
      } catch let trouble as MergeClients.Trouble {
        if users.count == 1 { throw PipelineRun.Refusal.connectionUnusable("\(trouble)") }
        reach.clients[name] = .failure(.init(RunTrouble.connectionUnusable("\(trouble)")))
      } catch let refusal as PipelineRun.Refusal {
        if users.count == 1 { throw refusal }
        if case .mergeAway(let text) = refusal {
          reach.clients[name] = .failure(.init(RunTrouble.mergeAway(text)))
        } else {
          reach.clients[name] = .failure(.init(RunTrouble.apiKeyRefused("\(refusal)")))
        }
      }
    }
    return reach
  }

  /// A refused key is told from a refused listing by a call for one account.
  private static func list(
    _ accounts: [AccountSummary], _ client: MergeClient, _ tools: RunTools, _ connection: Connection
  ) async throws -> [String: LinkedAccount] {
    do {
      return try await AccountInspector(client: client).linkedAccounts(originIDs: Set(accounts.map(\.account)))
    } catch let error as MergeError where error.kind == .unauthorized {
      guard let first = accounts.first(where: \.hasToken) else { throw PipelineRun.Refusal.apiKeyRefused("\(error)") }
      let id = first.account
      let sealed = try await connection.run { try Accounts.sealedToken($0, account: id) }
      let token = try tools.openToken(id, sealed ?? [])
      do {
        _ = try await client.accountDetails(account: token)
      } catch let second as MergeError where second.kind == .unauthorized {
        throw PipelineRun.Refusal.apiKeyRefused("\(error)")
      } catch is MergeError {}
      return [:]
    } catch let error as MergeError where error.isPassingTrouble {
      throw PipelineRun.Refusal.mergeAway("\(error)")
    } catch is MergeError {
      return [:]
    }
  }
}
