/// What a record is compared by: its blocking keys, and its fields in the form in which they are compared.
package struct NormalizedLine: Sendable, Hashable {
  /// Contacts only.
  package var account: String?
  package var id: String
  /// Parties only.
  package var organization: String?
  package var keys: [UInt64]
  /// For each key what sharing it counts; a pair is compared from a sum of 64.
  package var shares: [UInt32]
  /// By field name; several values of a field are separated by `; `, empty where there are none. nil: left out.
  package var forms: [String: String]?

  package init(
    account: String?, id: String, organization: String?, keys: [UInt64], shares: [UInt32], forms: [String: String]?
  ) {
    self.account = account
    self.id = id
    self.organization = organization
    self.keys = keys
    self.shares = shares
    self.forms = forms
  }

  package var line: [UInt8] {
    var object = ObjectWriter()
    object.text("account", account)
    object.text("id", id)
    object.texts("keys", keys.lazy.map(hexadecimal))
    if let forms {
      var normalized: [UInt8] = []
      JSONLine.append(.object(forms.mapValues { .string($0) }), to: &normalized)
      object.json("normalized", normalized[...])
    }
    object.text("organization", organization)
    object.list("shares", shares) { $1.append(contentsOf: String($0).utf8) }
    return object.close()
  }
}
