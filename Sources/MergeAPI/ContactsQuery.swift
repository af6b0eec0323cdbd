package import ContactModel

/// What a read of contacts asks for; the same on each of its pages.
///
/// Addresses and phone numbers always come as objects, and deleted records are always asked for: without them an
/// incremental read never learns of a deletion.
package struct ContactsQuery: Sendable, Hashable {
  /// In Merge's clock, on `modified_at`; nil: everything.
  package var modifiedAfter: Timestamp?
  package var modifiedBefore: Timestamp?
  /// In Merge's clock, on `created_at`; nil: everything.
  package var createdAfter: Timestamp?
  /// Whether Merge compares exactly, and heeds these at all, is not known: verify what comes.
  package var name: String?
  package var emailAddress: String?
  /// 1…100, Merge's maximum.
  package var pageSize: Int

  package init(
    modifiedAfter: Timestamp? = nil, modifiedBefore: Timestamp? = nil, createdAfter: Timestamp? = nil,
    name: String? = nil, emailAddress: String? = nil, pageSize: Int = 100
  ) {
    self.modifiedAfter = modifiedAfter
    self.modifiedBefore = modifiedBefore
    self.createdAfter = createdAfter
    self.name = name
    self.emailAddress = emailAddress
    self.pageSize = pageSize
  }

  func text(cursor: String?) -> QueryText {
    var query = QueryText()
    query.append("expand", "addresses,phone_numbers")
    query.append("include_deleted_data", "true")
    query.append("modified_after", modifiedAfter?.rfc3339)
    query.append("modified_before", modifiedBefore?.rfc3339)
    query.append("created_after", createdAfter?.rfc3339)
    query.append("name", name)
    query.append("email_address", emailAddress)
    query.append("page_size", String(min(max(pageSize, 1), 100)))
    query.append("cursor", cursor)
    return query
  }
}
