import ContactModel
import Postgres
import SQLFiles

/// Writes verdicts whose plans are made; their contacts are locked.
enum VerdictWriter {
  struct Work {
    var contact: ContactKey
    var new: NewVerdict
    var facts: VerdictFacts
    var plan: VerdictPlan
  }

  /// In the order of the work.
  struct Written {
    var applied: [VerdictAnswer.Applied]
    var batch: String?
  }

  static func write(
    _ session: borrowing Session, organization: String, _ work: [Work], isBatch: Bool
  ) throws -> Written {
    let (ids, batch) = try insert(session, organization: organization, work, isBatch: isBatch)
    _ = try JudgementWriter.write(
      session,
      work.flatMap { entry in
        entry.plan.judgements.enumerated().map { place, said in
          NewJudgement(
            account: entry.contact.account, contact: entry.contact.id, party: said.party, answer: said.answer,
            source: .human, reviewer: entry.new.reviewer, note: place == 0 ? entry.new.note : nil,
            verdict: ids[entry.contact])
        }
      })
    try writeLinks(session, organization: organization, work)
    let versions = try writeItems(session, organization: organization, work)
    let applied = work.map { entry in
      VerdictAnswer.Applied(
        id: ids[entry.contact] ?? 0, rowVersion: versions[entry.contact] ?? 0, isOpen: entry.plan.isOpen)
    }
    try session.execute(
      Query.verdictFinish.sql, [.intArray(applied.map(\.id)), .intArray(applied.map { Int64($0.rowVersion) })])
    return Written(applied: applied, batch: batch)
  }

  private static func insert(
    _ session: borrowing Session, organization: String, _ work: [Work], isBatch: Bool
  ) throws -> (ids: [ContactKey: Int64], batch: String?) {
    let others = Numbered(work.map(\.plan.others))
    let rows = try session.execute(
      Query.verdictInsert.sql,
      [
        .text(organization), .bool(isBatch), .textArray(work.map(\.contact.account)),
        .textArray(work.map(\.contact.id)),
        .textArray(work.map(\.plan.word)), .textArray(work.map(\.plan.party)),
        .textArray(work.map { _ in NewJudgement.Source.human.rawValue }), .textArray(work.map(\.new.reviewer)),
        .intArray(others.places), .textArray(others.texts),
      ])
    let ids = Dictionary(
      uniqueKeysWithValues: rows.map { (ContactKey(account: $0.text(1) ?? "", id: $0.text(2) ?? ""), $0.int(0) ?? 0) })
    return (ids, rows.first?.text(3))
  }

  private static func writeLinks(_ session: borrowing Session, organization: String, _ work: [Work]) throws {
    let touched = work.flatMap { entry in entry.plan.parties(entry.facts).map { (entry.contact.account, $0) } }
    let changed = work.filter { $0.plan.link != .kept }
    if touched.isEmpty && changed.isEmpty { return }
    try session.execute(Query.linkChangesLock.sql)
    let ended = changed.filter { $0.facts.link != nil }
    if !ended.isEmpty {
      try session.execute(
        Query.verdictLinkEnd.sql,
        [
          .textArray(ended.map(\.contact.account)), .textArray(ended.map(\.contact.id)),
          .textArray(ended.map(\.plan.link.party)),
        ])
    }
    let made = changed.filter { $0.plan.link != .ended }
    if !made.isEmpty {
      try session.execute(
        Query.verdictLinkInsert.sql,
        [
          .text(organization), .textArray(made.map(\.contact.account)), .textArray(made.map(\.contact.id)),
          .textArray(made.map(\.plan.link.party)), .boolArray(made.map { $0.facts.link != nil }),
        ])
    }
    try choosePrimaries(session, touched)
  }

  /// Sets the primary flags of the contacts of parties (account and party) anew.
  static func choosePrimaries(_ session: borrowing Session, _ parties: [(String, String)]) throws {
    if parties.isEmpty { return }
    try session.execute(
      Query.verdictPrimaries.sql, [.textArray(parties.map { $0.0 }), .textArray(parties.map { $0.1 })])
  }

  private static func writeItems(
    _ session: borrowing Session, organization: String, _ work: [Work]
  ) throws -> [ContactKey: Int] {
    let judged = Numbered(work.map(\.plan.judged))
    let rows = try session.execute(
      Query.verdictItemWrite.sql,
      [
        .text(organization), .textArray(work.map(\.contact.account)), .textArray(work.map(\.contact.id)),
        .textArray(work.map { $0.plan.isOpen ? "open" : "closed" }), .textArray(work.map(\.plan.kind)),
        .textArray(work.map { $0.plan.reasons.joined(separator: ",") }), .intArray(judged.places),
        .textArray(judged.texts),
      ])
    return Dictionary(
      uniqueKeysWithValues: rows.map {
        (ContactKey(account: $0.text(0) ?? "", id: $0.text(1) ?? ""), Int($0.int(2) ?? 0))
      })
  }

  /// Lists in two columns: the texts, and the list that each belongs to, counted from 1.
  private struct Numbered {
    var places: [Int64] = []
    var texts: [String] = []

    init(_ lists: [[String]]) {
      for (place, list) in lists.enumerated() {
        texts += list
        places += list.map { _ in Int64(place + 1) }
      }
    }
  }
}

extension VerdictPlan.Link {
  /// The party that the contact is linked to; nil: to none.
  fileprivate var party: String? { if case .made(let party) = self { party } else { nil } }
}
