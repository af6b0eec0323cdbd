package import ContactModel
package import Postgres
import SQLFiles

/// Contacts that were settled, by verdict.
package struct SettledCounts: Sendable, Equatable {
  package var matched = 0
  package var review = 0
  package var unmatched = 0

  package init(matched: Int = 0, review: Int = 0, unmatched: Int = 0) {
    self.matched = matched
    self.review = review
    self.unmatched = unmatched
  }

  package static func + (a: SettledCounts, b: SettledCounts) -> SettledCounts {
    SettledCounts(
      matched: a.matched + b.matched, review: a.review + b.review, unmatched: a.unmatched + b.unmatched)
  }
}

/// Whether decisions become links.
package enum LinkMode: String, Sendable {
  case write
  /// Decisions and review items only.
  case propose
}

/// What a settle transaction did.
package struct Settled: Sendable, Equatable {
  /// By verdict, the skipped ones left out.
  package var counts = SettledCounts()
  /// Contacts judged since the graph was read: the next run settles them.
  package var skipped = 0
  /// Contacts whose link followed a merged party though the ruling does not confirm it: to be settled once more.
  package var moved = 0
  /// Rows of decision, link and review_item that were written.
  package var decisionsWritten = 0
  package var linksWritten = 0
  package var reviewItemsWritten = 0
  /// The account's watermark afterwards.
  package var watermark: Timestamp?
}

/// Writes what settling decided: per account one transaction, the watermark last.
package enum SettleStore {
  /// The values of a candidate of a contact that needs a person, for its review item.
  package typealias EvidenceSource = (_ decision: Decision, _ candidate: RankedCandidate) throws -> [Evidence]

  /// What belongs to a settling besides graph and decisions.
  package struct Facts: Sendable {
    package var run: Int64
    package var matcherVersion: String
    /// The organization's party revision that the scores rest on.
    package var partyRevision: Int64
    /// The window that was read whole; nil when only stored contacts were settled (the watermark stays).
    package var window: ReadWindow?
    package var links: LinkMode

    package init(
      run: Int64, matcherVersion: String, partyRevision: Int64, window: ReadWindow? = nil, links: LinkMode = .write
    ) {
      self.run = run
      self.matcherVersion = matcherVersion
      self.partyRevision = partyRevision
      self.window = window
      self.links = links
    }
  }

  /// How long a settle transaction may take before another process may hold its holder for stuck, in seconds.
  static let leaseSeconds: Int64 = 3600

  /// The matcher's version of an account whose contacts were stored without scoring them: the next settling scores all anew.
  package static let undecided = "undecided"

  /// Drops the window and moves the watermark as ``settle(_:lease:graph:decisions:facts:evidence:)`` does, without deciding
  /// anything: links and decisions stay as they are.
  ///
  /// - Throws: ``LoadError/leaseLost(account:)``, ``LoadError/relinking(account:)``, PostgresError; nothing is changed then.
  package static func leave(_ session: borrowing Session, lease: AccountLease, window: ReadWindow) throws {
    try session.transaction { session in
      try checkRelinking(session, lease)
      try session.execute(
        Query.accountSettle.sql,
        [
          .text(lease.account), .text(undecided), .null, .int(window.movesWatermark ? window.id : nil), .null,
        ])
      try drop(session, window, of: lease.account)
    }
  }

  /// Writes decisions, links and review items that differ from what stands, takes the marks of the graph back, drops the
  /// window and moves the watermark to its upper bound.
  ///
  /// The watermark moves only where the window leaves no gap: it began at or before the watermark, or at the beginning. It
  /// stays where the window is one of an export.
  ///
  /// - Parameters:
  ///   - decisions: one for each contact of the graph.
  ///   - evidence: asked for each candidate of each review item, before the transaction begins.
  /// - Throws: ``LoadError/leaseLost(account:)``, ``LoadError/relinking(account:)``, PostgresError, and what `evidence`
  ///   throws; nothing is changed then.
  package static func settle(
    _ session: borrowing Session, lease: AccountLease, graph stored: StoredGraph, decisions: [Decision], facts: Facts,
    evidence: EvidenceSource
  ) throws -> Settled {
    let reviews = try ReviewItems.wanted(stored.graph, decisions, evidence: evidence)
    try AccountLease(
      account: lease.account, organization: lease.organization, epoch: lease.epoch, seconds: leaseSeconds
    ).hold(session)
    return try session.transaction { session in
      try checkRelinking(session, lease)
      let account = Parameter.text(lease.account)
      let judged = try judgedSince(session, account: lease.account, stored)
      let kept = judged.isEmpty ? decisions : decisions.filter { !judged.contains($0.contact) }
      var settled = Settled()
      settled.skipped = decisions.count - kept.count
      settled.decisionsWritten = try write(session, lease, stored.graph, kept, facts)
      settled.reviewItemsWritten = try ReviewItems.write(
        session, lease, judged.isEmpty ? reviews : reviews.filter { !judged.contains($0.contact) }, run: facts.run)
      if facts.links == .write {
        settled.linksWritten = try LinkWriter.write(session, lease, stored, kept, run: facts.run)
      }
      let judgedIDs = Set(judged.map { stored.graph.contactID($0) })
      let answered = stored.marks.filter { $0.kind == .party || !judgedIDs.contains($0.id) }
      if !answered.isEmpty {
        try session.execute(
          Query.unsettledDelete.sql,
          [account, .textArray(answered.map(\.kind.rawValue)), .textArray(answered.map(\.id))])
      }
      if facts.links == .write {
        settled.moved = try markMoved(session, account: lease.account, stored.graph, kept)
      }
      let moved = try session.execute(
        Query.accountSettle.sql,
        [
          account, .text(facts.matcherVersion), .int(facts.partyRevision),
          .int(facts.window.flatMap { $0.movesWatermark ? $0.id : nil }),
          .text(facts.links.rawValue),
        ])
      settled.watermark = moved.first?.instant(0)
      if let window = facts.window { try drop(session, window, of: lease.account) }
      settled.counts = count(settled.moved == 0 ? kept : kept.filter { !isMoved($0) })
      try session.execute(
        Query.runAccountAddSettled.sql,
        [
          .int(facts.run), account, .int(settled.counts.matched), .int(settled.counts.review),
          .int(settled.counts.unmatched),
        ])
      return settled
    }
  }

  /// Nobody may settle while the contacts follow a new linking.
  private static func checkRelinking(_ session: borrowing Session, _ lease: AccountLease) throws {
    let standing = try lease.hold(session)
    let open = try ReadWindow.stored(session, account: lease.account, pipeline: "")
    if open?.isUnfinishedRelink(standing) ?? false { throw LoadError.relinking(account: lease.account) }
  }

  private static func drop(_ session: borrowing Session, _ window: ReadWindow, of account: String) throws {
    if let id = window.id { try session.execute(Query.windowSettle.sql, [.text(account), .int(id)]) }
    if window.isSweep { try session.execute(Query.sweepSeenDelete.sql, [.text(account)]) }
  }

  static func count(_ decisions: [Decision]) -> SettledCounts {
    var counts = SettledCounts()
    for decision in decisions {
      switch decision.verdict {
      case .matched: counts.matched += 1
      case .review: counts.review += 1
      case .unmatched: counts.unmatched += 1
      }
    }
    return counts
  }

  /// Contacts whose link followed a merged party though the ruling does not confirm it become unsettled: the platform's
  /// word moves the link, and another settling judges it where it stands now.
  ///
  /// - Returns: how many.
  private static func markMoved(
    _ session: borrowing Session, account: String, _ graph: MatchGraph, _ decisions: [Decision]
  ) throws -> Int {
    let ids = decisions.filter(isMoved).map { graph.contactID($0.contact) }
    if ids.isEmpty { return 0 }
    try session.execute(Query.unsettledInsert.sql, [.text(account), .text("c"), .textArray(ids)])
    return ids.count
  }

  private static func isMoved(_ decision: Decision) -> Bool { decision.reasons.contains(.partyMerged) }

  /// Contacts on which more judgements stand than when the graph was read.
  ///
  /// Their number is compared, not their greatest id: ids are given before commit, so a smaller one may show up later.
  static func judgedSince(
    _ session: borrowing Session, account: String, _ stored: StoredGraph
  ) throws -> Set<Int32> {
    let graph = stored.graph
    var indexes: [String: Int32] = [:]
    indexes.reserveCapacity(graph.contacts.count)
    for index in graph.contacts.indices { indexes[graph.contactID(Int32(index))] = Int32(index) }
    let counts = try session.execute(
      Query.judgementCounts.sql, [.text(account), .textArray(indexes.keys.sorted())])
    var judged: Set<Int32> = []
    for row in counts {
      guard let contact = row.text(0).flatMap({ indexes[$0] }) else { continue }
      if Int(row.int(1) ?? 0) != stored.judgementCounts[contact] ?? 0 { judged.insert(contact) }
    }
    return judged
  }

  /// Writes decisions that differ from what stands; the number of rows. Leaves the contacts in `decision_stage`.
  static func write(
    _ session: borrowing Session, _ lease: AccountLease, _ graph: MatchGraph, _ decisions: [Decision], _ facts: Facts
  ) throws -> Int {
    try session.makeTemporaryTable(Query.decisionStageCreate.sql)
    if decisions.isEmpty { return 0 }
    try session.copyIn(Query.decisionStageCopy.sql) { copy in
      for decision in decisions {
        try copy.beginRow(columns: 9)
        copy.text(graph.contactID(decision.contact))
        copy.text(decision.verdict.rawValue)
        copy.text(decision.party.map { graph.partyID($0) })
        copy.float8(decision.probability)
        copy.float8(decision.weight)
        copy.text(decision.matchKey)
        copy.text(decision.reasons.map(\.rawValue).joined(separator: ","))
        copy.int4(Int32(decision.candidates.count))
        copy.text(decision.best.map { graph.partyID($0.party) })
      }
    }
    if decisions.count > 1000 { try session.execute(Query.decisionStageAnalyze.sql) }
    let parameters: [Parameter] = [.text(lease.account), .text(facts.matcherVersion), .int(facts.run)]
    let updated = try session.executePlannedAnew(Query.decisionUpdate.sql, parameters).affected
    let inserted = try session.executePlannedAnew(Query.decisionInsert.sql, parameters + [.text(lease.organization)])
      .affected
    return updated + inserted
  }
}

extension MatchGraph {
  func contactID(_ contact: Int32) -> String { contactIDs[contacts[Int(contact)].id] }
  func partyID(_ party: Int32) -> String { partyIDs[parties[Int(party)].id] }
}
