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
  private var slotByID: [String: Int32] = [:]
  private var order: [Place] = []
  private var isOrdered = true
  private(set) var deletedCount = 0

  /// Contacts, those marked as deleted included.
  var count: Int { slotByID.count }

  /// Slots ever used: the number of contacts that were ever here.
  var slotCount: Int { slots.count }

  subscript(id: String) -> StoredContact? { slotByID[id].flatMap { slots[Int($0)] } }

  subscript(slot slot: Int) -> StoredContact? { slots.indices.contains(slot) ? slots[slot] : nil }

  func slot(of id: String) -> Int? { slotByID[id].map(Int.init) }

  /// Puts a contact in the place of the one with its id, or at its place in the order where it is new. After a series of
  /// writes ``restoreOrder()`` must be called before anything is read.
  mutating func put(_ contact: StoredContact) {
    if contact.wasDeleted { deletedCount += 1 }
    if let slot = slotByID[contact.id] {
      if slots[Int(slot)]?.wasDeleted == true { deletedCount -= 1 }
      slots[Int(slot)] = contact
      return
    }
    let place = Place(createdAt: contact.createdAt.microseconds, slot: Int32(slots.count))
    slots.append(contact)
    slotByID[contact.id] = place.slot
    if isOrdered, let last = order.last, !isBefore(last, place.createdAt, contact.id) { isOrdered = false }
    order.append(place)
  }

  /// Sorts the listing if the contacts put since did not come in its order.
  mutating func restoreOrder() {
    if isOrdered { return }
    let slots = slots
    order.sort { a, b in
      if a.createdAt != b.createdAt { return a.createdAt < b.createdAt }
      return (slots[Int(a.slot)]?.id ?? "") < (slots[Int(b.slot)]?.id ?? "")
    }
    isOrdered = true
  }

  /// Takes a contact away without a trace; false where there is none.
  mutating func remove(_ id: String) -> Bool {
    guard let slot = slotByID.removeValue(forKey: id) else { return false }
    if slots[Int(slot)]?.wasDeleted == true { deletedCount -= 1 }
    slots[Int(slot)] = nil
    order.removeAll { $0.slot == slot }
    return true
  }

  /// Index in the listing of the first contact behind a place, or at it where that is wanted.
  func index(of createdAt: Timestamp, _ id: String, behind: Bool) -> Int {
    var low = 0
    var high = order.count
    while low < high {
      let middle = (low + high) / 2
      let place = order[middle]
      let isEqual = place.createdAt == createdAt.microseconds && slots[Int(place.slot)]?.id == id
      if isBefore(place, createdAt.microseconds, id) || (behind && isEqual) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Slots of the first contacts that pass the filter, from an index of the listing on; at most `limit` of them.
  func slots(from start: Int, limit: Int, where filter: ContactFilter) -> [Int] {
    collect(order[start...], limit, filter)
  }

  /// Slots of the last contacts that pass the filter, before an index of the listing, the nearest first.
  func slots(before end: Int, limit: Int, where filter: ContactFilter) -> [Int] {
    collect(order[..<end].reversed(), limit, filter)
  }

  /// All slots in the order of the listing.
  var allSlots: [Int] { order.map { Int($0.slot) } }

  private func collect(_ places: some Sequence<Place>, _ limit: Int, _ filter: ContactFilter) -> [Int] {
    var found: [Int] = []
    if limit <= 0 { return found }
    for place in places {
      guard let contact = slots[Int(place.slot)], filter.admits(contact) else { continue }
      found.append(Int(place.slot))
      if found.count == limit { break }
    }
    return found
  }

  private func isBefore(_ place: Place, _ createdAt: Int64, _ id: String) -> Bool {
    if place.createdAt != createdAt { return place.createdAt < createdAt }
    return (slots[Int(place.slot)]?.id ?? "") < id
  }
}
