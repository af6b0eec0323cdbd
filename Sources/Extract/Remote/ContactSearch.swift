package import ContactModel
package import MergeAPI

/// Looks contacts up at Merge, whatever their role and state: archived and deleted ones are found too.
package struct ContactSearch: Sendable {
  private let client: MergeClient
  private let account: SecretText

  /// Pages of a listing by name or mailbox that are looked at: a server that does not heed the filter lists everybody.
  private static let pageLimit = 3

  /// - Parameter account: the account's token.
  package init(client: MergeClient, account: SecretText) {
    self.client = client
    self.account = account
  }

  /// What was found, and Merge's clock when it was asked first; nil: the server does not know such a question.
  package struct Found: Sendable {
    package var pages: [RecordPage]
    package var serverDate: Timestamp?
  }

  /// Contacts that Merge created at or after an instant of its clock: all of them.
  package func created(after: Timestamp) async throws -> Found {
    try await listing(ContactsQuery(createdAfter: after), limit: nil)
  }

  /// Contacts that Merge stored a change of at or after an instant of its clock: all of them.
  package func changed(after: Timestamp) async throws -> Found {
    try await listing(ContactsQuery(modifiedAfter: after), limit: nil)
  }

  /// Contacts that Merge lists under a name; how it compares is not known, so they must be verified.
  package func named(_ name: String) async throws -> Found {
    try await toleratingRefusal { try await listing(ContactsQuery(name: name), limit: Self.pageLimit) }
  }

  /// Contacts that Merge lists under a mailbox; to be verified as well.
  package func mailbox(_ address: String) async throws -> Found {
    try await toleratingRefusal { try await listing(ContactsQuery(emailAddress: address), limit: Self.pageLimit) }
  }

  private func listing(_ query: ContactsQuery, limit: Int?) async throws -> Found {
    var trail = CursorTrail()
    var cursor: String?
    var found: Found?
    var pages = 0
    repeat {
      let answer = try await client.contacts(account: account, query: query, cursor: cursor) { body in
        let (page, next) = try RecordPage.parse(envelope: body)
        return (page, try PageCursor.from(next: next))
      }
      if found == nil { found = Found(pages: [], serverDate: answer.serverDate) }
      found?.pages.append(answer.value.0)
      pages += 1
      cursor = answer.value.1
      try trail.follow(cursor, operation: "GET /accounting/v1/contacts", client: client, isAccountCall: true)
    } while cursor != nil && pages < limit ?? .max
    return found ?? Found(pages: [], serverDate: nil)
  }

  /// These filters are newer than the listing: a server that refuses them finds nothing by them.
  private func toleratingRefusal(_ listing: () async throws -> Found) async throws -> Found {
    do {
      return try await listing()
    } catch let error as MergeError where error.kind == .badRequest || error.kind == .notFound {
      return Found(pages: [], serverDate: nil)
    }
  }
}
