package import MergeAPI

/// The clients through which linked accounts are reached: one for each region and API key.
package struct MergeClients: Sendable {
  /// Why a connection cannot be used: one line, what and what to do; no secret.
  package struct Trouble: Error, Sendable, Hashable, CustomStringConvertible {
    package var description: String

    package init(_ description: String) { self.description = description }
  }

  private let standard: Result<MergeClient, Trouble>
  private let named: [String: Result<MergeClient, Trouble>]

  /// - Parameters:
  ///   - standard: of accounts that name no connection: the environment's.
  ///   - named: of the entries of a pipeline file's `connections:`.
  package init(standard: Result<MergeClient, Trouble>, named: [String: Result<MergeClient, Trouble>] = [:]) {
    self.standard = standard
    self.named = named
  }

  /// The client of a connection; nil: the environment's.
  package func client(for connection: String?) throws(Trouble) -> MergeClient {
    guard let connection else { return try standard.get() }
    guard let client = named[connection] else {
      throw Trouble(
        "the account is reached through the connection `\(connection)`, which the pipeline file does not name; add it "
          + "below `connections:`, or change the account with `contactsync accounts add --connection`")
    }
    return try client.get()
  }
}
