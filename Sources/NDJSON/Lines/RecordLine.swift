package import ContactModel

/// Contacts and parties as lines: the known members in Merge's names, sorted, each as it was received; null where absent.
///
/// The values are copied, not written anew, so reading a line gives the same content hash and the same issues as reading
/// the record that it was made from.
package enum RecordLine {
  private static let contactKeys: [StaticString] = [
    "addresses", "company", "created_at", "currency", "email_address", "id", "is_customer", "is_supplier",
    "modified_at",
    "name", "phone_numbers", "remote_id", "remote_updated_at", "remote_was_deleted", "status", "tax_number",
  ]
  private static let partyKeys: [StaticString] = [
    "addresses", "deleted_at", "email_address", "id", "is_customer", "is_supplier", "linked_account_id", "merged_into",
    "name", "organization", "phone_numbers", "tax_number",
  ]

  /// Appends a contact of a page that was read from JSON, with its account.
  package static func append(contact row: RecordRow, of page: RecordPage, account: String, to out: inout [UInt8]) {
    append(row, page, contactKeys, to: &out) { $0.text("account", account) }
  }

  /// Appends a party of a page that was read from JSON.
  package static func append(party row: RecordRow, of page: RecordPage, to out: inout [UInt8]) {
    append(row, page, partyKeys, to: &out) { _ in }
  }

  private static func append(
    _ row: RecordRow, _ page: RecordPage, _ keys: [StaticString], to out: inout [UInt8],
    _ begin: (inout ObjectWriter) -> Void
  ) {
    guard !row.json.isAbsent, let record = try? LineObject(Array(page.bytes[row.json.range])) else {
      preconditionFailure("a record without its JSON cannot become a line")
    }
    var object = ObjectWriter()
    begin(&object)
    for key in keys { object.json(key, record.raw(key.description)) }
    out.append(contentsOf: object.close())
  }
}
