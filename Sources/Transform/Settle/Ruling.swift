import ContactModel

/// What fields say together beyond their sum: the interactions of the model `rules-1`.
struct Ruling {
  /// A rule's name in evidence.
  enum Rule: String, Sendable {
    /// Tax number, mailbox, phone or address agree and the name does not: parent and child, household, shared accountant.
    case nameDiffers = "name_differs"
    /// Two branches, jobs or locations of one business.
    case branchConflict = "branch_conflict"
    /// One record names a branch, the other does not, and no place or line ties them.
    case branchOfParent = "branch_of"
    /// GmbH against AG.
    case legalFormConflict = "legal_form_conflict"
    /// Nothing but the name speaks for the pair.
    case nameOnly = "name_only"
    /// A chain: one name, and place and telephone both differ.
    case elsewhere = "elsewhere"
    /// Telephone and address agree together, as they do for all who share an office or a home.
    case sharedPremises = "shared_premises"
  }

  struct Interaction {
    var rule: Rule
    var bits: Double
  }

  let policy: Policy

  init(_ policy: Policy) { self.policy = policy }

  /// Bits of a pair without its rivals: prior, fields and interactions.
  func bits(of levels: Levels, weight: Double) -> Double {
    var sum = policy.prior + weight
    for interaction in interactions(of: levels, weight: weight) { sum += interaction.bits }
    return sum
  }

  /// The rules that apply, in a fixed order.
  ///
  /// - Parameter weight: sum of the fields in bits.
  func interactions(of levels: Levels, weight: Double) -> [Interaction] {
    var rules: [Interaction] = []
    let pair = PairView(levels)
    let facts = pair.facts
    if facts.branch == .conflict {
      rules.append(Interaction(rule: .branchConflict, bits: -8))
    } else if facts.branch == .oneSided, !pair.addressAgrees, !pair.phoneAgrees {
      rules.append(Interaction(rule: .branchOfParent, bits: -2))
    }
    if facts.legalForm == .conflict, !pair.taxAgrees {
      rules.append(Interaction(rule: .legalFormConflict, bits: -3))
    }
    if pair.nameAgrees {
      if pair.supports == 0 { rules.append(Interaction(rule: .nameOnly, bits: pair.conflicts == 0 ? -1 : -3)) }
      if pair.address == .conflict, pair.phone == .conflict, !pair.taxAgrees, !pair.mailboxAgrees {
        rules.append(Interaction(rule: .elsewhere, bits: -3))
      }
    }
    if pair.phoneAgrees, pair.addressAgrees { rules.append(Interaction(rule: .sharedPremises, bits: -3)) }
    if !pair.nameAgrees, pair.name != .missing, pair.supports > 0 {
      let soFar = policy.prior + weight + rules.reduce(0) { $0 + $1.bits }
      let most = TransformBounds.reviewTop(policy)
      if soFar > most { rules.append(Interaction(rule: .nameDiffers, bits: most - soFar)) }
    }
    return rules
  }
}

/// Bounds in bits that the ruling uses.
enum TransformBounds {
  /// The most that a pair may have whose name differs: between review and match.
  static func reviewTop(_ policy: Policy) -> Double {
    (bits(probability: policy.matchAt) + bits(probability: policy.reviewAt)) / 2
  }
}
