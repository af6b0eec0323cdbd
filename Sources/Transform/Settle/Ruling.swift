import ContactModel

/// What fields say together beyond their sum: the interactions of the model `rules-1`.
///
/// The bits were learned together with the policy's weights by logistic regression on generated pairs and rounded; the
/// sign of each was fixed beforehand.
struct Ruling {
  /// A rule's name in evidence.
  enum Rule: String, Sendable {
    /// Two people of one family, or two people.
    case twoPeople = "two_people"
    /// Two branches, jobs or locations of one business.
    case branchConflict = "branch_conflict"
    /// One record names a branch or job, the other does not.
    case branchOf = "branch_of"
    /// GmbH against AG.
    case legalFormConflict = "legal_form_conflict"
    case sameLegalForm = "same_legal_form"
    /// One record has telling words that the other lacks.
    case extraWords = "extra_words"
    /// A trading name agrees, not the name proper.
    case tradingName = "trading_name"
    /// The mailbox that agrees is info@ or the like.
    case roleMailbox = "role_mailbox"
    case countryConflict = "country_conflict"
    /// Three fields agree beside the name.
    case manyAgree = "many_agree"
    /// Telephone and address go together: all who share an office or a home share both.
    case sharedPremises = "shared_premises"
  }

  struct Interaction {
    var rule: Rule
    var bits: Double
  }

  let policy: Policy

  init(_ policy: Policy) { self.policy = policy }

  /// Bits of a pair without its rivals: prior, fields and interactions.
  ///
  /// - Parameter weight: sum of the fields in bits.
  func bits(of levels: Levels, weight: Double) -> Double {
    var sum = policy.prior + weight
    visit(levels) { sum += $1 }
    return sum
  }

  /// The bits of a pair that has no rivals.
  ///
  /// - Parameters:
  ///   - weight: sum of the fields.
  ///   - bits: prior, fields and interactions.
  func alone(_ levels: Levels, weight: Double, bits: Double) -> Double {
    switch policy.model {
    case .rules1: bits
    case .trees1: TreeModel.trees1.bits(of: levels, weight: weight, own: bits)
    }
  }

  /// The rules that apply, in a fixed order.
  func interactions(of levels: Levels) -> [Interaction] {
    var rules: [Interaction] = []
    visit(levels) { rules.append(Interaction(rule: $0, bits: $1)) }
    return rules
  }

  @inline(__always)
  private func visit(_ levels: Levels, _ say: (Rule, Double) -> Void) {
    let pair = PairView(levels)
    let facts = pair.facts
    if facts.persons, pair.nameDiffers { say(.twoPeople, -4.5) }
    if pair.nameAgrees {
      switch facts.branch {
      case .conflict: say(.branchConflict, facts.sharedName ? -11 : -7)
      case .oneSided:
        say(.branchOf, (facts.sharedName ? -5.5 : -2) + (pair.phoneAgrees || pair.sameBuilding ? 1 : 0))
      case .none, .same: break
      }
      if facts.legalForm == .same { say(.sameLegalForm, 1.5) }
      if facts.extraWords { say(.extraWords, -1.5) }
      if facts.viaSecondName { say(.tradingName, -1) }
      if pair.supports >= 3 { say(.manyAgree, 2) }
    }
    if facts.legalForm == .conflict { say(.legalFormConflict, -4) }
    if facts.roleMailbox { say(.roleMailbox, -1) }
    if facts.countryConflict { say(.countryConflict, -7) }
    if pair.phoneAgrees, pair.sameBuilding { say(.sharedPremises, -5) }
  }
}
