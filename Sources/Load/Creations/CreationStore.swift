package import ContactModel
package import Postgres
import SQLFiles

/// The outbox of contacts that are to be created: every step is committed under the account's lease before the next is taken.
package enum CreationStore {
  /// What is committed before a call is made.
  package struct Sending: Sendable, Equatable {
    package var key: String
    /// Of the first call, byte by byte.
    package var body: [UInt8]
    /// 1: the first call.
    package var attempt: Int
  }

  /// How a step ended.
  package enum Ending: Sendable, Equatable {
    /// The account's contact with this id is what was created; what of it was left out.
    case made(contact: String, problems: [String] = [])
    case refused(errorClass: String, problems: [String])
    /// The call was not made; why.
    case notSent(errorClass: String)
    case lost(errorClass: String)
    case absent
    case givenUp(errorClass: String)
  }

  /// Makes the creations unknown whose sender is gone: with the lease in our hands, whoever was sending is not there any more.
  ///
  /// - Returns: how many.
  package static func recover(_ session: borrowing Session, lease: AccountLease, run: Int64) throws -> Int {
    try session.transaction { session in
      try lease.hold(session)
      return try session.execute(Query.creationRecover.sql, [.text(lease.account), .int(run)]).affected
    }
  }

  /// Makes the outbox what the plan says: plans what is to be created, takes back what was planned, never sent, and is held for
  /// good, and asks people.
  ///
  /// - Returns: how many rows were planned, taken back, and asked about for the first time.
  package static func write(
    _ session: borrowing Session, lease: AccountLease, run: Int64, plan lines: [CreationPlanLine]
  ) throws -> (planned: Int, withdrawn: Int, asked: Int) {
    let wanted = lines.compactMap { $0.verdict == .create ? $0.party : nil }
    let kept = lines.compactMap { line in
      if case .hold(let hold) = line.verdict, hold.isPassing { line.party } else { nil }
    }
    let asked = lines.compactMap { line in
      if case .ask(let contact) = line.verdict { (party: line.party, contact: contact) } else { nil }
    }
    return try session.transaction { session in
      try lease.hold(session)
      let account = Parameter.text(lease.account)
      var questions = 0
      for (party, contact) in asked {
        if try ask(session, lease, run, party: party, contact: contact) { questions += 1 }
      }
      let withdrawn = try session.execute(Query.creationWithdraw.sql, [account, .textArray(wanted + kept)]).affected
      let planned = try session.execute(
        Query.creationPlan.sql,
        [account, .text(lease.organization), .textArray(wanted), .int(run), states(.renewed)]
      ).affected
      return (planned, withdrawn, questions)
    }
  }

  /// Commits that a planned creation is about to be sent: after this the call may be made, and must be taken for made.
  ///
  /// - Parameters:
  ///   - body: of the call, where there was none yet.
  ///   - mergeTime: Merge's clock now or a little before.
  /// - Returns: nil where something has come between: it was linked, retired or put to people.
  package static func begin(
    _ session: borrowing Session, lease: AccountLease, run: Int64, party: String, body: [UInt8], mergeTime: Timestamp
  ) throws -> Sending? {
    try session.transaction { session in
      try lease.hold(session)
      let begun = try session.execute(
        Query.creationBegin.sql,
        [
          .text(lease.account), .text(party), .text(String(decoding: body, as: UTF8.self)),
          .timestamp(microseconds: mergeTime.microseconds), .int(run),
          .text(CreationState.step(.sent).to.rawValue), states(.sent),
        ])
      return begun.first.map { row in
        Sending(key: row.text(0) ?? "", body: Array((row.text(1) ?? "").utf8), attempt: Int(row.int(2) ?? 1))
      }
    }
  }

  /// Commits how a call ended; a contact that was made is linked in the same transaction.
  ///
  /// An id that the accounting system had before, because it takes a namesake for the same, becomes a person's question.
  /// - Returns: the event that it was; nil where the creation stands elsewhere by now.
  @discardableResult
  package static func finish(
    _ session: borrowing Session, lease: AccountLease, run: Int64, party: String, _ ending: Ending
  ) throws -> CreationEvent? {
    try session.transaction { session in
      try lease.hold(session)
      switch ending {
      case .made(let contact, let problems):
        if try isKnown(session, lease, party: party, contact: contact) {
          guard try move(session, lease, run, party, .takenForOther, asked: contact, errorClass: "name_taken") else {
            return nil
          }
          _ = try question(session, lease, run, party: party, contact: contact)
          return .takenForOther
        }
        try session.execute(Query.linkChangesLock.sql)
        guard try move(session, lease, run, party, .made, contact: contact, problems: problems) else { return nil }
        try link(session, lease, run, party: party, contact: contact)
        return .made
      case .refused(let errorClass, let problems):
        return try move(session, lease, run, party, .refused, errorClass: errorClass, problems: problems)
          ? .refused : nil
      case .notSent(let errorClass):
        return try move(session, lease, run, party, .notSent, errorClass: errorClass) ? .notSent : nil
      case .lost(let errorClass):
        return try move(session, lease, run, party, .lost, errorClass: errorClass) ? .lost : nil
      case .absent: return try move(session, lease, run, party, .absent) ? .absent : nil
      case .givenUp(let errorClass):
        return try move(session, lease, run, party, .givenUp, errorClass: errorClass) ? .givenUp : nil
      }
    }
  }

  /// Commits that a contact is what a lost call made: it is linked, unless it is already.
  ///
  /// A contact that was known before the call, or belongs to another party, becomes a person's question.
  @discardableResult
  package static func adopt(
    _ session: borrowing Session, lease: AccountLease, run: Int64, party: String, contact: String
  ) throws -> CreationEvent? {
    try session.transaction { session in
      try lease.hold(session)
      if try isKnown(session, lease, party: party, contact: contact) {
        return try putToPeople(session, lease, run, party: party, contact: contact)
      }
      try session.execute(Query.linkChangesLock.sql)
      guard try move(session, lease, run, party, .found, contact: contact) else { return nil }
      try link(session, lease, run, party: party, contact: contact)
      try session.execute(
        Query.unsettledInsert.sql, [.text(lease.account), .text("c"), .textArray([contact])])
      return .found
    }
  }

  /// Commits that a lost call may have made this contact, or another: a person must say.
  @discardableResult
  package static func doubt(
    _ session: borrowing Session, lease: AccountLease, run: Int64, party: String, contact: String
  ) throws -> CreationEvent? {
    try session.transaction { session in
      try lease.hold(session)
      return try putToPeople(session, lease, run, party: party, contact: contact)
    }
  }

  /// Commits that a namesake was met right before sending.
  @discardableResult
  package static func meet(
    _ session: borrowing Session, lease: AccountLease, run: Int64, party: String, namesake: String
  ) throws -> Bool {
    try session.transaction { session in
      try lease.hold(session)
      return try ask(session, lease, run, party: party, contact: namesake)
    }
  }

  /// Lets creations follow what has become known: links that stand and people's answers.
  ///
  /// - Returns: how many are over now, and how many are planned again.
  package static func heedAnswers(
    _ session: borrowing Session, lease: AccountLease, run: Int64
  ) throws -> (adopted: Int, planned: Int) {
    try session.transaction { session in
      try lease.hold(session)
      var (adopted, planned) = (0, 0)
      for row in try session.execute(Query.creationAnswers.sql, [.text(lease.account)]) {
        let party = row.text(0) ?? ""
        if let contact = row.text(1) {
          adopted += try move(session, lease, run, party, .found, contact: contact) ? 1 : 0
        } else if row.bool(2) == true {
          adopted += try move(session, lease, run, party, .saidSame, contact: row.text(3)) ? 1 : 0
        } else if row.bool(2) == false {
          planned += try move(session, lease, run, party, .saidDifferent) ? 1 : 0
        }
      }
      return (adopted, planned)
    }
  }

  // MARK: inside a transaction that holds the lease

  private static func putToPeople(
    _ session: borrowing Session, _ lease: AccountLease, _ run: Int64, party: String, contact: String
  ) throws -> CreationEvent? {
    guard try move(session, lease, run, party, .doubtful, asked: contact) else { return nil }
    _ = try question(session, lease, run, party: party, contact: contact)
    return .doubtful
  }

  private static func ask(
    _ session: borrowing Session, _ lease: AccountLease, _ run: Int64, party: String, contact: String
  ) throws -> Bool {
    if try !move(session, lease, run, party, .namesakeMet, asked: contact) {
      let inserted = try session.execute(
        Query.creationInsertAsked.sql,
        [.text(lease.account), .text(lease.organization), .text(party), .text(contact), .int(run)])
      if inserted.affected == 0 { return false }
    }
    return try question(session, lease, run, party: party, contact: contact)
  }

  /// Asks by a judgement that settling heeds, and shows the contact in the review queue at once.
  private static func question(
    _ session: borrowing Session, _ lease: AccountLease, _ run: Int64, party: String, contact: String
  ) throws -> Bool {
    let parameters: [Parameter] = [.text(lease.account), .text(lease.organization), .text(contact), .text(party)]
    guard try session.execute(Query.creationAsk.sql, parameters).affected > 0 else { return false }
    try session.execute(Query.unsettledInsert.sql, [.text(lease.account), .text("c"), .textArray([contact])])
    try session.execute(Query.creationOpenItem.sql, parameters + [.int(run)])
    return true
  }

  private static func isKnown(
    _ session: borrowing Session, _ lease: AccountLease, party: String, contact: String
  ) throws -> Bool {
    let known = try session.execute(
      Query.creationIsKnownContact.sql, [.text(lease.account), .text(contact), .text(party)])
    return known.bool(0, 0) ?? true
  }

  /// `linkChangesLock` must be held.
  private static func link(
    _ session: borrowing Session, _ lease: AccountLease, _ run: Int64, party: String, contact: String
  ) throws {
    try session.execute(
      Query.creationLink.sql,
      [.text(lease.account), .text(contact), .text(party), .text(lease.organization), .int(run)])
    try session.execute(Query.runAccountAddCreated.sql, [.int(run), .text(lease.account), .int(1)])
  }

  private static func move(
    _ session: borrowing Session, _ lease: AccountLease, _ run: Int64, _ party: String, _ event: CreationEvent,
    contact: String? = nil, asked: String? = nil, errorClass: String? = nil, problems: [String] = []
  ) throws -> Bool {
    let moved = try session.execute(
      Query.creationMove.sql,
      [
        .text(lease.account), .text(party), .text(CreationState.step(event).to.rawValue), states(event),
        .text(contact), .text(asked), .text(errorClass), .textArray(problems), .int(run),
      ])
    return !moved.isEmpty
  }

  private static func states(_ event: CreationEvent) -> Parameter {
    .textArray(CreationState.step(event).from.map(\.rawValue))
  }
}
