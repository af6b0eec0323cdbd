import NDJSON

extension SandboxStore {
  /// GET /contacts/meta/post: what a create takes in this account.
  func createMeta(_ call: Call) throws(Refusal) -> SandboxAnswer {
    let account = try holding(of: call).account
    return meta(of: account, required: ["name"])
  }

  /// GET /contacts/meta/patch/{id}: what a change of this contact takes.
  func changeMeta(_ id: String, _ call: Call) throws(Refusal) -> SandboxAnswer {
    let holding = try holding(of: call)
    guard holding.shelf[id] != nil else { throw .detail(404, "Not found.") }
    return meta(of: holding.account, required: [])
  }

  /// GET /contacts/remote-field-classes.
  func listRemoteFieldClasses(_ call: inout Call) throws(Refusal) -> SandboxAnswer {
    let account = try holding(of: call).account
    let isCustom = try call.parameters.flag("is_custom")
    let isCommon = try call.parameters.flag("is_common_model_field")
    let classes = RemoteFieldClass.all(of: account).filter { item in
      item.isCustom == isCustom ?? item.isCustom && item.isCommonModelField == isCommon ?? item.isCommonModelField
    }
    return try page(of: classes, &call) { $0.json }
  }

  /// GET /available-actions.
  func availableActions(_ call: Call) throws(Refusal) -> SandboxAnswer {
    let account = try holding(of: call).account
    return SandboxAnswer([
      "integration": account.integration.json, "passthrough_available": true,
      "available_model_operations": [
        [
          "model_name": "Contact", "available_operations": ["FETCH", "CREATE", "UPDATE"],
          "required_post_parameters": ["name"],
          "supported_fields": .array(account.integration.habits.writableFields.keys.sorted().map { .string($0) }),
        ]
      ],
    ])
  }

  private func meta(of account: SandboxAccount, required: [JSONValue]) -> SandboxAnswer {
    let habits = account.integration.habits
    let custom = RemoteFieldClass.all(of: account).filter(\.isCustom)
    return SandboxAnswer([
      "request_schema": [
        "type": "object", "required": ["model"],
        "properties": [
          "model": [
            "type": "object", "title": "Contact", "required": .array(required),
            "properties": .object(habits.writableFields),
          ]
        ],
      ],
      "status": [
        "linked_account_status": .string(account.status), "can_make_request": .bool(account.acceptsWrites),
      ],
      "has_conditional_params": .bool(habits.rolesAreApart), "has_required_linked_account_params": false,
      "remote_fields": .array(custom.map { .string($0.id) }),
    ])
  }
}

extension Habits {
  /// The fields of the model that can be written, with their schemas.
  fileprivate var writableFields: [String: JSONValue] {
    let text: JSONValue = ["type": "string"]
    var fields: [String: JSONValue] = [
      "name": ["type": "string", "maxLength": .int(Int64(nameLimit ?? 255))], "email_address": text, "tax_number": text,
      "status": ["type": "string", "enum": ["ACTIVE", "ARCHIVED"]], "currency": text,
      "company": ["type": "string", "format": "uuid"],
      "addresses": Habits.list([
        "type", "street_1", "street_2", "city", "country_subdivision", "country", "zip_code",
      ]), "phone_numbers": Habits.list(["number", "type"]),
      "remote_fields": ["type": "array", "items": ["type": "object"]],
    ]
    if !rolesAreReadOnly {
      fields["is_customer"] = ["type": "boolean"]
      fields["is_supplier"] = ["type": "boolean"]
    }
    return fields
  }

  private static func list(_ fields: [String]) -> JSONValue {
    let properties = fields.map { ($0, JSONValue.object(["type": "string"])) }
    return [
      "type": "array",
      "items": ["type": "object", "properties": .object(Dictionary(uniqueKeysWithValues: properties))],
    ]
  }
}

extension Integration {
  /// The integration as an account token comes with it.
  var json: JSONValue {
    [
      "name": .string(name), "abbreviated_name": .string(name), "categories": ["accounting"], "image": .null,
      "square_image": .null, "color": "#3366CC", "slug": .string(slug), "api_endpoints_to_documentation_urls": [:],
      "webhook_setup_guide_url": .null, "category_beta_status": [:],
    ]
  }
}
