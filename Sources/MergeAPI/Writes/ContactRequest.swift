package import ContactModel
import JSONScan

/// A contact that is to be created or changed, in Merge's words: only what has a value.
package struct ContactRequest: Sendable {
  /// Field → its value as JSON.
  private var members: [String: [UInt8]] = [:]

  /// - Parameters:
  ///   - row: the platform's record; of several mailboxes the first is taken.
  ///   - isCustomer: nil: not said.
  package init(_ page: RecordPage, _ row: RecordRow, isCustomer: Bool?, isSupplier: Bool?) {
    set("name", page.string(row.name).map(ContactRequest.trimmed))
    let mailbox = page.string(row.emailAddress)?.split(whereSeparator: { $0 == ";" || $0 == "," }).first
    set("email_address", mailbox.map { ContactRequest.trimmed(String($0)) })
    set("tax_number", page.string(row.taxNumber).map(ContactRequest.trimmed))
    if let isCustomer { members["is_customer"] = Array((isCustomer ? "true" : "false").utf8) }
    if let isSupplier { members["is_supplier"] = Array((isSupplier ? "true" : "false").utf8) }
    let addresses = page.addresses[row.addresses].map { address in
      ContactRequest.object([
        ("city", page.string(address.city)), ("country", page.string(address.country)),
        ("country_subdivision", page.string(address.subdivision)), ("street_1", page.string(address.street1)),
        ("street_2", page.string(address.street2)), ("type", page.string(address.type)),
        ("zip_code", page.string(address.postcode)),
      ])
    }
    if !addresses.isEmpty { members["addresses"] = ContactRequest.array(addresses) }
    let phones = page.phones[row.phones].compactMap { page.string($0) }.filter { !$0.isEmpty }
    if !phones.isEmpty {
      members["phone_numbers"] = ContactRequest.array(phones.map { ContactRequest.object([("number", $0)]) })
    }
  }

  /// A change of single texts.
  ///
  /// - Parameter texts: by the field's name at Merge.
  package init(_ texts: [String: String]) {
    for (field, text) in texts { set(field, text) }
  }

  /// The fields that have a value.
  package var fields: Set<String> { Set(members.keys) }

  /// `{"model":{…}}`, keys sorted, no spaces: the same bytes for the same record always.
  ///
  /// - Parameter supported: fields that the accounting system takes, others are left out; nil: all.
  package func body(supported: Set<String>? = nil) -> [UInt8] {
    var out = Array(#"{"model":{"#.utf8)
    var isFirst = true
    for (field, value) in members.sorted(by: { $0.key < $1.key }) where supported?.contains(field) ?? true {
      if !isFirst { out.append(UInt8(ascii: ",")) }
      isFirst = false
      appendJSONString(field, to: &out)
      out.append(UInt8(ascii: ":"))
      out.append(contentsOf: value)
    }
    out.append(contentsOf: "}}".utf8)
    return out
  }

  private mutating func set(_ field: String, _ text: String?) {
    guard let text, !text.isEmpty else { return }
    var value: [UInt8] = []
    appendJSONString(text, to: &value)
    members[field] = value
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop { $0.isWhitespace }
    var end = start
    while end.last?.isWhitespace ?? false { end.removeLast() }
    return String(end)
  }

  private static func object(_ members: [(key: String, text: String?)]) -> [UInt8] {
    var out = [UInt8(ascii: "{")]
    for (key, text) in members {
      guard let text, !text.isEmpty else { continue }
      if out.count > 1 { out.append(UInt8(ascii: ",")) }
      appendJSONString(key, to: &out)
      out.append(UInt8(ascii: ":"))
      appendJSONString(text, to: &out)
    }
    out.append(UInt8(ascii: "}"))
    return out
  }

  private static func array(_ elements: [[UInt8]]) -> [UInt8] {
    Array([[UInt8(ascii: "[")], Array(elements.joined(separator: [UInt8(ascii: ",")])), [UInt8(ascii: "]")]].joined())
  }
}
