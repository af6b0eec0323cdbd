import JSONScan

/// How a request wants its contacts: which sub-objects as objects, and which optional members filled.
struct ContactForm: Sendable {
  enum Company: Sendable {
    case asStored
    case id
    /// As an object; one that is stored as an id gets its `remote_id` too.
    case object(remoteID: @Sendable (_ id: String) -> String)
  }

  var expandsAddresses = false
  var expandsPhoneNumbers = false
  var company = Company.id
  var includesRemoteData = false
  var includesRemoteFields = false
  /// Provider's own words for the unified statuses; nil: the unified ones are wanted.
  var statusOrigins: [String: String]?
  /// Absent members stay absent.
  var leavesOutAbsent = false

  /// Everything as the sandbox keeps it.
  static let stored = ContactForm(
    expandsAddresses: true, expandsPhoneNumbers: true, company: .asStored, includesRemoteData: true,
    includesRemoteFields: true, leavesOutAbsent: true)
}

extension StoredContact {
  /// Appends the contact as one JSON object.
  func append(to out: inout [UInt8], form: ContactForm, subObjects: SubObjectIDs) {
    out.append(UInt8(ascii: "{"))
    out.append(contentsOf: self[.plain])
    append("status", .status, to: &out, form) { value, out in
      if let origins = form.statusOrigins, let text = JSONMember.text(of: value) {
        appendJSONString(origins[text] ?? text, to: &out)
      } else {
        out.append(contentsOf: value)
      }
    }
    append("company", .company, to: &out, form) { value, out in
      switch form.company {
      case .id where value.first == UInt8(ascii: "{"): appendJSONString(companyID ?? "", to: &out)
      case .object(let remoteID) where value.first == UInt8(ascii: "\""):
        out.append(contentsOf: "{\"id\":".utf8)
        out.append(contentsOf: value)
        out.append(contentsOf: ",\"remote_id\":".utf8)
        appendJSONString(remoteID(companyID ?? ""), to: &out)
        out.append(UInt8(ascii: "}"))
      default: out.append(contentsOf: value)
      }
    }
    append("addresses", .addresses, to: &out, form) { value, out in
      if form.expandsAddresses { out.append(contentsOf: value) } else { subObjects.append(.address, value, to: &out) }
    }
    append("phone_numbers", .phoneNumbers, to: &out, form) { value, out in
      if form.expandsPhoneNumbers {
        out.append(contentsOf: value)
      } else {
        subObjects.append(.phoneNumber, value, to: &out)
      }
    }
    append("remote_data", .remoteData, to: &out, form) { value, out in
      if form.includesRemoteData { out.append(contentsOf: value) } else { out.append(contentsOf: "null".utf8) }
    }
    append("remote_fields", .remoteFields, to: &out, form) { value, out in
      if form.includesRemoteFields { out.append(contentsOf: value) } else { out.append(contentsOf: "[]".utf8) }
    }
    out.append(UInt8(ascii: "}"))
  }

  private func append(
    _ key: StaticString, _ part: Part, to out: inout [UInt8], _ form: ContactForm,
    _ write: (ArraySlice<UInt8>, inout [UInt8]) -> Void
  ) {
    let value = self[part]
    if value.isEmpty, form.leavesOutAbsent { return }
    out.append(contentsOf: ",\"".utf8)
    key.withUTF8Buffer { out.append(contentsOf: $0) }
    out.append(contentsOf: "\":".utf8)
    if value.isEmpty { part.absent.withUTF8Buffer { out.append(contentsOf: $0) } } else { write(value, &out) }
  }
}
