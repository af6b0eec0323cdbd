package import ContactModel
package import Postgres
import SQLFiles

/// The temporary table through which a page's changed contacts come, filled by binary COPY straight from the page's bytes.
enum ContactStage {
  /// The order of the columns is that of `contact_stage_copy.sql`.
  static func fill(
    _ session: borrowing Session, _ page: RecordPage, new: [Int], known: [Int], scored: ScoredPage?
  ) throws {
    let keys = scored.map { scored in
      Dictionary(scored.rows.map { ($0.row, scored.keys[$0.keys]) }, uniquingKeysWith: { first, _ in first })
    }
    try page.bytes.withUnsafeBytes { bytes in
      _ = try session.copyIn(Query.contactStageCopy.sql) { copy in
        for (rows, isNew) in [(new, true), (known, false)] {
          for index in rows {
            try copy.stageRow(page.rows[index], of: bytes, isNew: isNew, keys: keys.map { $0[index] ?? [] })
          }
        }
      }
    }
  }
}

extension CopyEncoder {
  /// A contact as a row of the stage: whether it is new, its own columns, its match keys (nil: it was not scored) and what is
  /// wrong with it. `bytes` are those of its page. Throws when the connection is lost or the run is cancelled.
  package mutating func stageRow(
    _ row: RecordRow, of bytes: UnsafeRawBufferPointer, isNew: Bool, keys: ArraySlice<UInt64>?
  ) throws(PostgresError) {
    try beginRow(columns: 20)
    bool(isNew)
    contact(row, of: bytes)
    if let keys { int8Array(bitPatterns: keys) } else { null() }
    if row.issues.isEmpty { null() } else { text(row.issues.codes.joined(separator: ",")) }
  }

  /// A text of a page; absent is NULL.
  @inline(__always)
  mutating func text(_ ref: TextRef, of bytes: UnsafeRawBufferPointer) {
    if ref.isAbsent { null() } else { text(UnsafeRawBufferPointer(rebasing: bytes[ref.range])) }
  }

  mutating func jsonb(_ ref: TextRef, of bytes: UnsafeRawBufferPointer) {
    if ref.isAbsent { null() } else { jsonb(UnsafeRawBufferPointer(rebasing: bytes[ref.range])) }
  }

  mutating func flag(_ flag: Flag) {
    if let value = flag.value { bool(value) } else { null() }
  }

  mutating func instant(_ instant: Timestamp?) {
    if let instant { timestamptz(instant.microseconds) } else { null() }
  }

  /// The seventeen columns from `contact_id` to `content_hash`.
  private mutating func contact(_ row: RecordRow, of bytes: UnsafeRawBufferPointer) {
    text(row.id, of: bytes)
    text(row.remoteID, of: bytes)
    text(row.name, of: bytes)
    text(row.emailAddress, of: bytes)
    text(row.taxNumber, of: bytes)
    text(row.status, of: bytes)
    text(row.currency, of: bytes)
    flag(row.isCustomer)
    flag(row.isSupplier)
    text(row.company, of: bytes)
    jsonb(row.addressesJSON, of: bytes)
    jsonb(row.phonesJSON, of: bytes)
    instant(row.remoteUpdatedAt)
    instant(row.createdAt)
    instant(row.modifiedAt)
    bool(row.remoteWasDeleted)
    int8(Int64(bitPattern: row.contentHash))
  }
}
