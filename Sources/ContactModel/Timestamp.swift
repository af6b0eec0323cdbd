/// An instant in UTC, in whole microseconds since 1970-01-01T00:00:00Z.
///
/// The resolution is PostgreSQL's `timestamptz`. Text forms: ``init(rfc3339:)`` and ``rfc3339``.
package struct Timestamp: Sendable, Hashable, Comparable {
  package var microseconds: Int64

  package init(microseconds: Int64) { self.microseconds = microseconds }

  package static func < (a: Timestamp, b: Timestamp) -> Bool { a.microseconds < b.microseconds }

  /// The instant moved by whole seconds (negative: earlier).
  package func advanced(bySeconds seconds: Int64) -> Timestamp {
    Timestamp(microseconds: microseconds + seconds * 1_000_000)
  }
}
