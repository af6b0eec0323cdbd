package import Postgres
import SQLFiles

/// Takes known links: as judgements `same` by an import where their contact is known, else as links that wait for it.
package enum LinkImport {
  /// Links that one call should hold at most: each call reads the contacts of the accounts that it names by remote ids.
  package static let batch = 10_000

  /// Takes links in one transaction. A link that contradicts what a person or an import said, or what stands and is not
  /// automatic, is left out; of two that contradict one another the first is taken.
  ///
  /// - Returns: a verdict for each link, in order.
  package static func take(
    _ session: borrowing Session, _ links: [KnownLink]
  ) throws -> [KnownLinkVerdict] {
    try session.transaction { session in
      try JudgementWriter.lock(session, accounts: links.map(\.account))
      var verdicts = [KnownLinkVerdict?](repeating: nil, count: links.count)
      var first: [KnownLink: Int] = [:]
      var open: [Int] = []
      for (index, link) in links.enumerated() where first.updateValue(first[link] ?? index, forKey: link) == nil {
        open.append(index)
      }
      // Of several links of one contact each round judges the first that is left.
      while !open.isEmpty {
        try KnownLinkStage.fill(session, open.map { ($0, links[$0]) })
        let judged = try KnownLinkStage.judged(session)
        open = judged.filter { $0.outcome == .again }.map(\.ordinal)
        for row in judged { verdicts[row.ordinal] = row.outcome.verdict(links[row.ordinal], row) }
        try JudgementWriter.writeKnown(
          session, judged.filter { $0.outcome == .applied }.map { (links[$0.ordinal], $0) })
        try wait(session, judged.filter { $0.outcome == .waiting }.map { (links[$0.ordinal], $0) })
      }
      return links.indices.map { index in
        if let verdict = verdicts[index] { return verdict }
        let same = verdicts[first[links[index]] ?? index] ?? KnownLinkVerdict(.unchanged)
        return same.isTaken ? KnownLinkVerdict(.unchanged) : same
      }
    }
  }

  private static func wait(
    _ session: borrowing Session, _ waiting: [(link: KnownLink, row: KnownLinkStage.Judged)]
  ) throws {
    if waiting.isEmpty { return }
    try session.execute(
      Query.pendingLinkInsert.sql,
      [
        .textArray(waiting.map(\.link.account)), .textArray(waiting.map(\.link.contact.kind)),
        .textArray(waiting.map(\.link.contact.text)), .textArray(waiting.map { $0.row.organization ?? "" }),
        .textArray(waiting.map(\.link.party)),
      ])
  }
}

extension JudgementWriter {
  /// Writes known links whose contact was found as judgements `same`.
  static func writeKnown(
    _ session: borrowing Session, _ applied: [(link: KnownLink, row: KnownLinkStage.Judged)]
  ) throws {
    _ = try write(
      session,
      applied.compactMap { entry in
        entry.row.contact.map {
          NewJudgement(
            account: entry.link.account, contact: $0, party: entry.link.party, answer: .same, source: .imported)
        }
      })
  }
}

extension KnownLink.Contact {
  /// The code in `pending_link.kind`.
  var kind: String {
    switch self {
    case .id: "c"
    case .remoteID: "r"
    }
  }

  var text: String {
    switch self {
    case .id(let id), .remoteID(let id): id
    }
  }
}
