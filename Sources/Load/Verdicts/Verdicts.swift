import ContactModel
package import Postgres
import SQLFiles

/// What people decide: each verdict is one transaction of judgements, link and review item, and can be taken back.
///
/// Locks are taken in one order by all who write verdicts: the accounts, shared, by id (a settling holds its account's
/// exclusively); the contacts, by key; the right to write link changes. The functions work in the role
/// ``SessionRole/review``, too, and see nothing of another organization than the one they are given.
package enum Verdicts {
  /// Candidates that a person is shown: what is said of "them" is said of these.
  package static let shown = 3
  /// Verdicts that one call may bring.
  package static let limit = 500

  /// What became of verdicts.
  package struct Decided: Sendable, Hashable {
    /// One for each, in order.
    package var answers: [VerdictAnswer]
    /// By which they can be taken back together; nil: none was applied, or they were no batch.
    package var batch: String?
  }

  /// Takes verdicts in one transaction.
  ///
  /// - Parameters:
  ///   - organization: theirs; what belongs to another is unknown here.
  ///   - news: at most ``limit``, one for each contact.
  ///   - isBatch: they are to be taken back together.
  /// - Throws: PostgresError; nothing is changed then.
  package static func decide(
    _ session: borrowing Session, organization: String, _ news: [NewVerdict], isBatch: Bool = false
  ) throws -> Decided {
    precondition(news.count <= limit, "too many verdicts at once")
    return try session.transaction { session in
      try SessionRole.see(session, organization: organization, isPlannedOnce: true)
      return try decideWithin(session, organization: organization, news, isBatch: isBatch)
    }
  }

  /// As ``decide(_:organization:_:isBatch:)``, for one verdict.
  package static func decide(
    _ session: borrowing Session, organization: String, _ new: NewVerdict
  ) throws -> VerdictAnswer {
    try decide(session, organization: organization, [new]).answers[0]
  }

  /// Within a transaction that sees the organization.
  static func decideWithin(
    _ session: borrowing Session, organization: String, _ news: [NewVerdict], isBatch: Bool
  ) throws -> Decided {
    let contacts = try resolve(session, organization: organization, news)
    let wanted = Array(Set(contacts.compactMap(\.self)))
    try lock(session, wanted)
    let known = zip(wanted, try VerdictFacts.read(session, organization: organization, wanted))
    let facts = Dictionary(uniqueKeysWithValues: known.compactMap { key, facts in facts.map { (key, $0) } })
    let parties = try VerdictParties(session, organization: organization, named(news, facts.values))
    var answers: [VerdictAnswer] = []
    var work: [VerdictWriter.Work] = []
    var places: [Int] = []
    var seen: Set<ContactKey> = []
    for (place, (new, contact)) in zip(news, contacts).enumerated() {
      guard let contact, let facts = facts[contact] else {
        answers.append(.refused(.unknownContact))
        continue
      }
      guard seen.insert(contact).inserted else {
        answers.append(.refused(.namedTwice))
        continue
      }
      switch VerdictPlan.plan(new, facts, parties) {
      case .failure(let answered): answers.append(answered.answer)
      case .success(let plan):
        answers.append(.unchanged(facts.standing))
        work.append(VerdictWriter.Work(contact: contact, new: new, facts: facts, plan: plan))
        places.append(place)
      }
    }
    if work.isEmpty { return Decided(answers: answers, batch: nil) }
    let written = try VerdictWriter.write(session, organization: organization, work, isBatch: isBatch)
    for (place, applied) in zip(places, written.applied) { answers[place] = .applied(applied) }
    return Decided(answers: answers, batch: written.batch)
  }

  /// Keeps others from deciding on contacts, and their accounts from being settled, until the transaction ends.
  static func lock(_ session: borrowing Session, _ contacts: [ContactKey]) throws {
    if contacts.isEmpty { return }
    try JudgementWriter.lock(session, accounts: contacts.map(\.account))
    try session.execute(
      Query.verdictLock.sql, [.textArray(contacts.map(\.account)), .textArray(contacts.map(\.id))])
  }

  /// The contact of each verdict; nil: there is no such review item.
  private static func resolve(
    _ session: borrowing Session, organization: String, _ news: [NewVerdict]
  ) throws -> [ContactKey?] {
    let items = news.compactMap { if case .item(let id) = $0.subject { id } else { nil } }
    var contacts: [String: ContactKey] = [:]
    if !items.isEmpty {
      for row in try session.execute(Query.verdictResolve.sql, [.text(organization), .textArray(items)]) {
        contacts[row.text(0) ?? ""] = ContactKey(account: row.text(1) ?? "", id: row.text(2) ?? "")
      }
    }
    return news.map { new in
      switch new.subject {
      case .item(let id): contacts[id]
      case .contact(let account, let id): ContactKey(account: account, id: id)
      }
    }
  }

  /// The parties that the verdicts may touch.
  private static func named(_ news: [NewVerdict], _ facts: some Sequence<VerdictFacts>) -> Set<String> {
    var ids: Set<String> = []
    for new in news {
      switch new.verdict {
      case .match(let party): ids.insert(party)
      case .notAMatch(let parties): ids.formUnion(parties)
      case .matchBest, .noneOfThem, .newParty, .unsure, .skip: break
      }
    }
    for facts in facts {
      ids.formUnion(facts.shown)
      if let link = facts.link { ids.insert(link.party) }
    }
    return ids
  }
}
