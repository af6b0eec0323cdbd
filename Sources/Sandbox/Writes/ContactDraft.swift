import ContactModel
import NDJSON

/// What a write asks for, read field by field: the members that will be stored, and what there is to say about the rest.
struct ContactDraft {
  enum Purpose {
    case create
    /// The contact that is to be changed.
    case change(StoredContact)
  }

  private let habits: Habits
  private let purpose: Purpose
  private let remoteFields: [RemoteFieldClass]
  private var flags: [String: Bool] = [:]
  private(set) var members: [JSONMember] = []
  var warnings: [Problem] = []
  var errors: [Problem] = []
  /// The whole name, before anything is cut off it; nil where none is given.
  private(set) var name: String?

  init(model: [JSONMember], purpose: Purpose, habits: Habits, remoteFields: [RemoteFieldClass]) {
    self.habits = habits
    self.purpose = purpose
    self.remoteFields = remoteFields
    for member in model { read(member) }
    if case .create = purpose, !model.contains(where: { $0.key == "name" }) { errors.append(.missing("name")) }
    settleRoles()
  }

  /// What the contact is in the books: true, false, or nil for unknown.
  var isCustomer: Bool? { flags["is_customer"] }
  var isSupplier: Bool? { flags["is_supplier"] }

  /// Leaves the roles out of what will be stored.
  mutating func leaveRoles() { members.removeAll { $0.key == "is_customer" || $0.key == "is_supplier" } }

  private mutating func read(_ member: JSONMember) {
    let field = member.key
    switch field {
    case "name": readName(member)
    case "is_customer", "is_supplier": readRole(member)
    case "email_address", "tax_number", "currency", "company":
      guard member.kind == .text || member.kind == .null else {
        return errors.append(.wrongType(field, wanted: "a string"))
      }
      members.append(member)
    case "status":
      if member.kind == .null { return members.append(member) }
      guard let text = member.text, ["ACTIVE", "ARCHIVED"].contains(text) else {
        return errors.append(.invalidChoice(field, of: "ACTIVE, ARCHIVED"))
      }
      members.append(member)
    case "addresses":
      readObjects(
        member,
        fields: ["type", "street_1", "street_2", "city", "state", "country_subdivision", "country", "zip_code"],
        readOnly: ["state"])
    case "phone_numbers": readObjects(member, fields: ["number", "type"], readOnly: [])
    case "remote_fields": readRemoteFields(member)
    case "integration_params", "linked_account_params":
      guard member.kind == .object || member.kind == .null else {
        return errors.append(.wrongType(field, wanted: "an object"))
      }
    case "contact_url": warnings.append(.unsupported(field, by: habits.system))
    default: warnings.append(.unrecognized(field))
    }
  }

  private mutating func readName(_ member: JSONMember) {
    if member.kind == .null { return errors.append(.missing("name")) }
    guard let text = member.text else { return errors.append(.wrongType("name", wanted: "a string")) }
    if text.allSatisfy(\.isWhitespace) { return errors.append(.missing("name")) }
    if let forbidden = habits.forbidden, text.contains(forbidden) {
      return errors.append(
        .provider(
          "name", "\(habits.system) does not allow '\(forbidden)' in a name.",
          raw: "Invalid String: the name contains an unsupported character."))
    }
    if let limit = habits.nameLimit, text.count > limit {
      return errors.append(
        .provider(
          "name", "\(habits.system) takes names of at most \(limit) characters.",
          raw: "Invalid String: the name is too long."))
    }
    name = text
    members.append(JSONMember(key: "name", text: habits.cut(text)))
  }

  private mutating func readRole(_ member: JSONMember) {
    guard member.kind == .bool || member.kind == .null else {
      return errors.append(.wrongType(member.key, wanted: "true, false or null"))
    }
    let value = member.kind == .null ? nil : member.value.elementsEqual("true".utf8)
    if habits.rolesAreReadOnly { return warnings.append(.unsupported(member.key, by: habits.system)) }
    if habits.rolesAreApart, case .change(let standing) = purpose {
      let current = member.key == "is_customer" ? standing.key.isCustomer.value : standing.key.isSupplier.value
      if value != current { warnings.append(.unsupported(member.key, by: habits.system)) }
      return
    }
    flags[member.key] = value
    if !habits.rolesAreApart { members.append(member) }
  }

  /// Roles as the accounting system sees them once a contact is new.
  private mutating func settleRoles() {
    guard case .create = purpose else { return }
    if habits.rolesAreReadOnly {
      flags = ["is_customer": false, "is_supplier": false]
    } else if habits.rolesAreApart {
      switch (isCustomer ?? false, isSupplier ?? false) {
      case (true, true):
        errors.append(
          .provider(
            "is_supplier", "\(habits.system) keeps customers and vendors apart: one contact cannot be both.",
            raw: "A record is either a customer or a vendor."))
      case (false, false):
        errors.append(.missing("is_customer", "One of is_customer and is_supplier must be true."))
      case (let isCustomer, let isSupplier): flags = ["is_customer": isCustomer, "is_supplier": isSupplier]
      }
    } else {
      return
    }
    for (key, value) in flags.sorted(by: { $0.key < $1.key }) {
      members.append(JSONMember(key: key, value: Array((value ? "true" : "false").utf8)[...]))
    }
  }

  /// An array of objects: the known fields of each in their order, null where they are missing.
  private mutating func readObjects(_ member: JSONMember, fields: [String], readOnly: Set<String>) {
    guard member.kind == .array else { return errors.append(.wrongType(member.key, wanted: "an array of objects")) }
    var objects: [JSONValue] = []
    for (index, element) in JSONMember.elements(member.value).enumerated() {
      guard let given = try? JSONMember.list(element) else {
        return errors.append(.wrongType("\(member.key)/\(index)", wanted: "an object"))
      }
      var object: [String: JSONValue] = [:]
      for field in fields { object[field] = .null }
      for part in given {
        let place = "\(member.key)/\(index)/\(part.key)"
        switch part.key {
        case "integration_params", "linked_account_params", "created_at", "modified_at": break
        case let key where readOnly.contains(key):
          if part.kind != .null { warnings.append(.unsupported(place, by: habits.system)) }
        case let key where fields.contains(key):
          guard part.kind == .text || part.kind == .null else {
            return errors.append(.wrongType(place, wanted: "a string"))
          }
          object[key] = .json(Array(part.value))
        default: warnings.append(.unrecognized(place))
        }
      }
      objects.append(.object(object))
    }
    members.append(JSONMember(key: member.key, .array(objects)))
  }

  private mutating func readRemoteFields(_ member: JSONMember) {
    guard member.kind == .array else { return errors.append(.wrongType(member.key, wanted: "an array of objects")) }
    var kept: [JSONValue] = []
    for (index, element) in JSONMember.elements(member.value).enumerated() {
      let given = (try? JSONMember.list(element)) ?? []
      let place = "\(member.key)/\(index)"
      guard let id = given.first(where: { $0.key == "remote_field_class" })?.text,
        let value = given.first(where: { $0.key == "value" })?.value
      else {
        return errors.append(.wrongType(place, wanted: "an object with remote_field_class and value"))
      }
      guard remoteFields.contains(where: { $0.id == id && $0.isCustom }) else {
        warnings.append(.unrecognized(place))
        continue
      }
      kept.append(["remote_field_class": .string(id), "value": .json(Array(value))])
    }
    members.append(JSONMember(key: member.key, .array(kept)))
  }
}
