/// Where the records of a page (or of a whole run) went: `read` is always the sum of the others.
package struct PageCounts: Sendable, Equatable {
  package var read = 0
  /// Seen for the first time, those that came deleted included.
  package var inserted = 0
  package var updated = 0
  package var unchanged = 0
  /// Newly read as deleted.
  package var deleted = 0
  package var rejected = 0
  /// An id again in the same window that the window had written already, or twice in one page.
  package var repeated = 0
  /// Of those inserted, updated or deleted, those that earlier windows should have brought; counted by sweeps only.
  package var missed = 0
  /// Of those rejected, those of contacts that were erased.
  package var erased = 0

  package init(
    read: Int = 0, inserted: Int = 0, updated: Int = 0, unchanged: Int = 0, deleted: Int = 0, rejected: Int = 0,
    repeated: Int = 0, missed: Int = 0, erased: Int = 0
  ) {
    self.read = read
    self.inserted = inserted
    self.updated = updated
    self.unchanged = unchanged
    self.deleted = deleted
    self.rejected = rejected
    self.repeated = repeated
    self.missed = missed
    self.erased = erased
  }

  package static func + (a: PageCounts, b: PageCounts) -> PageCounts {
    PageCounts(
      read: a.read + b.read, inserted: a.inserted + b.inserted, updated: a.updated + b.updated,
      unchanged: a.unchanged + b.unchanged, deleted: a.deleted + b.deleted, rejected: a.rejected + b.rejected,
      repeated: a.repeated + b.repeated, missed: a.missed + b.missed, erased: a.erased + b.erased)
  }
}
