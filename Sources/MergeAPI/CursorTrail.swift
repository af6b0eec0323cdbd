/// The cursors that a listing went through, so that it cannot lead in a circle or on for ever.
package struct CursorTrail: Sendable {
  /// A hundred million contacts.
  package static let pageLimit = 1_000_000

  private var seen: Set<Int> = []

  package init() {}

  /// Notes the cursor that comes next (nil: the end); throws ``MergeError/Kind/cursorRepeated`` where it was there before.
  ///
  /// Only hashes are kept.
  package mutating func follow(
    _ cursor: String?, operation: String, client: MergeClient, isAccountCall: Bool
  ) throws(MergeError) {
    guard let cursor else { return }
    guard seen.insert(cursor.hashValue).inserted, seen.count <= CursorTrail.pageLimit else {
      throw MergeError(
        .cursorRepeated, operation: operation, host: client.connection.host, isAccountCall: isAccountCall)
    }
  }
}
