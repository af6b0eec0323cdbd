package import CSV
import ContactModel
package import Postgres
import SQLFiles

/// Writes the open review queue as CSV for the people who decide.
package enum ReviewExport {
  /// The columns in their order; `review_id` and `candidate_rank` identify a row.
  package static let columns = ReviewCSV.Column.allCases.map(\.rawValue)

  /// What goes into the file.
  package struct Selection: Sendable {
    /// nil: of all organizations.
    package var organization: String?
    /// nil: of all accounts.
    package var account: String?
    /// Also unmatched contacts without a candidate (`candidate_rank` 0).
    package var withUnmatched: Bool

    package init(organization: String? = nil, account: String? = nil, withUnmatched: Bool = false) {
      self.organization = organization
      self.account = account
      self.withUnmatched = withUnmatched
    }
  }

  package struct Written: Sendable, Equatable {
    /// Without the header.
    package var rows: Int
    /// Of the file, 64 hexadecimal digits.
    package var sha256: String
  }

  /// Writes the file and `PATH.manifest.json` beside it, each by rename: `{"profile":…,"rows":…,"schema":1,"sha256":…}`.
  ///
  /// The likeliest candidates come first; a row for each of a contact's best three. The rows are read through a cursor in
  /// one snapshot: memory does not grow with them.
  ///
  /// - Parameter permalinks: address of the matching screen, such as `https://example.com/contactsync`; nil leaves the
  ///   column empty.
  /// - Throws: ``LoadError/fileNotWritten(path:code:)``, PostgresError; the file that stood before is untouched then.
  package static func write(
    _ session: borrowing Session, to path: String, _ selection: Selection, profile: CSVProfile,
    permalinks: String? = nil
  ) throws -> Written {
    var file = try ReviewFile(path: path, profile: profile, permalinks: permalinks)
    try session.transaction(.storedSnapshot) { session in
      if let organization = selection.organization { try SessionRole.see(session, organization: organization) }
      try session.execute(
        Query.reviewExportOpen.sql,
        [.text(selection.organization), .text(selection.account), .bool(selection.withUnmatched)])
      while true {
        let rows = try session.execute(Query.reviewExportFetch.sql)
        try file.append(rows)
        if rows.isEmpty { break }
      }
      try session.execute(Query.reviewExportClose.sql)
    }
    return try file.finish { written in
      "{\"profile\":\"\(profile.rawValue)\",\"rows\":\(written.rows),\"schema\":1,\"sha256\":\"\(written.sha256)\"}\n"
    }
  }

  /// The organizations with an open item: for a file for each.
  package static func organizations(_ session: borrowing Session, account: String? = nil) throws -> [String] {
    try session.execute(Query.reviewExportOrganizations.sql, [.text(account)]).compactMap { $0.text(0) }
  }
}
