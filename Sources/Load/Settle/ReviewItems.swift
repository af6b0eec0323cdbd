import ContactModel
import Postgres
import SQLFiles

/// The review items that decisions ask for.
enum ReviewItems {
  struct Wanted {
    /// Index into the graph's contacts.
    var contact: Int32
    /// `candidates` or `link_disputed`.
    var kind: String
    /// JSON array.
    var candidates: [UInt8]
    var reasons: String
    var id: String
  }

  static func wanted(
    _ graph: MatchGraph, _ decisions: [Decision], evidence: SettleStore.EvidenceSource
  ) throws -> [Wanted] {
    try decisions.compactMap { decision in
      let disputed = decision.linkAction == .dispute
      guard disputed || decision.verdict == .review else { return nil }
      var candidates = [UInt8(ascii: "[")]
      for (index, candidate) in decision.candidates.enumerated() {
        if index > 0 { candidates.append(UInt8(ascii: ",")) }
        graph.appendJSON(candidate, evidence: try evidence(decision, candidate), to: &candidates)
      }
      candidates.append(UInt8(ascii: "]"))
      return Wanted(
        contact: decision.contact, kind: disputed ? "link_disputed" : "candidates", candidates: candidates,
        reasons: decision.reasons.map(\.rawValue).joined(separator: ","), id: graph.contactID(decision.contact))
    }
  }

  /// Opens, changes and closes items where they differ; the number of rows written. `decision_stage` holds the contacts
  /// that were settled.
  static func write(
    _ session: borrowing Session, _ lease: AccountLease, _ items: [Wanted], run: Int64
  ) throws -> Int {
    try session.makeTemporaryTable(Query.reviewStageCreate.sql)
    if !items.isEmpty {
      try session.copyIn(Query.reviewStageCopy.sql) { copy in
        for item in items {
          try copy.beginRow(columns: 4)
          copy.text(item.id)
          copy.text(item.kind)
          item.candidates.withUnsafeBytes { copy.jsonb($0) }
          copy.text(item.reasons)
        }
      }
    }
    let parameters: [Parameter] = [.text(lease.account), .int(run)]
    var written = try session.executePlannedAnew(Query.reviewClose.sql, parameters).affected
    if items.isEmpty { return written }
    written += try session.executePlannedAnew(Query.reviewUpdate.sql, parameters).affected
    written += try session.executePlannedAnew(Query.reviewInsert.sql, parameters + [.text(lease.organization)]).affected
    return written
  }
}
