internal import Extract
internal import Load
internal import MergeAPI
package import Postgres

/// Examines how each linked account stands: its connection and key, its token, its status and sync at Merge. One account's
/// trouble never hides the others'.
package struct AccountExamination: Sendable {
  private let tools: RunTools

  package init(tools: RunTools) { self.tools = tools }

  /// What is found of the connections and of the accounts, in the order of their names; nothing is written.
  ///
  /// Throws PostgresError where the accounts cannot be listed.
  package func findings(_ connection: Connection) async throws -> [Finding] {
    let accounts = try await connection.run { try Accounts.list($0) }
    if accounts.isEmpty {
      return [
        Finding(
          "accounts", .warning, "there are none yet", advice: "add one with `contactsync accounts add` or `import`")
      ]
    }
    var findings: [Finding] = []
    for (name, users) in Dictionary(grouping: accounts, by: \.connection).sorted(by: { $0.key ?? "" < $1.key ?? "" }) {
      let subject = name.map { "connection \($0)" } ?? "Merge"
      do {
        let client = try tools.clients.client(for: name)
        guard try await client.checkKey() else {
          findings.append(
            Finding(subject, .error, "the API key is refused", advice: "set the key of this region and organization"))
          continue
        }
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
    return findings
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
