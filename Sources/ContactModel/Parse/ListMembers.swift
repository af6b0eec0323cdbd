import JSONScan

extension RecordParser {
  /// `addresses`: objects, or ids (strings), which give no row but stay in the JSON.
  mutating func addresses() throws(JSONError) {
    let first = row.addresses.lowerBound
    page.addresses.removeSubrange(first...)
    row.addressesJSON = try list("addresses") { parser throws(JSONError) in
      parser.page.addresses.append(try parser.address())
    }
    row.addresses = first..<page.addresses.count
  }

  /// `phone_numbers`: objects, or ids (strings), which give no number but stay in the JSON.
  mutating func phones() throws(JSONError) {
    let first = row.phones.lowerBound
    page.phones.removeSubrange(first...)
    row.phonesJSON = try list("phone_numbers") { parser throws(JSONError) in
      let number = try parser.phone()
      if number.count > 0 { parser.page.phones.append(number) }
    }
    row.phones = first..<page.phones.count
  }

  /// An array of objects; returns its JSON, as received where jsonb takes it, else as a cleaned copy.
  private mutating func list(
    _ name: StaticString, _ object: (inout RecordParser) throws(JSONError) -> Void
  ) throws(JSONError) -> TextRef {
    let kind = try scanner.peek()
    guard kind == .array else {
      if kind == .null {
        _ = try scanner.scalar()
      } else {
        try refuse(kind, at: name, expected: "an array")
      }
      return .absent
    }
    let start = scanner.offset
    let traitsBefore = scanner.traits
    scanner.traits = JSONTraits()
    place = Place(list: name)
    try scanner.enterArray()
    while try scanner.nextElement() {
      switch try scanner.peek() {
      case .object: try object(&self)
      case .string: _ = try scanner.string()
      case .null: _ = try scanner.scalar()
      case .number, .true, .false:
        _ = try scanner.scalar()
        row.issues.insert(.typeCoerced)
      case .array: try refuse(.array, at: "", expected: "an object")
      }
      place.index += 1
    }
    place = Place()
    let found = scanner.traits
    scanner.traits.formUnion(traitsBefore)
    return try storable(start..<scanner.offset, found, name)
  }

  private mutating func storable(
    _ range: Range<Int>, _ found: JSONTraits, _ name: StaticString
  ) throws(JSONError) -> TextRef {
    guard !found.contains(.tooDeep), rejection == nil else { return .absent }
    guard range.count <= RecordParser.arrayLimit else {
      rejection = ("unstorable", "\(name): \(range.count) bytes, at most \(RecordParser.arrayLimit) are kept")
      return .absent
    }
    guard found.isRepaired || found.contains(.hugeNumber) else {
      return TextRef(start: range.lowerBound, count: range.count)
    }
    if found.isRepaired { row.issues.insert(.textRepaired) }
    if found.contains(.hugeNumber) { row.issues.insert(.typeCoerced) }
    let start = appended.count
    var copier = JSONScanner(body, in: range)
    try copier.cleanCopy(into: &appended)
    return TextRef(start: body.count + start, count: appended.count - start)
  }

  private mutating func address() throws(JSONError) -> AddressRow {
    var address = AddressRow()
    var state = TextRef.absent
    try scanner.enterObject()
    while let key = try scanner.nextKey() {
      switch withBytes(of: key, { AddressField($0) }) {
      case .type: address.type = try text("type")
      case .street1: address.street1 = try text("street_1")
      case .street2: address.street2 = try text("street_2")
      case .city: address.city = try text("city")
      case .subdivision: address.subdivision = try text("country_subdivision")
      case .postcode: address.postcode = try text("zip_code")
      case .country: address.country = try text("country")
      case .state:
        // Any JSON type may stand here; only a string says something.
        if try scanner.peek() == .string {
          state = store(try scanner.string())
        } else {
          state = .absent
          try scanner.skip()
        }
      case nil: try scanner.skip()
      }
    }
    if address.subdivision.isAbsent { address.subdivision = state }
    return address
  }

  private mutating func phone() throws(JSONError) -> TextRef {
    var number = TextRef.absent
    try scanner.enterObject()
    while let key = try scanner.nextKey() {
      if withBytes(of: key, { $0.equals("number") }) {
        number = try text("number")
      } else {
        try scanner.skip()
      }
    }
    return number
  }
}
