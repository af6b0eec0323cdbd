/// A value for `$1, $2, …` of a statement; the server takes its type from where it stands (`$1::bigint[]` where nothing tells).
package enum Parameter: Sendable, Equatable {
  case null
  case text(String)
  case int(Int64)
  case double(Double)
  case bool(Bool)
  /// A `bytea`.
  case bytes([UInt8])
  /// `timestamptz`, in microseconds since 1970-01-01T00:00:00Z.
  case timestamp(microseconds: Int64)
  /// A JSON text, for `json` and `jsonb`.
  case json(String)
  case textArray([String?])
  case intArray([Int64])
  case doubleArray([Double])
  case boolArray([Bool])
}

extension Parameter {
  /// The value, or null.
  package static func text(_ value: String?) -> Parameter { value.map { .text($0) } ?? .null }
  package static func int(_ value: Int64?) -> Parameter { value.map { .int($0) } ?? .null }
  package static func int(_ value: Int) -> Parameter { .int(Int64(value)) }
  package static func int(_ value: Int?) -> Parameter { value.map { .int(Int64($0)) } ?? .null }
  package static func double(_ value: Double?) -> Parameter { value.map { .double($0) } ?? .null }
  package static func bool(_ value: Bool?) -> Parameter { value.map { .bool($0) } ?? .null }
  package static func timestamp(microseconds value: Int64?) -> Parameter {
    value.map { .timestamp(microseconds: $0) } ?? .null
  }
}
