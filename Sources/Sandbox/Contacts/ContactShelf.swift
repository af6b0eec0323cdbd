import ContactModel

/// The contacts of one account, listed by creation time and then by id.
///
/// A contact keeps its slot for ever; the order is kept beside, so that a page is found by binary search and nothing is
/// sorted while requests are served.
struct ContactShelf: Sendable {
  /// Place of a contact in the listing.
  private struct Place: Sendable {
    var createdAt: Int64
    var slot: Int32
  }

  private var slots: [StoredContact?] = []
  /// The contacts' keys by slot: a listing that leaves most of them out looks at nothing else.
  private var keys: [ContactKey] = []
  private var slotByID: [String: Int32] = [:]
  /// The listing; what was put since ``restoreOrder()`` stands unsorted behind the first ``orderedCount`` places.
  private var order: [Place] = []
  private var orderedCount = 0
  private(set) var deletedCount = 0

  /// Contacts, those marked as deleted included.
  var count: Int { slotByID.count }

  subscript(id: String) -> StoredContact? { slotByID[id].flatMap { slots[Int($0)] } }

  subscript(slot slot: Int) -> StoredContact? { slots.indices.contains(slot) ? slots[slot] : nil }

  func slot(of id: String) -> Int? { slotByID[id].map(Int.init) }

  /// All slots in the order of the listing.
  var allSlots: [Int] { order.map { Int($0.slot) } }

  // MARK: Writing

  /// Puts a contact in the place of the one with its id, or at its place in the order where it is new. After a series of
  /// writes ``restoreOrder()`` must be called before anything is listed.
  mutating func put(_ contact: StoredContact) {
    if contact.key.wasDeleted { deletedCount += 1 }
    if let slot = slotByID[contact.id].map(Int.init) {
      if keys[slot].wasDeleted { deletedCount -= 1 }
      slots[slot] = contact
      keys[slot] = contact.key
      return
    }
    let place = Place(createdAt: contact.key.createdAt.microseconds, slot: Int32(slots.count))
    slots.append(contact)
    keys.append(contact.key)
    slotByID[contact.id] = place.slot
    if orderedCount == order.count, order.last.map({ isBefore($0, place) }) ?? true { orderedCount += 1 }
    order.append(place)
  }

  /// Brings the contacts that were put since into the listing's order.
  mutating func restoreOrder() {
    if orderedCount == order.count { return }
    let added = order[orderedCount...].sorted(by: isBefore)
    var merged: [Place] = []
    merged.reserveCapacity(order.count)
    var standing = order[..<orderedCount]
    for place in added {
      let end = index(in: standing) { isBefore($0, place) }
      merged += standing[..<end]
      merged.append(place)
      standing = standing[end...]
    }
    order = merged + standing
    orderedCount = order.count
  }

  /// Takes a contact away without a trace; false where there is none.
  mutating func remove(_ id: String) -> Bool {
    guard let slot = slotByID.removeValue(forKey: id) else { return false }
    if keys[Int(slot)].wasDeleted { deletedCount -= 1 }
    order.removeAll { $0.slot == slot }
    orderedCount = order.count
    slots[Int(slot)] = nil
    return true
  }

  // MARK: Listing

  /// Index in the listing of the first contact at a place or behind it; strictly behind it where that is wanted.
  func index(of createdAt: Timestamp, _ id: String, behind: Bool) -> Int {
    index(in: order[...]) { place in
      if place.createdAt != createdAt.microseconds { return place.createdAt < createdAt.microseconds }
      let other = self.id(place)
      return behind ? other <= id : other < id
    }
  }

  /// Slots of the first contacts that pass the filter, from an index of the listing on; at most `limit` of them.
  func slots(from start: Int, limit: Int, where filter: ContactFilter) -> [Int] {
    collect(order[start...], limit, filter)
  }

  /// Slots of the last contacts that pass the filter, before an index of the listing, the nearest first.
  func slots(before end: Int, limit: Int, where filter: ContactFilter) -> [Int] {
    collect(order[..<end].reversed(), limit, filter)
  }

  private func collect(_ places: some Sequence<Place>, _ limit: Int, _ filter: ContactFilter) -> [Int] {
    var found: [Int] = []
    if limit <= 0 { return found }
    for place in places where filter.admits(keys[Int(place.slot)]) {
      guard let contact = slots[Int(place.slot)], filter.admits(contact) else { continue }
      found.append(Int(place.slot))
      if found.count == limit { break }
    }
    return found
  }

  /// First index of a sorted stretch at which the condition, true up to somewhere, is false.
  private func index(in places: ArraySlice<Place>, while isAhead: (Place) -> Bool) -> Int {
    var low = places.startIndex
    var high = places.endIndex
    while low < high {
      let middle = (low + high) / 2
      if isAhead(places[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func isBefore(_ a: Place, _ b: Place) -> Bool {
    a.createdAt != b.createdAt ? a.createdAt < b.createdAt : id(a) < id(b)
  }

  private func id(_ place: Place) -> String { slots[Int(place.slot)]?.id ?? "" }
}
