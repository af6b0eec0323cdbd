/// A field of contacts that the platform may own: what it says is written into the accounting system. The raw value is the
/// field's name at Merge and in pipeline files.
///
/// Addresses and telephones are none: a change replaces the whole list, and with it what somebody else has entered.
package enum OwnedField: String, Sendable, CaseIterable {
  case name
  case emailAddress = "email_address"
  case taxNumber = "tax_number"
}
