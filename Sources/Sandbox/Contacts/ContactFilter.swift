import ContactModel

/// Which contacts of an account a listing shows.
struct ContactFilter: Sendable {
  /// A text that must be equal.
  struct Wanted: Sendable {
    var text: String
    var ignoresCase = false

    func admits(_ value: String?) -> Bool {
      guard let value else { return false }
      return ignoresCase ? value.lowercased() == text.lowercased() : value.utf8.elementsEqual(text.utf8)
    }
  }

  var modified = Span()
  var created = Span()
  var includesDeleted = false
  var includesShells = false
  var isCustomer: Bool?
  var isSupplier: Bool?
  var name: Wanted?
  var emailAddress: Wanted?
  var remoteID: Wanted?
  var companyID: Wanted?
  var status: Wanted?
  /// Ids of contacts that listings do not show yet.
  var unlisted: Set<String> = []

  /// What can be said without the contact itself.
  func admits(_ key: ContactKey) -> Bool {
    if key.wasDeleted, !includesDeleted { return false }
    if key.isShell, !includesShells { return false }
    if !modified.admits(key.modifiedAt) || !created.admits(key.createdAt) { return false }
    if let isCustomer, key.isCustomer.value != isCustomer { return false }
    if let isSupplier, key.isSupplier.value != isSupplier { return false }
    return true
  }

  /// What its texts say.
  func admits(_ contact: StoredContact) -> Bool {
    if !unlisted.isEmpty, unlisted.contains(contact.id) { return false }
    if let name, !name.admits(contact.text(contact.name)) { return false }
    if let emailAddress, !emailAddress.admits(contact.text(contact.emailAddress)) { return false }
    if let remoteID, !remoteID.admits(contact.text(contact.remoteID)) { return false }
    if let companyID, !companyID.admits(contact.companyID) { return false }
    if let status, !status.admits(JSONMember.text(of: contact[.status])) { return false }
    return true
  }

  /// A stretch of time, open where a bound is nil.
  struct Span: Sendable {
    var after: Timestamp?
    var before: Timestamp?
    /// Whether the bounds themselves belong to it.
    var isInclusive = true

    func admits(_ instant: Timestamp) -> Bool {
      if let after, isInclusive ? instant < after : instant <= after { return false }
      if let before, isInclusive ? instant > before : instant >= before { return false }
      return true
    }
  }
}
