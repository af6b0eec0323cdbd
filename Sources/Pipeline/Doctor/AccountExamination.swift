internal import Extract
internal import Load
internal import MergeAPI
package import Postgres

/// Examines how each linked account stands: its connection and key, its token, its status and sync at Merge. One account's
/// trouble never hides the others'.
package struct AccountExamination: Sendable {
  private let tools: RunTools
  private let clocks: Clocks
  private let isOutdated: @Sendable ([UInt8]) -> Bool

  /// - Parameters:
  ///   - clocks: without Merge's, which is asked here.
  ///   - isOutdated: whether a sealed token was sealed with another key than the newest.
  package init(tools: RunTools, clocks: Clocks, isOutdated: @escaping @Sendable ([UInt8]) -> Bool) {
    self.tools = tools
    self.clocks = clocks
    self.isOutdated = isOutdated
  }

  /// What is found of the clocks, the connections and of the accounts, in the order of their names; nothing is written.
  ///
  /// Throws PostgresError where the accounts cannot be listed.
  package func findings(_ connection: Connection) async throws -> [Finding] {
    let accounts = try await connection.run { try Accounts.list($0) }
    if accounts.isEmpty {
      return [
        clocks.finding,
        Finding(
          "accounts", .warning, "there are none yet", advice: "add one with `contactsync accounts add` or `import`"),
      ]
    }
    var findings = try await tokenKeys(of: accounts, connection)
    var clocks = clocks
    for (name, users) in Dictionary(grouping: accounts, by: \.connection).sorted(by: { $0.key ?? "" < $1.key ?? "" }) {
      let subject = name.map { "connection \($0)" } ?? "Merge"
      do {
        let client = try tools.clients.client(for: name)
        guard case .taken(let clockAhead) = try await client.checkKey() else {
          findings.append(
            Finding(subject, .error, "the API key is refused", advice: "set the key of this region and organization"))
          continue
        }
        clocks.merge = clocks.merge ?? clockAhead
        findings.append(Finding(subject, .ok, "\(client.connection.host) takes the API key"))
        let listed = try await AccountInspector(client: client).linkedAccounts(originIDs: Set(users.map(\.account)))
        for account in users {
          findings.append(await examine(account, listed[account.account], client, connection))
        }
      } catch let trouble as MergeClients.Trouble {
        findings.append(Finding(subject, .error, "\(trouble)"))
      } catch let error as MergeError {
        findings.append(Finding(subject, error.isPassingTrouble ? .away : .error, "\(error)"))
      }
    }
    return [clocks.finding] + findings
  }

  /// Tokens that would be lost with an older key, paused accounts' included; none where every token has the newest.
  private func tokenKeys(of accounts: [AccountSummary], _ connection: Connection) async throws -> [Finding] {
    var outdated: [String] = []
    for id in accounts.map(\.account) {
      guard let sealed = try await connection.run({ try Accounts.sealedToken($0, account: id) }), isOutdated(sealed),
        (try? tools.openToken(id, sealed)) != nil
      else { continue }
      outdated.append(id)
    }
    guard !outdated.isEmpty else { return [] }
    let names = outdated.prefix(5).joined(separator: ", ") + (outdated.count > 5 ? ", …" : "")
    return [
      Finding(
        "token keys", .warning, "\(outdated.count) account tokens are sealed with an older key: \(names)",
        advice: "keep that key behind the newest until they are added again with `contactsync accounts add --token-env`"
      )
    ]
  }

  private func examine(
    _ account: AccountSummary, _ listed: LinkedAccount?, _ client: MergeClient, _ connection: Connection
  ) async -> Finding {
    let subject = "account \(account.account)"
    if account.state != .active {
      return Finding(
        subject, .warning, "\(account.state.rawValue): runs leave it out",
        advice: account.state == .paused ? "`contactsync accounts resume \(account.account)` when it may be read" : nil)
    }
    do {
      let id = account.account
      guard let sealed = try await connection.run({ try Accounts.sealedToken($0, account: id) }) else {
        return Finding(
          subject, .warning, "no account token is stored: only files can be read for it (`extract.file`)",
          advice: "to read it at Merge, add the token with `contactsync accounts add --token-env`")
      }
      let token = try tools.openToken(id, sealed)
      let sync = try await AccountInspector(client: client).contactSync(account: token)
      let freshness = Freshness(
        account: listed, sync: sync, isFirstRead: account.watermark == nil, now: tools.surroundings.now())
      return Finding(subject, freshness.isStale ? .warning : .ok, freshness.words)
    } catch let error as MergeError {
      return Finding(subject, error.isPassingTrouble ? .away : .error, "\(error)")
    } catch let error as PostgresError {
      return Finding(subject, .away, "PostgreSQL: \(error)")
    } catch {
      return Finding(
        subject, .error, "the stored token does not open: \(error)",
        advice: "restore CONTACTSYNC_TOKEN_KEYS, or add the token again with `contactsync accounts add --token-env`")
    }
  }
}
