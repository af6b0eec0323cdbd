import ContactModel
package import Postgres
import SQLFiles

extension Verdicts {
  /// What is to be taken back.
  package enum Undo: Sendable, Hashable {
    case verdict(Int64)
    /// All of a batch.
    case batch(String)
    /// The last that the reviewer decided and did not take back, with its batch.
    case last
  }

  /// A verdict that was taken back.
  package struct Undone: Sendable, Hashable {
    package var verdict: Int64
    package var account: String
    package var contact: String
    package var reviewID: String
    package var rowVersion: Int
    /// A person is asked again.
    package var isOpen: Bool
  }

  /// A verdict that stays.
  package struct NotUndone: Sendable, Hashable {
    package var verdict: Int64
    package var reviewID: String
    package var reason: Reason

    /// The raw value is the word that people see.
    package enum Reason: String, Sendable, CaseIterable {
      /// It was taken back before.
      case undone
      /// Something newer was said or asked of the contact.
      case overtaken
      /// The link is not the one that the verdict left: a run or the platform has changed it.
      case linkChanged = "link_changed"
      /// The party that would be linked again was erased.
      case erasedParty = "erased_party"
      /// The contact was erased.
      case unknownContact = "unknown_contact"
    }
  }

  package struct UndoAnswer: Sendable, Hashable {
    package var undone: [Undone] = []
    /// Empty, as `undone`, where nothing of this name was ever decided.
    package var refused: [NotUndone] = []
  }

  /// Takes verdicts back in one transaction: what was said before is said again, the link that stood before is made again,
  /// and the review item is as it was. Nothing is deleted. The contacts become unsettled.
  ///
  /// - Parameter reviewer: who wishes it, and whose ``Undo/last`` is meant.
  /// - Throws: PostgresError; nothing is changed then.
  package static func undo(
    _ session: borrowing Session, organization: String, _ undo: Undo, reviewer: String?
  ) throws -> UndoAnswer {
    try session.transaction { session in
      try SessionRole.see(session, organization: organization)
      guard let parameters = try parameters(session, organization: organization, undo, reviewer: reviewer) else {
        return UndoAnswer()
      }
      let named = try session.execute(Query.verdictUndoRead.sql, parameters).map(UndoWork.init)
      try lock(session, named.map(\.contact))
      // Read again: what others decided while this waited is known now.
      let work = try session.execute(Query.verdictUndoRead.sql, parameters).map(UndoWork.init)
      let ready = work.filter { $0.refusal == nil }
      var answer = UndoAnswer()
      answer.refused = work.compactMap { entry in
        entry.refusal.map { NotUndone(verdict: entry.id, reviewID: entry.reviewID, reason: $0) }
      }
      if ready.isEmpty { return answer }
      let ids = Parameter.intArray(ready.map(\.id))
      try session.execute(Query.verdictUndoJudgements.sql, [ids, .text(reviewer)])
      try session.execute(Query.verdictUndoQuestions.sql, [ids])
      try restoreLinks(session, ready)
      let versions = try restoreItems(session, ready)
      answer.undone = ready.map { entry in
        Undone(
          verdict: entry.id, account: entry.contact.account, contact: entry.contact.id, reviewID: entry.reviewID,
          rowVersion: versions[entry.contact] ?? 0, isOpen: entry.state == "open")
      }
      try session.execute(
        Query.verdictUndo.sql, [ids, .intArray(answer.undone.map { Int64($0.rowVersion) }), .text(reviewer)])
      return answer
    }
  }

  /// Parameters by which the verdicts are found; nil: there are none.
  private static func parameters(
    _ session: borrowing Session, organization: String, _ undo: Undo, reviewer: String?
  ) throws -> [Parameter]? {
    switch undo {
    case .verdict(let id): return [.text(organization), .intArray([id]), .null]
    case .batch(let id): return isUUID(id) ? [.text(organization), .intArray([]), .text(id)] : nil
    case .last:
      guard let row = try session.execute(Query.verdictLast.sql, [.text(organization), .text(reviewer)]).first,
        let id = row.int(0)
      else { return nil }
      return [.text(organization), .intArray([id]), .text(row.text(1))]
    }
  }

  /// 36 characters as the server writes them.
  private static func isUUID(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == 36
      && bytes.enumerated().allSatisfy { place, byte in
        [8, 13, 18, 23].contains(place)
          ? byte == UInt8(ascii: "-")
          : (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
      }
  }

  private static func restoreLinks(_ session: borrowing Session, _ work: [UndoWork]) throws {
    let touched = work.flatMap { entry in entry.parties.map { (entry.contact.account, $0) } }
    if touched.isEmpty { return }
    try session.execute(Query.linkChangesLock.sql)
    let changed = work.filter(\.hasChangedLink)
    let ended = changed.filter { $0.standingParty != nil }
    if !ended.isEmpty {
      try session.execute(
        Query.verdictLinkEnd.sql,
        [
          .textArray(ended.map(\.contact.account)), .textArray(ended.map(\.contact.id)),
          .textArray(ended.map { $0.formerLink == nil ? nil : $0.formerParty }),
        ])
    }
    let former = changed.filter { $0.formerLink != nil }
    if !former.isEmpty {
      try session.execute(
        Query.verdictLinkRestore.sql,
        [.intArray(former.compactMap(\.formerLink)), .boolArray(former.map { $0.standingParty != nil })])
    }
    try VerdictWriter.choosePrimaries(session, touched)
  }

  private static func restoreItems(_ session: borrowing Session, _ work: [UndoWork]) throws -> [ContactKey: Int] {
    let rows = try session.execute(
      Query.verdictUndoItems.sql,
      [
        .intArray(work.map(\.id)), .textArray(work.map(\.state)), .textArray(work.map(\.kind)),
        .textArray(work.map { $0.reasons.joined(separator: ",") }),
      ])
    return Dictionary(
      uniqueKeysWithValues: rows.map {
        (ContactKey(account: $0.text(0) ?? "", id: $0.text(1) ?? ""), Int($0.int(2) ?? 0))
      })
  }
}

/// One row of `verdict_undo_read.sql`.
private struct UndoWork {
  var id: Int64
  var contact: ContactKey
  var reviewID: String
  var refusal: Verdicts.NotUndone.Reason?
  /// Of the link that stands now, and of the one that stood before.
  var standingParty: String?
  var formerParty: String?
  /// To be made again; nil: there was none, or it stands.
  var formerLink: Int64?
  var hasChangedLink: Bool
  /// Of the item, afterwards.
  var state: String
  var kind: String
  var reasons: [String]
  /// Whose contacts may have another primary afterwards.
  var parties: [String]

  init(_ row: Row) {
    id = row.int(0) ?? 0
    contact = ContactKey(account: row.text(1) ?? "", id: row.text(2) ?? "")
    reviewID = row.text(3) ?? ""
    standingParty = row.text(9)
    formerParty = row.text(10)
    formerLink = row.int(11)
    hasChangedLink = row.bool(12) ?? false
    if row.bool(4) == true {
      refusal = .undone
    } else if row.bool(5) != true {
      refusal = .unknownContact
    } else if row.bool(6) == true {
      refusal = .overtaken
    } else if row.bool(7) == true {
      refusal = .linkChanged
    } else if row.bool(8) == true, formerLink != nil {
      refusal = .erasedParty
    }
    let isUntouched = row.bool(16) ?? false
    let (before, now) = (row.text(13) ?? "closed", row.text(17) ?? "closed")
    state = isUntouched || before == "open" ? before : now
    let takesBefore = isUntouched || now != before
    kind = (takesBefore ? row.text(14) : nil) ?? row.text(18) ?? "candidates"
    reasons = ((takesBefore ? row.textArray(15) : nil) ?? row.textArray(19) ?? []).compactMap(\.self)
    parties = [row.text(21), hasChangedLink ? formerParty : nil].compactMap(\.self)
  }
}
