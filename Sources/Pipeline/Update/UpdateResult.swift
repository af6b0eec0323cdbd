/// What came of changing contacts in one account.
package struct UpdateResult: Sendable, Equatable {
  /// Contacts of which an owned field differs and that may be changed now; more than the cap allows wait.
  package var wanted = 0
  /// Contacts that differ still, though the same was sent and taken or refused before, or got no answer five times.
  package var held = 0
  /// Contacts that are no longer at Merge as they were read: they wait for the next read.
  package var outdated = 0
  /// Calls made.
  package var sent = 0
  package var changed = 0
  package var refused = 0
  /// Answers lost.
  package var lost = 0

  package init() {}
}
