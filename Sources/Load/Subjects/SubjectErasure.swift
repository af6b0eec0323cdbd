package import ContactModel
package import Postgres
import SQLFiles

/// Takes a person out of the database.
package enum SubjectErasure {
  /// Rows that were deleted, emptied or ended, by kind.
  package struct Erased: Sendable, Equatable {
    /// In the order in which they are told.
    package var counts: [(kind: String, rows: Int)]
    /// Contacts whose own id in the accounting system others share, so that it does not keep them from coming back.
    package var sharedRemoteIDs: Int

    /// Nothing was held.
    package var isEmpty: Bool { counts.allSatisfy { $0.rows == 0 } }

    package static func == (a: Erased, b: Erased) -> Bool {
      a.counts.map(\.kind) == b.counts.map(\.kind) && a.counts.map(\.rows) == b.counts.map(\.rows)
        && a.sharedRemoteIDs == b.sharedRemoteIDs
    }
  }

  /// Erases a person in one transaction: contacts go, parties keep their id only, links end (`unlinked` is told to those who
  /// follow the changes), what others' rows say of them goes, and hashes keep them from coming back.
  ///
  /// What stays: links, link changes, judgements without their notes, and finished creations: ids, times, who decided.
  ///
  /// - Parameters:
  ///   - leases: of all accounts of the person's contacts; of all of the organization where there are parties.
  ///   - traces: by which texts rejected records without an id are known.
  /// - Throws: ``LoadError/leaseLost(account:)``, ``LoadError/creationUnanswered(account:party:)``, PostgresError.
  package static func erase(
    _ session: borrowing Session, _ subject: Subject, traces: [Subject.Trace], leases: [AccountLease],
    keys: ErasureKeys
  ) throws -> Erased {
    try session.transaction { session in
      for lease in leases.sorted(by: { $0.account < $1.account }) { try lease.hold(session) }
      let organization = subject.organization
      var revision: Int64 = 0
      if !subject.parties.isEmpty {
        try session.execute(Query.organizationLock.sql, [.text(organization)])
        let parties: [Parameter] = [.text(organization), .textArray(subject.parties)]
        if let out = try session.execute(Query.subjectAnswersOut.sql, parties).first {
          throw LoadError.creationUnanswered(account: out.text(0) ?? "", party: out.text(1) ?? "")
        }
        if try session.execute(Query.subjectOpenParties.sql, parties).int(0, 0) ?? 0 > 0 {
          revision = try session.execute(Query.partyRevisionRaise.sql, [.text(organization)]).int(0, 0) ?? 0
        }
      }
      let shared = try remember(session, subject, keys)
      try session.execute(Query.linkChangesLock.sql)
      let erased = try session.execute(
        Query.subjectErase.sql,
        [
          .text(organization), .textArray(subject.contacts.map(\.account)), .textArray(subject.contacts.map(\.id)),
          .textArray(subject.parties), .int(revision), .textArray(traces.map(\.account)),
          .textArray(traces.map(\.json)),
        ])
      return Erased(
        counts: erased.columnNames.enumerated().map { ($0.element, Int(erased.int(0, $0.offset) ?? 0)) },
        sharedRemoteIDs: shared)
    }
  }

  /// Keeps the hashes of the person's contacts; how many have an id of their accounting system that others share.
  private static func remember(
    _ session: borrowing Session, _ subject: Subject, _ keys: ErasureKeys
  ) throws -> Int {
    func insert(_ session: borrowing Session, _ kind: ErasureKeys.Kind, _ account: String, _ id: String) throws {
      let (hash, keyID) = keys.hash(kind, account: account, id: id)
      try session.execute(
        Query.erasedInsert.sql,
        [.text(account), .text(subject.organization), .bytes(hash), .bytes(keyID), .text(kind.rawValue)])
    }
    for contact in subject.contacts { try insert(session, .contact, contact.account, contact.id) }
    let remote = try session.execute(
      Query.subjectRemoteIds.sql,
      [.textArray(subject.contacts.map(\.account)), .textArray(subject.contacts.map(\.id))])
    var shared = 0
    for row in remote {
      if row.bool(2) ?? false {
        shared += 1
      } else {
        try insert(session, .remote, row.text(0) ?? "", row.text(1) ?? "")
      }
    }
    return shared
  }
}
