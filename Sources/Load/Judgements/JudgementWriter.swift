package import Postgres
import SQLFiles

/// Adds what people and imports say of contacts to what was said before; nothing is ever overwritten.
package enum JudgementWriter {
  /// Adds the judgements that say something new: those that differ from the last word on their contact and party, and
  /// those that answer a question asked since. Their contacts become unsettled: the next run heeds them.
  ///
  /// What cannot stand beside a new judgement is taken back (`withdrawn`, by the same source): beside `same` any other
  /// party's `same` and what was said of the contact as a whole; beside `new_party`, or `unsure` of the contact as a
  /// whole, any party's `same`.
  ///
  /// Inside a transaction, in which the accounts are kept from being settled, so that no judgement slips past a settling
  /// that is under way.
  ///
  /// - Parameter judgements: at most one for each contact and party, at most one `same` for each contact; of accounts that
  ///   exist.
  /// - Returns: for each judgement whether it changed anything.
  package static func write(
    _ session: borrowing Session, _ judgements: [NewJudgement]
  ) throws -> [Bool] {
    if judgements.isEmpty { return [] }
    try lock(session, accounts: judgements.map(\.account))
    try session.makeTemporaryTable(Query.judgementStageCreate.sql)
    try session.execute(Query.judgementStageClear.sql)
    try session.copyIn(Query.judgementStageCopy.sql) { copy in
      for (ordinal, judgement) in judgements.enumerated() {
        try copy.beginRow(columns: 9)
        copy.int8(Int64(ordinal))
        copy.text(judgement.account)
        copy.text(judgement.contact)
        copy.text(judgement.party)
        copy.text(judgement.answer.rawValue)
        copy.text(judgement.source.rawValue)
        copy.text(judgement.reviewer)
        copy.text(judgement.note)
        if let verdict = judgement.verdict { copy.int8(verdict) } else { copy.null() }
      }
    }
    var isNew = Array(repeating: true, count: judgements.count)
    for row in try session.execute(Query.judgementStageDropSaid.sql) {
      if let ordinal = row.int(0) { isNew[Int(ordinal)] = false }
    }
    if !isNew.contains(true) { return isNew }
    try session.execute(Query.judgementSupersede.sql)
    try session.execute(Query.judgementInsert.sql)
    try session.execute(Query.judgementMarkUnsettled.sql)
    return isNew
  }

  /// Keeps accounts from being settled until the end of the transaction.
  static func lock(_ session: borrowing Session, accounts: [String]) throws {
    try session.execute(Query.accountsLockShared.sql, [.textArray(Set(accounts).sorted())])
  }
}
