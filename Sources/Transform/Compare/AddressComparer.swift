/// The ladder of postal addresses; several addresses on a side: the best pair counts.
///
/// - `same_unit`: number, street and unit (suite, flat) agree, in a place that does not differ.
/// - `same_number`: number and street agree, at most one side names a unit.
/// - `other_unit`: number and street agree, the units differ.
/// - `same_line`: number and street agree, postcode and city do not.
/// - `same_street`: the street agrees in the same place, the number differs or is not given.
/// - `same_postcode`, `same_city`: the place agrees, and one side names no street.
/// - `other_street`: the place agrees, the streets differ.
/// - `conflict`: postcode and city differ, or the countries do.
///
/// Missing: nothing on one side that could be compared. Streets of which one is written with Han characters are not
/// compared: the number and the place speak for them.
enum AddressLevel: UInt8, LadderLevel {
  case missing, sameUnit, sameNumber, otherUnit, sameLine, sameStreet, samePostcode, sameCity, otherStreet, conflict

  var name: String {
    switch self {
    case .missing: "missing"
    case .sameUnit: "same_unit"
    case .sameNumber: "same_number"
    case .otherUnit: "other_unit"
    case .sameLine: "same_line"
    case .sameStreet: "same_street"
    case .samePostcode: "same_postcode"
    case .sameCity: "same_city"
    case .otherStreet: "other_street"
    case .conflict: "conflict"
    }
  }
}

enum AddressComparer {
  static func compare(
    _ a: RecordView, _ b: RecordView, _ context: inout Comparison, _ facts: inout PairFacts
  ) -> FieldOutcome<AddressLevel> {
    var best = FieldOutcome(AddressLevel.missing)
    for left in a.addresses.indices {
      for right in b.addresses.indices {
        let (x, y) = (a.addresses[left], b.addresses[right])
        let place = place(a, x, b, y, &context)
        best.keep(level(a, x, b, y, place, &context), left, right)
        if place == .agrees { facts.samePlace = true }
      }
    }
    if [.sameUnit, .sameNumber].contains(best.level) {
      facts.addressSharing = SharingClass.of(count: context.snapshot.count(premises(a, a.addresses[best.left])))
    }
    return best
  }

  /// Hash of the building: number, street and postcode (or city where there is no postcode).
  static func premises(_ record: RecordView, _ address: AddressForm) -> UInt64 {
    let line = mix(
      hashed(record.text(address.number), HashSeed.street), hashed(record.text(address.street), HashSeed.street))
    return address.postcode.isEmpty
      ? mix(line, hashed(record.text(address.city), HashSeed.city))
      : mix(line, hashed(record.text(address.postcode), HashSeed.postcode))
  }

  private enum Place { case unknown, agrees, differs }

  private static func level(
    _ a: RecordView, _ x: AddressForm, _ b: RecordView, _ y: AddressForm, _ place: Place, _ context: inout Comparison
  ) -> AddressLevel {
    if x.country != 0, y.country != 0, x.country != y.country { return .conflict }
    if x.street.isEmpty || y.street.isEmpty {
      switch place {
      case .unknown: return .missing
      case .differs: return .conflict
      case .agrees: return samePostcode(a, x, b, y) ? .samePostcode : .sameCity
      }
    }
    let sameNumber = !x.number.isEmpty && sameBytes(a.text(x.number), b.text(y.number))
    if HanScript.differ(a, b, .street) {
      switch place {
      case .unknown: return .missing
      case .differs: return .conflict
      case .agrees: return sameNumber ? .sameNumber : samePostcode(a, x, b, y) ? .samePostcode : .sameCity
      }
    }
    guard sameStreet(a.text(x.street), b.text(y.street), &context) else {
      switch place {
      case .unknown: return .missing
      case .differs: return .conflict
      case .agrees: return .otherStreet
      }
    }
    if sameNumber {
      if place == .differs { return .sameLine }
      if x.unit.isEmpty || y.unit.isEmpty { return .sameNumber }
      return sameBytes(a.text(x.unit), b.text(y.unit)) ? .sameUnit : .otherUnit
    }
    switch place {
    case .unknown: return .missing
    case .differs: return .conflict
    case .agrees: return .sameStreet
    }
  }

  private static func samePostcode(_ a: RecordView, _ x: AddressForm, _ b: RecordView, _ y: AddressForm) -> Bool {
    !x.postcode.isEmpty && sameBytes(a.text(x.postcode), b.text(y.postcode))
  }

  private static func place(
    _ a: RecordView, _ x: AddressForm, _ b: RecordView, _ y: AddressForm, _ context: inout Comparison
  ) -> Place {
    if samePostcode(a, x, b, y) { return .agrees }
    if !x.city.isEmpty, !y.city.isEmpty {
      let (left, right) = (a.text(x.city), b.text(y.city))
      return sameBytes(left, right) || context.jaroWinkler.similarity(left, right, atLeast: 0.93) >= 0.93
        ? .agrees : .differs
    }
    return x.postcode.isEmpty || y.postcode.isEmpty ? .unknown : .differs
  }

  /// Equal, nearly equal (Jaro–Winkler from 0.9), or the one's words begin the other's.
  private static func sameStreet(
    _ x: UnsafeBufferPointer<UInt8>, _ y: UnsafeBufferPointer<UInt8>, _ context: inout Comparison
  ) -> Bool {
    if sameBytes(x, y) { return true }
    let (short, long) = x.count < y.count ? (x, y) : (y, x)
    if short.count >= 4, long.count > short.count, long[short.count] == 0x20,
      sameBytes(short, UnsafeBufferPointer(rebasing: long[..<short.count]))
    {
      return true
    }
    if short.count >= 4, long.count > short.count, long[long.count - short.count - 1] == 0x20,
      sameBytes(short, UnsafeBufferPointer(rebasing: long[(long.count - short.count)...]))
    {
      return true
    }
    return context.jaroWinkler.similarity(x, y, atLeast: 0.9) >= 0.9
  }
}
