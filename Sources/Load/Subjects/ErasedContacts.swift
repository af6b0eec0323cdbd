package import ContactModel
package import Postgres
import SQLFiles

/// The contacts of an account that were erased: what is read of them is rejected, and not kept.
package struct ErasedContacts: Sendable {
  private let account: String
  private let hashes: Set<[UInt8]>
  private let keys: ErasureKeys?

  /// Nobody was erased.
  package static let none = ErasedContacts(account: "", hashes: [], keys: nil)

  private init(account: String, hashes: Set<[UInt8]>, keys: ErasureKeys?) {
    self.account = account
    self.hashes = hashes
    self.keys = keys
  }

  /// Who was erased from an account. Under the account's lease it cannot change.
  ///
  /// - Parameter keys: asked only where somebody was.
  /// - Throws: ``LoadError/erasureKeysUnusable(account:reason:)`` where the keys are not there, or not all; PostgresError.
  package static func read(
    _ session: borrowing Session, account: String, keys: () throws -> ErasureKeys
  ) throws -> ErasedContacts {
    let rows = try session.execute(Query.erasedRead.sql, [.text(account)])
    if rows.isEmpty { return .none }
    let held: ErasureKeys
    do { held = try keys() } catch { throw LoadError.erasureKeysUnusable(account: account, reason: "\(error)") }
    guard rows.allSatisfy({ held.has(keyID: $0.bytes(1) ?? []) }) else {
      throw LoadError.erasureKeysUnusable(
        account: account, reason: "CONTACTSYNC_ERASURE_KEYS lacks a key that somebody was erased under: add it again")
    }
    return ErasedContacts(account: account, hashes: Set(rows.map { $0.bytes(0) ?? [] }), keys: held)
  }

  package var isEmpty: Bool { hashes.isEmpty }

  /// Whether the contact was erased, by Merge's id or by the accounting system's own.
  package func contains(contact: String, remoteID: String?) -> Bool { trace(contact, remoteID) != nil }

  /// The hash that it is known by.
  private func trace(_ contact: String?, _ remoteID: String?) -> [UInt8]? {
    guard let keys, !hashes.isEmpty else { return nil }
    for (kind, id) in [(ErasureKeys.Kind.contact, contact), (.remote, remoteID)] {
      guard let id, !id.isEmpty else { continue }
      if let hash = keys.hashes(kind, account: account, id: id).first(where: hashes.contains) { return hash }
    }
    return nil
  }

  /// Takes the erased out of a page: they are rejected (`erased`), without id and raw form.
  ///
  /// - Returns: the indices of the rows that stay, in the page as it was.
  @discardableResult
  package func screen(_ page: inout RecordPage) -> [Int] {
    if hashes.isEmpty { return Array(page.rows.indices) }
    var (kept, erased): ([Int], [RejectedRecord]) = ([], [])
    for (index, row) in page.rows.enumerated() {
      if let hash = trace(page.string(row.id), page.string(row.remoteID)) {
        erased.append(Self.rejected(hash))
      } else {
        kept.append(index)
      }
    }
    page.rejected = page.rejected.map { record in trace(record.id, nil).map(Self.rejected) ?? record } + erased
    if erased.isEmpty { return kept }
    page.rows = kept.map { page.rows[$0] }
    return kept
  }

  private static func rejected(_ hash: [UInt8]) -> RejectedRecord {
    let digits = hash.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    return RejectedRecord(id: nil, reason: RejectedRecord.erased, detail: "erased on request (\(digits))", raw: [])
  }
}
