/// Which contacts of an account bear a name, found without reading all of them.
struct NameBook: Sendable {
  private let habits: Habits
  private var ids: [String: [String]] = [:]
  private var keyByID: [String: String] = [:]
  /// Whole names of contacts whose name comes back cut.
  private var wholeNames: [String: String] = [:]

  init(of shelf: ContactShelf, habits: Habits) {
    self.habits = habits
    for slot in shelf.allSlots {
      if let contact = shelf[slot: slot] { note(contact) }
    }
  }

  /// Remembers a contact that was written, under the whole name where that is known.
  mutating func note(_ contact: StoredContact, wholeName: String? = nil) {
    let shown = contact.text(contact.name)
    if let wholeName, wholeName != shown {
      wholeNames[contact.id] = wholeName
    } else if let known = wholeNames[contact.id], habits.cut(known) != shown {
      wholeNames[contact.id] = nil
    }
    forget(contact.id)
    guard let name = wholeNames[contact.id] ?? shown else { return }
    let key = habits.folded(name)
    keyByID[contact.id] = key
    ids[key, default: []].append(contact.id)
  }

  /// Forgets a contact's name.
  mutating func forget(_ id: String) {
    guard let key = keyByID.removeValue(forKey: id) else { return }
    ids[key]?.removeAll { $0 == id }
    if ids[key]?.isEmpty == true { ids[key] = nil }
  }

  /// Ids of the contacts that bear a name. One whose name may have been cut is taken to bear a longer one.
  func bearers(of name: String) -> [String] {
    var found = ids[habits.folded(name)] ?? []
    let shown = habits.cut(name)
    if shown != name { found += (ids[habits.folded(shown)] ?? []).filter { wholeNames[$0] == nil } }
    return found
  }
}
