package import ContactModel

extension Policy {
  /// What one field of a pair weighs, in bits: the level's weight, and for an agreement how rare the value is.
  ///
  /// It depends on the levels alone, so that evidence can be recomputed from a stored candidate.
  package func bits(_ field: Field, of levels: Levels) -> Double {
    let base = weight(field, levels[field])
    let facts = PairFacts(levels)
    switch field {
    case .name:
      return PairView(levels).nameAgrees ? base + SharedValue.surpriseShare * min(facts.surpriseBits, 6) : base
    case .taxNumber: return base - SharedValue.tax[Int(facts.taxSharing)]
    case .email: return base - SharedValue.email[Int(facts.emailSharing)]
    case .phone: return base - SharedValue.phone[Int(facts.phoneSharing)]
    case .address: return base - SharedValue.address[Int(facts.addressSharing)]
    }
  }

  /// The sum of the fields' weights in bits, without prior and ruling.
  package func total(of levels: Levels) -> Double {
    var sum = 0.0
    for field in Field.allCases { sum += bits(field, of: levels) }
    return sum
  }
}

/// Bits that an agreement loses because other parties share the value, by sharing class (one party, two or three, up to
/// fifteen, more), and the share of a name's surprise that counts; part of the model `rules-1`.
///
/// Learned by logistic regression on generated pairs, with the plain `log2(number of parties)` as the expectation to start
/// from: a mailbox or telephone that several parties have usually belongs to their accountant or landlord.
enum SharedValue {
  static let tax = [0, 2, 3, 5.0]
  static let email = [0, 3.5, 6.5, 6.5]
  static let phone = [0, 3, 4, 5.0]
  static let address = [0, 3, 4, 5.0]
  static let surpriseShare = 0.5
}
