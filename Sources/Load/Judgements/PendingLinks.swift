package import Postgres
import SQLFiles

/// The known links of an account that waited for their contacts.
package enum PendingLinks {
  /// What became of them.
  package struct Resolved: Sendable, Equatable {
    /// They are judgements now, or were known otherwise.
    package var taken = 0
    package var waiting = 0
    /// They cannot be taken as things stand, and are kept: what is in the way, by ids only.
    package var problems: [String] = []

    package init(taken: Int = 0, waiting: Int = 0, problems: [String] = []) {
      self.taken = taken
      self.waiting = waiting
      self.problems = problems
    }
  }

  /// Makes judgements of the links whose contact is known by now, exactly one that is not deleted; the others are kept.
  /// One transaction; to be called before the account is settled.
  ///
  /// - Throws: ``LoadError/leaseLost(account:)``, PostgresError.
  package static func resolve(_ session: borrowing Session, lease: AccountLease) throws -> Resolved {
    if try read(session, lease.account).isEmpty { return Resolved() }
    return try session.transaction { session in
      try lease.hold(session)
      let links = try read(session, lease.account)
      var resolved = Resolved()
      var taken: [KnownLink.Contact] = []
      var problems: [(contact: KnownLink.Contact, code: String)] = []
      var open = Array(links.indices)
      // Of several links of one contact each round judges the first that is left.
      while !open.isEmpty {
        try KnownLinkStage.fill(session, open.map { ($0, links[$0]) })
        let judged = try KnownLinkStage.judged(session)
        open = judged.filter { $0.outcome == .again }.map(\.ordinal)
        for row in judged {
          let link = links[row.ordinal]
          switch row.outcome {
          case .applied, .unchanged: taken.append(link.contact)
          case .waiting, .waitsAlready: resolved.waiting += 1
          default:
            guard let verdict = row.outcome.verdict(link, row) else { continue }
            problems.append((link.contact, verdict.word.rawValue))
            resolved.problems.append("\(link.contact.words): \(verdict.detail ?? "")")
          }
        }
        try JudgementWriter.writeKnown(
          session, judged.filter { $0.outcome == .applied }.map { (links[$0.ordinal], $0) })
      }
      resolved.taken = taken.count
      let account = Parameter.text(lease.account)
      try session.execute(
        Query.pendingLinkDelete.sql, [account, .textArray(taken.map(\.kind)), .textArray(taken.map(\.text))])
      try session.execute(
        Query.pendingLinkSetProblem.sql,
        [
          account, .textArray(problems.map(\.contact.kind)), .textArray(problems.map(\.contact.text)),
          .textArray(problems.map(\.code)),
        ])
      return resolved
    }
  }

  private static func read(_ session: borrowing Session, _ account: String) throws -> [KnownLink] {
    try session.execute(Query.pendingLinkRead.sql, [.text(account)]).map { row in
      let id = row.text(1) ?? ""
      return KnownLink(
        account: account, contact: row.text(0) == "c" ? .id(id) : .remoteID(id), party: row.text(2) ?? "")
    }
  }
}

extension KnownLink.Contact {
  fileprivate var words: String {
    switch self {
    case .id(let id): "known link of contact \(id)"
    case .remoteID(let id): "known link of remote id \(id)"
    }
  }
}
