import ContactModel

/// The contacts of one page, and where the pages beside it begin.
struct ContactPage {
  private(set) var slots: [Int]
  private(set) var next: PageCursor?
  private(set) var previous: PageCursor?
  /// 1 for the first page of a reading.
  let number: Int
  private let size: Int
  private let cursor: PageCursor?

  init(of shelf: ContactShelf, _ filter: ContactFilter, size: Int, at cursor: PageCursor?) {
    self.size = size
    self.cursor = cursor
    number = (cursor?.page ?? 0) + 1
    if let cursor, cursor.isBackward {
      let end = shelf.index(of: cursor.createdAt, cursor.id, behind: false)
      let found = shelf.slots(before: end, limit: size + 1, where: filter)
      slots = found.prefix(size).reversed()
      next = ContactPage.edge(slots.last, shelf, page: number)
      if found.count > size { previous = ContactPage.edge(slots.first, shelf, page: number - 2, isBackward: true) }
    } else {
      let start = ContactPage.start(cursor, shelf)
      let found = shelf.slots(from: start, limit: size + 1, where: filter)
      slots = Array(found.prefix(size))
      if found.count > size { next = ContactPage.edge(slots.last, shelf, page: number) }
      if cursor != nil { previous = ContactPage.edge(slots.first, shelf, page: number - 2, isBackward: true) }
    }
  }

  /// Applies a fault that concerns the content of the page; others are no business of it.
  mutating func harm(_ effect: Fault.Effect, _ shelf: ContactShelf, _ filter: ContactFilter) {
    switch effect {
    case .emptyPage:
      slots = []
      next = PageCursor(
        page: number, createdAt: cursor?.createdAt ?? Timestamp(microseconds: 0), id: cursor?.id ?? "")
    case .repeatCursor:
      next = cursor
    case .duplicate(let records):
      let repeated = shelf.slots(
        before: ContactPage.start(cursor, shelf), limit: min(records, size - 1), where: filter)
      let kept = slots.prefix(size - repeated.count)
      if kept.count < slots.count { next = ContactPage.edge(kept.last, shelf, page: number) }
      slots = repeated.reversed() + kept
    default: break
    }
  }

  private static func start(_ cursor: PageCursor?, _ shelf: ContactShelf) -> Int {
    cursor.map { shelf.index(of: $0.createdAt, $0.id, behind: true) } ?? 0
  }

  /// The edge beside a contact of the page.
  private static func edge(
    _ slot: Int?, _ shelf: ContactShelf, page: Int, isBackward: Bool = false
  ) -> PageCursor? {
    guard let contact = slot.flatMap({ shelf[slot: $0] }) else { return nil }
    return PageCursor(isBackward: isBackward, page: max(0, page), createdAt: contact.key.createdAt, id: contact.id)
  }
}
