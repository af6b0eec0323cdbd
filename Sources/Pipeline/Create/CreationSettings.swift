package import ContactModel

/// What a pipeline allows to be created in accounting systems (`create:`).
package struct CreationSettings: Sendable, Hashable {
  /// Accounts in which parties are created that name no account of their own.
  package var accounts: [String]
  /// Parties that name a linked account are created there.
  package var takesOwn: Bool
  package var roles: Set<CreationRules.Role>
  /// Contacts created at most in one run and account.
  package var cap: Int
  /// How long a party must have stood unmatched and unreviewed.
  package var afterSeconds: Int64
  /// How long after a lost answer it may be concluded that a contact was not created.
  package var graceSeconds: Int64

  package init(
    accounts: [String] = [], takesOwn: Bool = false, roles: Set<CreationRules.Role> = Set(CreationRules.Role.allCases),
    cap: Int = 50, afterSeconds: Int64 = 604_800, graceSeconds: Int64 = 900
  ) {
    self.accounts = accounts
    self.takesOwn = takesOwn
    self.roles = roles
    self.cap = cap
    self.afterSeconds = afterSeconds
    self.graceSeconds = graceSeconds
  }

  /// Whether anything may be created in an account.
  package func concerns(_ account: String) -> Bool { takesOwn || accounts.contains(account) }

  func rules(of account: String) -> CreationRules {
    CreationRules(
      account: account, takesUnassigned: accounts.contains(account), takesOwn: takesOwn, roles: roles,
      afterSeconds: afterSeconds, cap: cap)
  }
}
