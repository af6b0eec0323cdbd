package import ContactModel
import Postgres

/// One attempt to link an account through Merge Link.
package struct LinkSession: Sendable, Equatable {
  /// The raw value is stored.
  package enum State: String, Sendable, CaseIterable {
    /// The user may link.
    case open
    /// The public token was sent to Merge, and the answer is not known.
    case exchanging
    case linked
    /// Merge refused what came of it; see ``LinkSession/errorCode``.
    case failed
    case expired
  }

  /// 32 hexadecimal digits; no secret.
  package var id: String
  package var organization: String
  /// The account's permanent id.
  package var account: String
  /// SHA-256 of the key, 32 bytes.
  package var keyHash: [UInt8]
  /// Nil for a magic link, and once the session has ended.
  package var linkTokenSealed: [UInt8]?
  /// Slug of the accounting system that was asked for; nil: the user chooses.
  package var integration: String?
  package var isMagicLink: Bool
  package var state: State
  /// Why it failed; nil otherwise.
  package var errorCode: String?
  package var expiresAt: Timestamp
  /// Whether there is an account of that id by now: it was linked, perhaps earlier.
  package var isKnown: Bool

  init(id: String, _ row: Row) {
    self.id = id
    organization = row.text(0) ?? ""
    account = row.text(1) ?? ""
    keyHash = row.bytes(2) ?? []
    linkTokenSealed = row.bytes(3)
    integration = row.text(4)
    isMagicLink = row.bool(5) ?? false
    state = row.text(6).flatMap(State.init) ?? .failed
    errorCode = row.text(7)
    expiresAt = row.instant(8) ?? Timestamp(microseconds: 0)
    isKnown = row.bool(9) ?? false
  }
}

/// A session of linking that is to begin.
package struct NewLinkSession: Sendable {
  package var id: String
  package var organization: String
  package var account: String
  /// SHA-256 of the key, 32 bytes.
  package var keyHash: [UInt8]
  /// Nil for a magic link.
  package var linkTokenSealed: [UInt8]?
  package var integration: String?
  package var isMagicLink: Bool
  package var minutes: Int

  package init(
    id: String, organization: String, account: String, keyHash: [UInt8], linkTokenSealed: [UInt8]?,
    integration: String?, isMagicLink: Bool, minutes: Int
  ) {
    self.id = id
    self.organization = organization
    self.account = account
    self.keyHash = keyHash
    self.linkTokenSealed = linkTokenSealed
    self.integration = integration
    self.isMagicLink = isMagicLink
    self.minutes = minutes
  }
}
