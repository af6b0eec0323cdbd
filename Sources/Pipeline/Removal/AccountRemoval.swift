package import Load
internal import MergeAPI
import Postgres

/// Takes one linked account away: at Merge, where it deletes the credentials and everything that it read; then here, where the
/// token goes and, with a purge, what is stored of the account's records.
package struct AccountRemoval: Sendable {
  /// What became of it.
  package struct Summary: Sendable {
    package enum AtMerge: Sendable, Equatable {
      case deleted
      /// Merge knew no such account any more.
      case gone
      /// No token was stored: Merge could not be asked.
      case notAsked
      /// It was to be left there.
      case kept
    }

    package var atMerge: AtMerge
    /// nil: nothing was to be purged.
    package var purged: Accounts.Purged?
  }

  /// Why nothing was removed here; one line, with what to do.
  package struct Refusal: Error, Sendable, CustomStringConvertible {
    /// Whether to try again helps.
    package var isPassing: Bool
    package var description: String
  }

  private let tools: RunTools

  package init(tools: RunTools) { self.tools = tools }

  /// - Parameters:
  ///   - keepsAtMerge: Merge is not asked to delete.
  ///   - purges: see ``Accounts/remove(_:lease:purges:)``.
  /// - Throws: ``Refusal``, LoadError, PostgresError; the token then stands, so that it can be said again.
  package func remove(_ account: String, keepsAtMerge: Bool, purges: Bool) async throws -> Summary {
    let connection = try await tools.connect()
    do {
      let summary = try await remove(connection, account, keepsAtMerge, purges)
      await connection.close()
      return summary
    } catch {
      await connection.close()
      throw error
    }
  }

  private func remove(
    _ connection: Connection, _ account: String, _ keepsAtMerge: Bool, _ purges: Bool
  ) async throws -> Summary {
    let all = try await connection.run { try Accounts.list($0) }
    guard let known = all.first(where: { $0.account == account }) else { throw LoadError.unknownAccount(account) }
    guard let lease = try await connection.run({ try AccountLease.acquire($0, account: account) }) else {
      throw Refusal(
        isPassing: true, description: "a run holds \(account): nothing was removed; try again when it has finished")
    }
    do {
      let atMerge = keepsAtMerge ? .kept : try await delete(connection, known)
      let purged = try await connection.runUninterrupted { session in
        let purged = try Accounts.remove(session, lease: lease, purges: purges)
        try lease.release(session)
        return purged
      }
      return Summary(atMerge: atMerge, purged: purged)
    } catch {
      try? await connection.runUninterrupted { try lease.release($0) }
      throw error
    }
  }

  private func delete(_ connection: Connection, _ known: AccountSummary) async throws -> Summary.AtMerge {
    let account = known.account
    guard let sealed = try await connection.run({ try Accounts.sealedToken($0, account: account) }) else {
      return .notAsked
    }
    let (token, client): (SecretText, MergeClient)
    do {
      token = try tools.openToken(account, sealed)
      client = try tools.clients.client(for: known.connection)
    } catch {
      throw Refusal(isPassing: false, description: "\(error); or leave it at Merge with --keep-at-merge")
    }
    let outcome: DeletionOutcome
    do { outcome = try await client.deleteAccount(account: token) } catch let error as MergeError {
      outcome = .unknown(error)
    }
    switch outcome {
    case .deleted: return .deleted
    case .gone: return .gone
    case .refused(let error):
      var isPassing = false
      if case .retry = error.remedy { isPassing = true }
      throw Refusal(isPassing: isPassing, description: "nothing was removed: \(error)")
    case .unknown(let error):
      throw Refusal(
        isPassing: true,
        description: "Merge may have deleted \(account) or not, and the token is kept: say it again (\(error))")
    }
  }
}
