import ContactModel
import JSONScan

/// What a write did to a contact.
package enum ContactOutcome: String, Sendable, Hashable {
  case added
  case changed
  case unchanged
}

/// A contact that was written as the accounting system would write it: members that are given replace what stands,
/// the others stay.
struct ContactChange {
  var contact: StoredContact
  var outcome: ContactOutcome

  /// Members of our own files that Merge does not know.
  private static let ours: Set<String> = ["account", "type"]
  /// A change of these alone does not move `modified_at`.
  private static let silent: Set<String> = ["remote_data", "modified_at"]

  /// The contact after the change.
  ///
  /// - Parameters:
  ///   - standing: the contact that has this id, nil where it is new.
  ///   - stamp: the instant for timestamps that are not given.
  ///   - subObjectsAreSilent: whether a change of addresses or phone numbers alone leaves `modified_at` where it is.
  ///   - movesRemoteUpdatedAt: whether a change is now in the accounting system too.
  init(
    to standing: StoredContact?, id: String, given: [JSONMember], stamp: Timestamp, subObjectsAreSilent: Bool,
    movesRemoteUpdatedAt: Bool
  ) {
    var members = standing?.members ?? [JSONMember(key: "id", text: id)]
    var isChanged = standing == nil
    var isMoved = standing == nil
    for member in given where member.key != "id" && !ContactChange.ours.contains(member.key) {
      if standing != nil, member.key == "created_at" { continue }
      if let index = members.firstIndex(where: { $0.key == member.key }) {
        if members[index].value == member.value { continue }
        members[index].value = member.value
      } else {
        members.append(member)
      }
      isChanged = true
      let isSubObject = member.key == "addresses" || member.key == "phone_numbers"
      if !ContactChange.silent.contains(member.key), !(isSubObject && subObjectsAreSilent) { isMoved = true }
    }
    if let standing, !isChanged {
      contact = standing
      outcome = .unchanged
      return
    }
    func instant(_ key: String) -> Timestamp? {
      members.first { $0.key == key }?.text.flatMap { Timestamp(rfc3339: $0) }
    }
    let createdAt = standing?.key.createdAt ?? instant("created_at") ?? stamp
    var modifiedAt = instant("modified_at") ?? createdAt
    let isModifiedAtGiven = given.contains { $0.key == "modified_at" && $0.value != ContactChange.null }
    if standing != nil, isMoved, !isModifiedAtGiven { modifiedAt = stamp }
    if movesRemoteUpdatedAt { ContactChange.set("remote_updated_at", stamp, in: &members) }
    ContactChange.set("modified_at", modifiedAt, in: &members)
    ContactChange.set("created_at", createdAt, in: &members)
    if !members.contains(where: { $0.key == "remote_was_deleted" }) {
      members.append(JSONMember(key: "remote_was_deleted", value: Array("false".utf8)[...]))
    }
    contact = StoredContact(id: id, createdAt: createdAt, modifiedAt: modifiedAt, members: members)
    outcome = standing == nil ? .added : .changed
  }

  private static let null = Array("null".utf8)[...]

  /// Writes the instant unless the member says the same already, in whatever spelling.
  private static func set(_ key: String, _ instant: Timestamp, in members: inout [JSONMember]) {
    let index = members.firstIndex { $0.key == key }
    if let index, members[index].text.flatMap({ Timestamp(rfc3339: $0) }) == instant { return }
    let member = JSONMember(key: key, text: instant.rfc3339)
    if let index { members[index] = member } else { members.insert(member, at: 1) }
  }
}
