/// What is to become of a party in an account.
package struct CreationPlanLine: Sendable, Hashable {
  package enum Verdict: Sendable, Hashable {
    /// It is created.
    case create
    /// A person is asked whether this contact is it.
    case ask(contact: String)
    case hold(CreationHold)
  }

  package var party: String
  package var verdict: Verdict
  /// The contact that stands in the way; nil: none in particular.
  package var contact: String?
  /// How likely that contact is this party, before rivals; nil where that is not the reason.
  package var probability: Double?
  /// When a hold ends by itself; nil: it does not.
  package var until: Timestamp?
  /// What is missing or too long.
  package var field: String?

  package init(
    party: String, _ verdict: Verdict, contact: String? = nil, probability: Double? = nil, until: Timestamp? = nil,
    field: String? = nil
  ) {
    self.party = party
    self.verdict = verdict
    self.contact = contact
    self.probability = probability
    self.until = until
    self.field = field
  }
}

/// What a pipeline allows to be created in one account.
package struct CreationRules: Sendable, Hashable {
  package enum Role: String, Sendable, CaseIterable {
    case customer
    case supplier
  }

  package var account: String
  /// Parties that name no account are created in this one.
  package var takesUnassigned: Bool
  /// Parties that name this account are created in it.
  package var takesOwn: Bool
  package var roles: Set<Role>
  /// How long a party must have stood unmatched and unreviewed.
  package var afterSeconds: Int64
  /// How many are planned at most.
  package var cap: Int

  package init(
    account: String, takesUnassigned: Bool, takesOwn: Bool, roles: Set<Role> = Set(Role.allCases),
    afterSeconds: Int64 = 0, cap: Int = .max
  ) {
    self.account = account
    self.takesUnassigned = takesUnassigned
    self.takesOwn = takesOwn
    self.roles = roles
    self.afterSeconds = afterSeconds
    self.cap = cap
  }

  /// The flags that a party is created with; nil: not said.
  package func flags(of party: CreationParty) -> (isCustomer: Bool?, isSupplier: Bool?) {
    (
      roles.contains(.customer) && party.isCustomer == .yes ? true : nil,
      roles.contains(.supplier) && party.isSupplier == .yes ? true : nil
    )
  }
}

/// What is known of the account as a whole.
package struct CreationStanding: Sendable, Hashable {
  /// Why nothing is created in it; nil: nothing speaks against it.
  package var hold: CreationHold?
  /// The party revision that its decisions rest on.
  package var settledRevision: Int64
  /// Fields without which a create is refused.
  package var required: Set<String>
  /// Characters of the longest name that is taken; nil: not known.
  package var nameLimit: Int?

  package init(
    hold: CreationHold? = nil, settledRevision: Int64, required: Set<String> = ["name"], nameLimit: Int? = nil
  ) {
    self.hold = hold
    self.settledRevision = settledRevision
    self.required = required
    self.nameLimit = nameLimit
  }
}
