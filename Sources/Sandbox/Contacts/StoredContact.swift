import ContactModel
import JSONScan

/// What most listings ask of a contact, without its texts.
struct ContactKey: Sendable {
  var createdAt: Timestamp
  var modifiedAt: Timestamp
  var isCustomer: Flag
  var isSupplier: Flag
  var wasDeleted: Bool
  /// Nothing but metadata: hidden unless shell data are asked for.
  var isShell: Bool
}

/// One contact as the sandbox keeps it: the bytes of its JSON, cut into the parts that a request may want otherwise,
/// and the few fields by which contacts are found.
struct StoredContact: Sendable {
  /// A stretch of ``bytes``. All but the first are bare values, without their key.
  enum Part: Int, CaseIterable {
    /// Every other member, with its key, separated by commas.
    case plain
    case status
    case company
    case addresses
    case phoneNumbers
    case remoteData
    case remoteFields

    static let byKey: [String: Part] = [
      "status": .status, "company": .company, "addresses": .addresses, "phone_numbers": .phoneNumbers,
      "remote_data": .remoteData, "remote_fields": .remoteFields,
    ]

    /// What an absent member is shown as.
    var absent: StaticString {
      switch self {
      case .addresses, .phoneNumbers, .remoteFields: "[]"
      default: "null"
      }
    }
  }

  let id: String
  let key: ContactKey
  /// Places of the JSON values of these fields in ``bytes``.
  let name: TextRef
  let emailAddress: TextRef
  let remoteID: TextRef
  let bytes: [UInt8]
  private let ends: InlineArray<7, UInt32>

  /// The members in their order; the timestamps and the id must be among them.
  init(id: String, createdAt: Timestamp, modifiedAt: Timestamp, members: [JSONMember]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(members.reduce(0) { $0 + $1.key.utf8.count + $1.value.count + 4 })
    var parts: [ArraySlice<UInt8>?] = Array(repeating: nil, count: Part.allCases.count)
    var places: [String: TextRef] = [:]
    var flags: [String: Bool] = [:]
    var isShell = true
    for member in members {
      let isNull = member.value.elementsEqual("null".utf8) || member.value.elementsEqual("[]".utf8)
      if !isNull, !StoredContact.metadata.contains(member.key) { isShell = false }
      if let part = Part.byKey[member.key] {
        parts[part.rawValue] = member.value
        continue
      }
      if !bytes.isEmpty { bytes.append(UInt8(ascii: ",")) }
      appendJSONString(member.key, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      let place = TextRef(start: bytes.count, count: member.value.count)
      bytes.append(contentsOf: member.value)
      switch member.key {
      case "name", "email_address", "remote_id": places[member.key] = place
      case "is_customer", "is_supplier", "remote_was_deleted":
        flags[member.key] = isNull ? nil : member.value.elementsEqual("true".utf8)
      default: break
      }
    }
    var ends = InlineArray<7, UInt32>(repeating: UInt32(bytes.count))
    for part in Part.allCases.dropFirst() {
      if let value = parts[part.rawValue] { bytes.append(contentsOf: value) }
      ends[part.rawValue] = UInt32(bytes.count)
    }
    self.id = id
    key = ContactKey(
      createdAt: createdAt, modifiedAt: modifiedAt, isCustomer: Flag(flags["is_customer"]),
      isSupplier: Flag(flags["is_supplier"]), wasDeleted: flags["remote_was_deleted"] ?? false, isShell: isShell)
    name = places["name"] ?? .absent
    emailAddress = places["email_address"] ?? .absent
    remoteID = places["remote_id"] ?? .absent
    self.bytes = bytes
    self.ends = ends
  }

  /// Members that a shell record has too.
  private static let metadata: Set<String> = [
    "id", "remote_id", "created_at", "modified_at", "remote_was_deleted", "field_mappings", "remote_data",
    "remote_fields",
  ]

  /// The bytes of a part; empty where the member is absent.
  subscript(part: Part) -> ArraySlice<UInt8> {
    let start = part == .plain ? 0 : Int(ends[part.rawValue - 1])
    return bytes[start..<Int(ends[part.rawValue])]
  }

  /// The text at a place; nil where it is null, absent or no string.
  func text(_ place: TextRef) -> String? { place.isAbsent ? nil : JSONMember.text(of: bytes[place.range]) }

  /// Id of the company, be it stored as an id or as an object.
  var companyID: String? {
    let company = self[.company]
    if let id = JSONMember.text(of: company) { return id }
    return try? JSONMember.list(company).first { $0.key == "id" }?.text
  }

  /// All members, for a change or for reading the contact whole.
  var members: [JSONMember] {
    var whole: [UInt8] = []
    append(to: &whole, form: .stored, subObjects: SubObjectIDs(account: "", slot: 0))
    // The bytes were taken apart by the same scanner before.
    return (try? JSONMember.list(whole[...])) ?? []
  }
}
