package import ContactModel
package import Postgres
import SQLFiles

/// Stores an organization's parties.
package enum PartyLoader {
  /// What an import did, by organization.
  package struct Imported: Sendable, Equatable {
    package var organization: String
    package var inserted: Int
    package var updated: Int
    package var unchanged: Int
    /// Living parties that a snapshot did not hold.
    package var retired: Int
    /// Left out, because the person was erased.
    package var erased: Int
    /// The organization's party revision after the import; risen by one if anything changed.
    package var revision: Int64

    package init(
      organization: String, inserted: Int = 0, updated: Int = 0, unchanged: Int = 0, retired: Int = 0,
      erased: Int = 0, revision: Int64 = 0
    ) {
      self.organization = organization
      self.inserted = inserted
      self.updated = updated
      self.unchanged = unchanged
      self.retired = retired
      self.erased = erased
      self.revision = revision
    }
  }

  /// Inserts and updates parties by id, all in one transaction; those that equal what is stored are not touched.
  ///
  /// Of a party that comes more than once the last counts. The changed parties carry the organization's new revision.
  /// Organizations that are new are created. A retired party that comes back lives again, unless its row says otherwise.
  ///
  /// - Parameters:
  ///   - organization: of parties that name none.
  ///   - snapshot: the pages are all there is: what they do not hold is retired; nil: it is left alone.
  ///   - nextPage: called until it returns nil; what it throws ends the import with nothing changed. The pages' rejected
  ///     records are the caller's matter.
  /// - Returns: one entry for each organization, by id.
  /// - Throws: ``LoadError/organizationMissing(count:)``, ``LoadError/snapshotEmpty``,
  ///   ``LoadError/snapshotLosesTooMany(organization:retired:of:limit:)``, PostgresError, and what `nextPage` throws.
  package static func upsert(
    _ session: borrowing Session, organization: String?, snapshot: PartySnapshot? = nil,
    nextPage: () throws -> RecordPage?
  ) throws -> [Imported] {
    try session.transaction { session in
      try session.makeTemporaryTable(Query.partyStageCreate.sql)
      var staged = 0
      var homeless = 0
      while let page = try nextPage() {
        homeless += organization == nil ? page.rows.count { $0.organization.isAbsent } : 0
        if homeless == 0 { try stage(session, page, organization: organization, from: staged) }
        staged += page.rows.count
      }
      if homeless > 0 { throw LoadError.organizationMissing(count: homeless) }
      if staged > 0 {
        try session.execute(Query.partyStageThin.sql)
        try session.execute(Query.partyStageAnalyze.sql)
      }
      var losses = snapshot.flatMap { $0.isWhole() ? PartyLosses(limit: $0.retireLimit) : nil }
      if losses != nil, staged == 0 { throw LoadError.snapshotEmpty }
      let imported = try session.execute(Query.partyStageOrganizations.sql).map { row in
        try merge(session, organization: row.text(0) ?? "", parties: Int(row.int(1) ?? 0), losses: &losses)
      }
      try losses?.check()
      return imported
    }
  }

  private static func stage(
    _ session: borrowing Session, _ page: RecordPage, organization: String?, from first: Int
  ) throws {
    try page.bytes.withUnsafeBytes { bytes in
      _ = try session.copyIn(Query.partyStageCopy.sql) { copy in
        for (index, row) in page.rows.enumerated() {
          try copy.beginRow(columns: 14)
          copy.int8(Int64(first + index))
          if row.organization.isAbsent { copy.text(organization) } else { copy.text(row.organization, of: bytes) }
          copy.text(row.id, of: bytes)
          copy.text(row.name, of: bytes)
          copy.text(row.emailAddress, of: bytes)
          copy.text(row.taxNumber, of: bytes)
          copy.flag(row.isCustomer)
          copy.flag(row.isSupplier)
          copy.jsonb(row.addressesJSON, of: bytes)
          copy.jsonb(row.phonesJSON, of: bytes)
          copy.text(row.linkedAccount, of: bytes)
          copy.text(row.mergedInto, of: bytes)
          copy.instant(row.deletedAt)
          copy.int8(Int64(bitPattern: row.contentHash))
        }
      }
    }
  }

  private static func merge(
    _ session: borrowing Session, organization: String, parties: Int, losses: inout PartyLosses?
  ) throws -> Imported {
    try session.execute(Query.organizationInsert.sql, [.text(organization)])
    let locked = try session.execute(Query.organizationLock.sql, [.text(organization)])
    var result = Imported(organization: organization, revision: locked.int(0, 0) ?? 0)
    result.erased = try session.execute(Query.partyStageDropErased.sql, [.text(organization)]).affected
    let parties = parties - result.erased
    func raiseRevision(_ session: borrowing Session) throws -> [Parameter] {
      result.revision = try session.execute(Query.partyRevisionRaise.sql, [.text(organization)]).int(0, 0) ?? 0
      return [.text(organization), .int(result.revision)]
    }
    var revision: [Parameter]?
    if losses != nil {
      let counted = try session.execute(Query.partyAbsentCount.sql, [.text(organization)])
      result.retired = Int(counted.int(0, 1) ?? 0)
      try losses?.add(organization: organization, retired: result.retired, of: Int(counted.int(0, 0) ?? 0))
      if result.retired > 0 {
        let raised = try raiseRevision(session)
        try session.execute(Query.partyRetireAbsent.sql, raised)
        revision = raised
      }
    }
    let dropped = try session.execute(Query.partyStageDropUnchanged.sql, [.text(organization)])
    result.unchanged = Int(dropped.int(0, 0) ?? 0)
    if result.unchanged == parties { return result }
    let current = try revision ?? raiseRevision(session)
    try session.execute(Query.partyTouchSurvivors.sql, current)
    result.updated = try session.execute(Query.partyUpdate.sql, current).affected
    result.inserted = parties - result.unchanged - result.updated
    if result.inserted > 0 { try session.execute(Query.partyInsert.sql, current) }
    return result
  }
}
