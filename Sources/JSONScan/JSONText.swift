/// A string of a JSON document, in place: the bytes between its quotes, and what is special about them.
package struct JSONText: Sendable, Hashable {
  /// Of the first byte after the opening quote, counted from the start of the buffer.
  package var start: Int
  /// Bytes between the quotes, escapes counted as written.
  package var count: Int
  package var traits: JSONTraits

  package init(start: Int, count: Int, traits: JSONTraits) {
    self.start = start
    self.count = count
    self.traits = traits
  }

  package var range: Range<Int> { start..<start + count }

  /// The bytes are the text itself: no escapes, valid UTF-8.
  package var isPlain: Bool { traits.rawValue == 0 }
}

/// What is special about a string, or about everything that was scanned since ``JSONScanner/traits`` was last emptied.
package struct JSONTraits: OptionSet, Sendable, Hashable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }
  package init() { rawValue = 0 }

  /// At least one backslash: the bytes are not the text itself.
  package static var escapes: JSONTraits { JSONTraits(rawValue: 1 << 0) }
  /// Bytes that are not UTF-8 (Unicode 15, table 3-7); decoding puts U+FFFD in their place.
  package static var invalidUTF8: JSONTraits { JSONTraits(rawValue: 1 << 1) }
  /// `\u0000` or half a surrogate pair: JSON may say it, PostgreSQL cannot hold it; decoding puts U+FFFD in its place.
  package static var unstorable: JSONTraits { JSONTraits(rawValue: 1 << 2) }
  /// A number beyond what PostgreSQL's numeric (and so jsonb) holds. Of the scanner only, never of a string.
  package static var hugeNumber: JSONTraits { JSONTraits(rawValue: 1 << 3) }
  /// Nesting deeper than ``JSONScanner/depthLimit``, met while skipping. Of the scanner only, never of a string.
  package static var tooDeep: JSONTraits { JSONTraits(rawValue: 1 << 4) }

  /// Decoding changed the text, not only its spelling.
  package var isRepaired: Bool { rawValue & (JSONTraits.invalidUTF8.rawValue | JSONTraits.unstorable.rawValue) != 0 }
}

/// The kind of the value that comes next.
package enum JSONKind: UInt8, Sendable {
  case object
  case array
  case string
  case number
  case `true`
  case `false`
  case null

  /// With its article, for messages: `an object`.
  package var phrase: String {
    switch self {
    case .object: "an object"
    case .array: "an array"
    case .string: "a string"
    case .number: "a number"
    case .true, .false: "a boolean"
    case .null: "null"
    }
  }
}
