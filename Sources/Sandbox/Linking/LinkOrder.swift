/// The body of POST /link-token, checked as Merge's reference describes it.
struct LinkOrder {
  private static let categories: Set<String> = [
    "hris", "ats", "accounting", "ticketing", "crm", "mktg", "filestorage", "knowledgebase",
  ]

  var originID = ""
  var organizationName = ""
  var emailAddress = ""
  /// Slug of the integration; nil: the user chooses.
  var integration: String?
  var minutes: Int64 = 30
  var wantsMagicLink = false

  init(_ body: [UInt8]) throws(Refusal) {
    guard let members = try? JSONMember.list(body[...]) else {
      throw .detail(400, "JSON parse error: the body must be an object.")
    }
    var troubles: [String: [String]] = [:]
    func member(_ key: String) -> JSONMember? { members.last { $0.key == key && $0.kind != .null } }
    func text(_ key: String) -> String {
      guard let member = member(key) else {
        troubles[key] = ["This field is required."]
        return ""
      }
      guard let text = member.text, !text.isEmpty else {
        troubles[key] = [member.kind == .text ? "This field may not be blank." : "Not a valid string."]
        return ""
      }
      return text
    }
    originID = text("end_user_origin_id")
    organizationName = text("end_user_organization_name")
    emailAddress = text("end_user_email_address")
    if let member = member("categories") {
      let words = JSONMember.elements(member.value).map { JSONMember.text(of: $0) }
      if member.kind != .array || words.isEmpty { troubles["categories"] = ["Expected a list of items."] }
      for word in words where !LinkOrder.categories.contains(word ?? "") {
        troubles["categories"] = ["\"\(word ?? "")\" is not a valid choice."]
      }
    } else {
      troubles["categories"] = ["This field is required."]
    }
    integration = member("integration")?.text
    wantsMagicLink = member("should_create_magic_link_url")?.value.elementsEqual("true".utf8) ?? false
    if let member = member("link_expiry_mins") {
      let longest: Int64 = wantsMagicLink ? 10_080 : 720
      guard let number = Int64(String(decoding: member.value, as: UTF8.self)), 30...longest ~= number else {
        troubles["link_expiry_mins"] = ["Ensure this value is from 30 to \(longest)."]
        throw .fields(troubles)
      }
      minutes = number
    }
    if !troubles.isEmpty { throw .fields(troubles) }
  }
}
