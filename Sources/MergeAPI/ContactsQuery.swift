package import ContactModel

/// What a read of contacts asks for; the same on each of its pages.
///
/// Addresses and phone numbers always come as objects, and deleted records are always asked for: without them an
/// incremental read never learns of a deletion.
package struct ContactsQuery: Sendable, Hashable {
  /// In Merge's clock, on `modified_at`; nil: everything.
  package var modifiedAfter: Timestamp?
  package var modifiedBefore: Timestamp?
  /// 1…100, Merge's maximum.
  package var pageSize: Int

  package init(modifiedAfter: Timestamp? = nil, modifiedBefore: Timestamp? = nil, pageSize: Int = 100) {
    self.modifiedAfter = modifiedAfter
    self.modifiedBefore = modifiedBefore
    self.pageSize = pageSize
  }

  func text(cursor: String?) -> QueryText {
    var query = QueryText()
    query.append("expand", "addresses,phone_numbers")
    query.append("include_deleted_data", "true")
    query.append("modified_after", modifiedAfter?.rfc3339)
    query.append("modified_before", modifiedBefore?.rfc3339)
    query.append("page_size", String(min(max(pageSize, 1), 100)))
    query.append("cursor", cursor)
    return query
  }
}
