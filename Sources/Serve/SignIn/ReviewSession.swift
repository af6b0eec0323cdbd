/// Somebody who signed in: a reviewer of one organization.
package struct ReviewSession: Sendable, Equatable {
  package var organization: String
  /// A name or an address, as the platform told it; stored with each verdict.
  package var reviewer: String
  /// Made anew at each sign-in, 32 hexadecimal digits.
  package var id: String
}
