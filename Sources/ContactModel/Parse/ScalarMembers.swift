import JSONScan

extension RecordParser {
  /// A text member: a string, or null; the literal of a number or boolean (`typeCoerced`).
  mutating func text(_ key: StaticString) throws(JSONError) -> TextRef {
    switch try scanner.peek() {
    case .string:
      return store(try scanner.string())
    case .null:
      _ = try scanner.scalar()
      return .absent
    case .number, .true, .false:
      let literal = try scanner.scalar()
      row.issues.insert(.typeCoerced)
      return TextRef(start: literal.lowerBound, count: literal.count)
    case let kind:
      try refuse(kind, at: key, expected: "a string")
      return .absent
    }
  }

  /// An id of something else: a text member, where an empty one means null.
  mutating func reference(_ key: StaticString) throws(JSONError) -> TextRef {
    let ref = try text(key)
    return ref.count == 0 ? .absent : ref
  }

  /// A company's id: a string, or an object that has it (`expand=company`).
  mutating func company() throws(JSONError) -> TextRef {
    guard try scanner.peek() == .object else { return try text("company") }
    var id = TextRef.absent
    try scanner.enterObject()
    while let key = try scanner.nextKey() {
      if withBytes(of: key, { $0.equals("id") }) {
        id = try text("company.id")
      } else {
        try scanner.skip()
      }
    }
    return id
  }

  /// `true`, `false`, null, or the strings `"true"` and `"false"`; any other scalar is unknown (`typeCoerced`).
  mutating func flag(_ key: StaticString) throws(JSONError) -> Flag {
    switch try scanner.peek() {
    case .true:
      _ = try scanner.scalar()
      return .yes
    case .false:
      _ = try scanner.scalar()
      return .no
    case .null:
      _ = try scanner.scalar()
      return .unknown
    case .string:
      let text = try scanner.string()
      if scanner.matches(text, "true") { return .yes }
      if scanner.matches(text, "false") { return .no }
      row.issues.insert(.typeCoerced)
      return .unknown
    case .number:
      _ = try scanner.scalar()
      row.issues.insert(.typeCoerced)
      return .unknown
    case let kind:
      try refuse(kind, at: key, expected: "a boolean")
      return .unknown
    }
  }

  /// An RFC 3339 string, or null; anything else that is scalar is taken as null (`timestampUnreadable`).
  mutating func timestamp(_ key: StaticString) throws(JSONError) -> Timestamp? {
    switch try scanner.peek() {
    case .string:
      let text = try scanner.string()
      let timestamp = withBytes(of: text) { Timestamp(rfc3339: $0) }
      if timestamp == nil { row.issues.insert(.timestampUnreadable) }
      return timestamp
    case .null:
      _ = try scanner.scalar()
      return nil
    case .number, .true, .false:
      _ = try scanner.scalar()
      row.issues.insert(.timestampUnreadable)
      return nil
    case let kind:
      try refuse(kind, at: key, expected: "a string")
      return nil
    }
  }

  /// Where the text lies: in the body as it is, or decoded behind it.
  mutating func store(_ text: JSONText) -> TextRef {
    if text.isPlain { return TextRef(start: text.start, count: text.count) }
    if text.traits.isRepaired { row.issues.insert(.textRepaired) }
    let start = appended.count
    scanner.decode(text, into: &appended)
    return TextRef(start: body.count + start, count: appended.count - start)
  }

  /// Passes over a value of the wrong kind and rejects the record for it.
  mutating func refuse(_ kind: JSONKind, at key: StaticString, expected: StaticString) throws(JSONError) {
    if rejection == nil {
      place.key = key
      rejection = ("wrong_type", "\(place.text): expected \(expected), found \(kind.phrase)")
    }
    try scanner.skip()
  }
}
