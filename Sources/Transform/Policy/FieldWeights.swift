package import ContactModel

extension Policy {
  /// What one field of a pair weighs, in bits: the level's weight, and for an agreement how rare the value is.
  ///
  /// It depends on the levels alone, so that evidence can be recomputed from a stored candidate.
  package func bits(_ field: Field, of levels: Levels) -> Double {
    let level = levels[field]
    let base = weight(field, level)
    let facts = PairFacts(levels)
    switch field {
    case .name:
      guard base > 0 else { return base }
      let surprise = facts.surpriseBits
      return max(0.5, base + (surprise < 0 ? surprise : surprise * 0.4))
    case .taxNumber: return shared(base, facts.taxSharing)
    case .email: return shared(base, facts.emailSharing)
    case .phone: return shared(base, facts.phoneSharing)
    case .address: return shared(base, facts.addressSharing)
    }
  }

  /// The sum of the fields' weights in bits, without prior and ruling.
  package func total(of levels: Levels) -> Double {
    var sum = 0.0
    for field in Field.allCases { sum += bits(field, of: levels) }
    return sum
  }

  private func shared(_ base: Double, _ sharing: UInt8) -> Double {
    base > 0 ? max(0.5, base - SharingClass.loss[Int(sharing)]) : base
  }
}
