internal import ContactModel
internal import Extract
internal import Load
internal import NDJSON
package import Postgres
package import TransformFiles

/// `contactsync extract`: what is stored → lines. It writes nothing to the database. Contacts come from elsewhere, see
/// ``ExtractContacts``.
///
/// Every function throws ``StageFailure``.
package struct ExtractStage: Sendable {
  private let connect: @Sendable () async throws -> Connection
  private let output: LineOutput

  package init(connect: @escaping @Sendable () async throws -> Connection, output: @escaping LineOutput) {
    self.connect = connect
    self.output = output
  }

  /// The parties of an organization, retired ones included, and their `end`.
  package func parties(organization: String) async throws(StageFailure) {
    let output = output
    let isKnown = try await reading { session in
      try PartyLinesReader.read(session, organization: organization, output)
    }
    guard isKnown else { throw StageFailure(.usage, "there is no organization '\(organization)'") }
  }

  /// Links, judgements and frozen frequencies that stand for an account, and their `end`.
  ///
  /// - Parameter withSnapshot: false leaves the frequencies out: they are taken anew from the parties, as a run from the
  ///   beginning does.
  package func standing(account: String, withSnapshot: Bool = true) async throws(StageFailure) {
    let output = output
    try await reading { session in
      guard let organization = try Accounts.list(session).first(where: { $0.account == account })?.organization else {
        throw LoadError.unknownAccount(account)
      }
      try StandingReader.read(session, account: account, organization: organization, withSnapshot: withSnapshot) {
        try output($0.line)
      }
    }
  }

  private func reading<R: Sendable>(
    _ body: @Sendable (borrowing Session) throws -> R
  ) async throws(StageFailure) -> R {
    do {
      let connection = try await connect()
      defer { Task { await connection.close() } }
      return try await connection.run(body)
    } catch {
      throw StageFailure(error)
    }
  }
}
