/// What an account takes when a contact is created (`GET /contacts/meta/post`).
package struct PostRequirements: Sendable, Hashable {
  /// Fields of the model without which a create is refused.
  package var required: Set<String>
  /// Fields of the model that can be written; nil: Merge does not tell.
  package var supported: Set<String>?
  /// Characters of the longest name that is taken; nil: Merge does not tell.
  package var nameLimit: Int?
  /// Whether Merge would pass a create on at all.
  package var canCreate: Bool
  /// The accounting system demands parameters of its own, which nothing of ours fills.
  package var needsOwnParameters: Bool

  /// What is taken for granted where Merge says nothing.
  package static let unknown = PostRequirements(
    required: ["name"], supported: nil, nameLimit: nil, canCreate: true, needsOwnParameters: false)

  package init(
    required: Set<String>, supported: Set<String>?, nameLimit: Int?, canCreate: Bool, needsOwnParameters: Bool
  ) {
    self.required = required
    self.supported = supported
    self.nameLimit = nameLimit
    self.canCreate = canCreate
    self.needsOwnParameters = needsOwnParameters
  }

  init(_ json: JSONValue) {
    let model = json["request_schema"]["properties"]["model"]
    let fields = model["properties"].keys
    required = Set(model["required"].elements.compactMap(\.text)).union(["name"])
    supported = fields.isEmpty ? nil : Set(fields)
    nameLimit = model["properties"]["name"]["maxLength"].integer
    canCreate = json["status"]["can_make_request"].flag ?? true
    needsOwnParameters = json["has_required_linked_account_params"].flag ?? false
  }
}
