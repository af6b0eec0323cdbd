/// The ladder of tax numbers.
///
/// - `exact_valid`: the same, and the check digit is right on both sides.
/// - `exact_unverified`: the same digits; no check digit exists, or it is wrong on both sides (a copied typing error), or
///   one goes on with a branch part where the other ends.
/// - `one_edit`: one edit apart, and at least one of them is not proved right by its check digit.
/// - `conflict_unverified`: different, but one fails its check digit or belongs to no known country.
/// - `conflict`: two different numbers of one country.
///
/// Numbers of two different countries say nothing of one another (a business may have both): missing.
enum TaxLevel: UInt8, LadderLevel {
  case missing, exactValid, exactUnverified, oneEdit, conflictUnverified, conflict

  var name: String {
    switch self {
    case .missing: "missing"
    case .exactValid: "exact_valid"
    case .exactUnverified: "exact_unverified"
    case .oneEdit: "one_edit"
    case .conflictUnverified: "conflict_unverified"
    case .conflict: "conflict"
    }
  }
}

enum TaxComparer {
  static func compare(
    _ a: RecordView, _ b: RecordView, _ context: inout Comparison, _ facts: inout PairFacts
  ) -> FieldOutcome<TaxLevel> {
    var best = FieldOutcome(TaxLevel.missing)
    for left in a.taxes.indices {
      for right in b.taxes.indices {
        let (x, y) = (a.taxes[left], b.taxes[right])
        best.keep(level(x, a.text(x.text), y, b.text(y.text)), left, right)
      }
    }
    if best.level == .exactValid || best.level == .exactUnverified {
      let hash = hashed(a.text(a.taxes[best.left].text), HashSeed.tax)
      facts.taxSharing = SharingClass.of(count: context.snapshot.count(hash))
    }
    return best
  }

  private static func level(
    _ x: TaxForm, _ left: UnsafeBufferPointer<UInt8>, _ y: TaxForm, _ right: UnsafeBufferPointer<UInt8>
  ) -> TaxLevel {
    let provedBoth = x.validity == .valid && y.validity == .valid
    if sameBytes(left, right) { return provedBoth ? .exactValid : .exactUnverified }
    if min(left.count, right.count) >= 8, begins(left, right) || begins(right, left) { return .exactUnverified }
    if x.country != 0, y.country != 0, x.country != y.country { return .missing }
    if !provedBoth, left.count >= 6, withinOneEdit(left, right) { return .oneEdit }
    let doubtful = x.validity == .invalid || y.validity == .invalid || x.country == 0 || y.country == 0
    return doubtful ? .conflictUnverified : .conflict
  }

  private static func begins(_ long: UnsafeBufferPointer<UInt8>, _ short: UnsafeBufferPointer<UInt8>) -> Bool {
    long.count > short.count && sameBytes(UnsafeBufferPointer(rebasing: long[..<short.count]), short)
  }
}
