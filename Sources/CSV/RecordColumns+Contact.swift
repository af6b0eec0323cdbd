import ContactModel
import JSONScan

extension RecordColumns {
  /// Appends a contact as a line of JSON in Merge's shape, made of the cells of one row; returns what is wrong instead
  /// where the row has no id that can be stored.
  ///
  /// The id is that of the column `id`, or else that of `remote_id`. A flag or time that cannot be read is written as it
  /// stands, so that whoever reads the line notes it as the record's issue. A time without a zone is taken as UTC.
  ///
  /// - Parameter cell: the text of a column; nil where it is null or blank.
  func appendContact(to out: inout [UInt8], cell: (Int) -> String?) -> (reason: String, what: String)? {
    func text(_ column: Int?) -> String? { column.flatMap(cell) }
    let remoteID = text(remoteID).map(CSVColumns.trimmed)
    guard let id = text(id).map(CSVColumns.trimmed) ?? remoteID else {
      return ("missing_id", "the row has neither an id nor a remote_id")
    }
    guard id.utf8.count <= 255 else { return ("id_too_long", "id: \(id.utf8.count) bytes, at most 255 are kept") }

    let emails = emails.compactMap(text)
    var object = JSONObject()
    object.list("addresses", addresses.compactMap { Self.json($0, text) })
    object.text("company", text(company))
    object.text("created_at", instant(text(createdAt)))
    object.text("currency", text(currency))
    object.text("email_address", emails.isEmpty ? nil : emails.joined(separator: "; "))
    object.text("id", id)
    object.flag("is_customer", text(isCustomer))
    object.flag("is_supplier", text(isSupplier))
    object.text("modified_at", instant(text(modifiedAt)))
    object.text("name", text(name))
    object.list("phone_numbers", phones.compactMap(text).map { Self.json([("number", $0)]) })
    object.text("remote_id", remoteID)
    object.text("remote_updated_at", instant(text(remoteUpdatedAt)))
    object.flag("remote_was_deleted", text(remoteWasDeleted))
    object.text("status", text(status))
    object.text("tax_number", text(taxNumber))
    out.append(contentsOf: object.close())
    out.append(UInt8(ascii: "\n"))
    return nil
  }

  /// nil where the address has no text.
  private static func json(_ address: Address, _ text: (Int?) -> String?) -> [UInt8]? {
    let members: [(StaticString, String?)] = [
      ("city", text(address.city)), ("country", text(address.country)),
      ("country_subdivision", text(address.subdivision)), ("street_1", text(address.street1)),
      ("street_2", text(address.street2)), ("zip_code", text(address.postcode)),
    ]
    return members.allSatisfy { $0.1 == nil } ? nil : json(members)
  }

  private static func json(_ members: [(StaticString, String?)]) -> [UInt8] {
    var object = JSONObject()
    for (key, value) in members { object.text(key, value) }
    return object.close()
  }

  /// As RFC 3339 where it is a time, else as it stands.
  private func instant(_ text: String?) -> String? {
    guard let text else { return nil }
    let trimmed = CSVColumns.trimmed(text)
    return [trimmed, trimmed + "Z", trimmed + "T00:00:00Z"].first { Timestamp(rfc3339: $0) != nil } ?? text
  }
}

/// One JSON object; members without a value are left out.
private struct JSONObject {
  private var out = [UInt8(ascii: "{")]
  private var isFirst = true

  mutating func text(_ key: StaticString, _ value: String?) {
    guard let value else { return }
    begin(key)
    appendJSONString(value, to: &out)
  }

  /// `true` or `false` where the text is a truth value, else the text.
  mutating func flag(_ key: StaticString, _ value: String?) {
    guard let value, let isTrue = RecordColumns.flag(value)?.value else { return text(key, value) }
    begin(key)
    out.append(contentsOf: (isTrue ? "true" : "false").utf8)
  }

  mutating func list(_ key: StaticString, _ elements: [[UInt8]]) {
    guard !elements.isEmpty else { return }
    begin(key)
    out.append(UInt8(ascii: "["))
    out.append(contentsOf: elements.joined(separator: [UInt8(ascii: ",")]))
    out.append(UInt8(ascii: "]"))
  }

  mutating func close() -> [UInt8] {
    out.append(UInt8(ascii: "}"))
    return out
  }

  private mutating func begin(_ key: StaticString) {
    if !isFirst { out.append(UInt8(ascii: ",")) }
    isFirst = false
    appendJSONString(key.description, to: &out)
    out.append(UInt8(ascii: ":"))
  }
}
