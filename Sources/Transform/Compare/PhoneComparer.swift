/// The ladder of telephone numbers; several numbers on a side: the best pair counts.
///
/// - `same`: the same number and extension (none on both sides included).
/// - `same_less_extension`: the same number, extensions differ or only one is given.
/// - `same_tail`: the last eight digits agree, and one of the numbers is not valid as it stands (country code lost).
/// - `near`: one digit apart.
/// - `conflict`: different.
enum PhoneLevel: UInt8, LadderLevel {
  case missing, same, sameLessExtension, sameTail, near, conflict

  var name: String {
    switch self {
    case .missing: "missing"
    case .same: "same"
    case .sameLessExtension: "same_less_extension"
    case .sameTail: "same_tail"
    case .near: "near"
    case .conflict: "conflict"
    }
  }
}

enum PhoneComparer {
  static func compare(
    _ a: RecordView, _ b: RecordView, _ context: inout Comparison, _ facts: inout PairFacts
  ) -> FieldOutcome<PhoneLevel> {
    var best = FieldOutcome(PhoneLevel.missing)
    for left in a.phones.indices {
      for right in b.phones.indices {
        best.keep(level(a.phones[left], b.phones[right]), left, right)
      }
    }
    if best.level == .same || best.level == .sameLessExtension {
      let hash = mix(HashSeed.phone, a.phones[best.left].e164)
      facts.phoneSharing = SharingClass.of(count: context.snapshot.count(hash))
    }
    return best
  }

  private static let tail: UInt64 = 100_000_000

  private static func level(_ x: PhoneForm, _ y: PhoneForm) -> PhoneLevel {
    if x.e164 == y.e164 { return x.extensionDigits == y.extensionDigits ? .same : .sameLessExtension }
    if !x.isValid || !y.isValid, min(x.e164, y.e164) >= tail / 10, x.e164 % tail == y.e164 % tail { return .sameTail }
    return near(x.e164, y.e164) ? .near : .conflict
  }

  /// One edit apart, of seven digits or more.
  private static func near(_ x: UInt64, _ y: UInt64) -> Bool {
    // One edit leaves the last five digits alone, or what stands before the last six (five where one is lost).
    guard
      x % 100_000 == y % 100_000 || x / 1_000_000 == y / 1_000_000 || x / 1_000_000 == y / 100_000
        || x / 100_000 == y / 1_000_000
    else { return false }
    return withDigits(x) { left in withDigits(y) { right in left.count >= 7 && withinOneEdit(left, right) } }
  }
}
