/// What a record is compared by: its blocking keys, and its fields in the form in which they are compared.
package struct NormalizedLine: Sendable, Hashable {
  /// Contacts only.
  package var account: String?
  package var id: String
  /// Parties only.
  package var organization: String?
  package var keys: [UInt64]
  /// By field name; several values of a field are separated by `; `, empty where there are none.
  package var forms: [String: String]

  package init(account: String?, id: String, organization: String?, keys: [UInt64], forms: [String: String]) {
    self.account = account
    self.id = id
    self.organization = organization
    self.keys = keys
    self.forms = forms
  }

  package var line: [UInt8] {
    var normalized: [UInt8] = []
    JSONLine.append(.object(forms.mapValues { .string($0) }), to: &normalized)
    var object = ObjectWriter()
    object.text("account", account)
    object.text("id", id)
    object.texts("keys", keys.lazy.map(hexadecimal))
    object.json("normalized", normalized[...])
    object.text("organization", organization)
    return object.close()
  }
}
