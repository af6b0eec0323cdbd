import NDJSON

/// A field of the accounting system's own that Merge can read and write beside the common model.
struct RemoteFieldClass: Sendable {
  var id: String
  var name: String
  var key: String
  var isCustom: Bool
  /// A field that a common model's field is made of.
  var isCommonModelField: Bool
  /// `string` or `bool`.
  var type: String

  var json: JSONValue {
    [
      "id": .string(id), "display_name": .string(name), "remote_key_name": .string(key),
      "description": .string("\(name) of the contact."), "is_custom": .bool(isCustom),
      "is_common_model_field": .bool(isCommonModelField), "is_required": false, "field_type": .string(type),
      "field_format": .string(type), "field_choices": [],
      "item_schema": ["item_type": .null, "item_format": .null, "item_choices": .null],
    ]
  }

  /// The fields of an account's contacts; the first could carry a platform's own id.
  static func all(of account: SandboxAccount) -> [RemoteFieldClass] {
    [
      ("Platform reference", "platform_reference", true, "string"), ("On hold", "on_hold", true, "bool"),
      ("Display name", "DisplayName", false, "string"),
    ].map { name, key, isCustom, type in
      RemoteFieldClass(
        id: StableUUID.text(seed: "remote-field/\(account.mergeID)/\(key)"), name: name, key: key, isCustom: isCustom,
        isCommonModelField: !isCustom, type: type)
    }
  }
}
