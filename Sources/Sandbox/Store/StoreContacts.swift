import ContactModel
import NDJSON

/// What a series of writes did, contact by contact.
package struct ContactCounts: Sendable, Hashable, Codable {
  package var added = 0
  package var changed = 0
  package var unchanged = 0

  package init() {}

  mutating func count(_ outcome: ContactOutcome) {
    switch outcome {
    case .added: added += 1
    case .changed: changed += 1
    case .unchanged: unchanged += 1
    }
  }

  static func += (a: inout ContactCounts, b: ContactCounts) {
    a.added += b.added
    a.changed += b.changed
    a.unchanged += b.unchanged
  }
}

extension SandboxStore {
  /// Writes contacts as the accounting system would: one JSON object a line, in Merge's shape.
  ///
  /// A new id is added, missing timestamps filled from the clock. Of a known one the members that are given replace what
  /// stands; `modified_at` is given or moves by itself, `created_at` never moves. A record without an id gets one.
  @discardableResult
  package func putContacts(_ lines: [UInt8], in account: String) throws(SandboxError) -> ContactCounts {
    defer { holdings[account]?.shelf.restoreOrder() }
    return try takeContacts(lines, in: account)
  }

  @discardableResult
  package func putContacts(_ lines: String, in account: String) throws(SandboxError) -> ContactCounts {
    try putContacts(Array(lines.utf8), in: account)
  }

  /// Marks a contact as deleted in the accounting system: it stays, with `remote_was_deleted` true.
  package func deleteContact(_ id: String, in account: String) throws(SandboxError) {
    guard holdings[account] != nil else { throw .unknownAccount(account) }
    guard let contact = holdings[account]?.shelf[id] else { throw .unknownContact(id) }
    write([JSONMember(key: "remote_was_deleted", .bool(true))], to: contact.id, in: account, by: .books)
  }

  /// Takes a contact away without a trace: the provider does not tell of deletions.
  package func removeContact(_ id: String, in account: String) throws(SandboxError) {
    guard holdings[account] != nil else { throw .unknownAccount(account) }
    guard holdings[account]?.shelf.remove(id) == true else { throw .unknownContact(id) }
    holdings[account]?.names?.forget(id)
  }

  /// Every contact of an account as one JSON object each, with all its sub-objects, in the order of the listing;
  /// deleted ones and shells too.
  package func contacts(of account: String) throws(SandboxError) -> [[UInt8]] {
    guard let holding = holdings[account] else { throw .unknownAccount(account) }
    let shelf = holding.shelf
    return shelf.allSlots.compactMap { slot in
      guard let contact = shelf[slot: slot] else { return nil }
      var bytes: [UInt8] = []
      contact.append(to: &bytes, form: .stored, subObjects: SubObjectIDs(account: holding.account.mergeID, slot: slot))
      return bytes
    }
  }

  /// One contact, as in ``contacts(of:)``; nil where there is none.
  package func contact(_ id: String, in account: String) -> [UInt8]? {
    guard let holding = holdings[account], let slot = holding.shelf.slot(of: id) else { return nil }
    var bytes: [UInt8] = []
    let subObjects = SubObjectIDs(account: holding.account.mergeID, slot: slot)
    holding.shelf[slot: slot]?.append(to: &bytes, form: .stored, subObjects: subObjects)
    return bytes
  }

  /// Ids of an account's contacts in the order of the listing.
  package func contactIDs(of account: String) -> [String] {
    guard let shelf = holdings[account]?.shelf else { return [] }
    return shelf.allSlots.compactMap { shelf[slot: $0]?.id }
  }

  /// Writes contacts line by line, and leaves putting the listing in order to the caller.
  func takeContacts(_ lines: [UInt8], in account: String) throws(SandboxError) -> ContactCounts {
    guard holdings[account] != nil else { throw .unknownAccount(account) }
    var counts = ContactCounts()
    var number = 0
    for line in lines.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      if line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }) { continue }
      do {
        if let outcome = put(try JSONMember.list(line), in: account) { counts.count(outcome) }
      } catch {
        throw .badContact(line: number, what: "\(error)")
      }
    }
    return counts
  }

  /// Writes one record; nil where the line is none, such as the `end` line of our own files.
  private func put(_ members: [JSONMember], in account: String) -> ContactOutcome? {
    if let type = members.first(where: { $0.key == "type" })?.text, type == "end" || type == "rejected" { return nil }
    let id = members.first { $0.key == "id" }?.text ?? nextID(in: account)
    return write(members, to: id, in: account, by: .books).outcome
  }

  /// Who writes a contact.
  enum Writer {
    /// The accounting system, whose own timestamps come with the contact.
    case books
    /// A write through Merge, with the name before it was cut; nil where none was given.
    case api(wholeName: String?)
  }

  /// Writes the members of one contact; whoever listens to webhooks is told.
  @discardableResult
  func write(_ members: [JSONMember], to id: String, in account: String, by writer: Writer) -> ContactChange {
    let standing = holdings[account]?.shelf[id]
    var isOurs = false
    var wholeName: String?
    if case .api(let name) = writer { (isOurs, wholeName) = (true, name) }
    let change = ContactChange(
      to: standing, id: id, given: members, stamp: holdings[account]?.stamp(at: now) ?? now,
      subObjectsAreSilent: !options.addressEditsMoveModifiedAt, movesRemoteUpdatedAt: isOurs)
    if change.outcome == .unchanged { return change }
    holdings[account]?.shelf.put(change.contact)
    holdings[account]?.names?.note(change.contact, wholeName: wholeName)
    emit(change, before: standing, in: account)
    return change
  }

  private func nextID(in account: String) -> String {
    let number = (holdings[account]?.unnamed ?? 0) + 1
    holdings[account]?.unnamed = number
    return StableUUID.text(seed: "contact/\(account)/\(number)")
  }
}
