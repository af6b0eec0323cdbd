import ContactModel
import Extract
import Load
import Postgres
import TestSupport
import Testing

@Suite("Verdicts")
struct VerdictTests {
  /// How things stand with the contact `c` before the verdict; the candidates are p1 and p2, p1 is the better one where both
  /// are only candidates.
  enum Start: String, CaseIterable, Sendable {
    /// An open item, no link.
    case asked
    /// An automatic link to p1, no item.
    case same
    /// An automatic link to p2, no item.
    case other
    /// A person said that it is p2.
    case human
    /// The automatic link to p1 is disputed: p2 is likelier by now.
    case disputed

    func make(_ session: borrowing Session, _ world: World) throws {
      try world.parties(session, ["p1", "p2", "p3"])
      func settle(_ session: borrowing Session, _ name: String, _ modified: Int = 0) throws {
        try world.settle(
          session, world.read(session, [[.init(id: "c", name: name, modified: modified)]], score: Ruling.score).window,
          scope: .all)
      }
      switch self {
      case .asked: try settle(session, "p1:7 p2:6")
      case .same: try settle(session, "p1:12 p2:6")
      case .other: try settle(session, "p1:6 p2:12")
      case .human:
        try world.judge(session, "c", "p2", "same")
        try settle(session, "p1:7 p2:6")
      case .disputed:
        try settle(session, "p1:12 p2:6")
        try settle(session, "p1:6 p2:15", 1)
      }
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var start: Start
    var verdict: ReviewVerdict
    /// What counts of what was said.
    var words: String
    /// The standing link.
    var link: String
    /// The changes of links since.
    var changes: String
    /// Row version and state of the item.
    var item: String
    var testDescription: String { "\(start) \(verdict)" }

    init(_ start: Start, _ verdict: ReviewVerdict, _ words: String, _ link: String, _ changes: String, _ item: String) {
      self.start = start
      self.verdict = verdict
      self.words = words
      self.link = link
      self.changes = changes
      self.item = item
    }
  }

  static let cases: [Case] = [
    Case(.asked, .match("p1"), "p1 same, p2 different", "p1 human", "linked p1 human", "2 closed"),
    Case(.asked, .match("p3"), "p1 different, p2 different, p3 same", "p3 human", "linked p3 human", "2 closed"),
    Case(.asked, .matchBest, "p1 same, p2 different", "p1 human", "linked p1 human", "2 closed"),
    Case(.asked, .notAMatch(["p1"]), "p1 different", "", "", "2 open candidates below_match_threshold p1! p2"),
    Case(.asked, .notAMatch(["p2", "p1"]), "p1 different, p2 different", "", "", "2 closed"),
    Case(.asked, .noneOfThem, "p1 different, p2 different", "", "", "2 closed"),
    Case(.asked, .newParty, "- new_party", "", "", "2 closed"),
    Case(.asked, .unsure, "- unsure", "", "", "2 open candidates judged_unsure,below_match_threshold p1 p2"),
    Case(.same, .match("p1"), "p1 same", "p1 auto 0.6", "", "1 closed"),
    Case(.same, .match("p2"), "p2 same", "p2 human", "moved p2 human", "1 closed"),
    Case(.same, .notAMatch(["p1"]), "p1 different", "", "unlinked p1 human", "1 closed"),
    Case(.same, .newParty, "- new_party", "", "unlinked p1 human", "1 closed"),
    Case(.same, .unsure, "- unsure", "p1 auto 0.6", "", "1 closed"),
    Case(.other, .match("p1"), "p1 same", "p1 human", "moved p1 human", "1 closed"),
    Case(.other, .notAMatch(["p1"]), "p1 different", "p2 auto 0.6", "", "1 closed"),
    Case(.other, .notAMatch(["p2"]), "p2 different", "", "unlinked p2 human", "1 closed"),
    Case(.human, .match("p1"), "p1 same", "p1 human", "moved p1 human", "1 closed"),
    Case(.human, .notAMatch(["p2"]), "p2 different", "", "unlinked p2 human", "1 closed"),
    Case(.human, .newParty, "- new_party", "", "unlinked p2 human", "1 closed"),
    Case(.human, .unsure, "- unsure", "p2 human", "", "1 closed"),
    Case(.disputed, .match("p1"), "p1 same, p2 different", "p1 auto 0.6", "", "2 closed"),
    Case(.disputed, .match("p2"), "p1 different, p2 same", "p2 human", "moved p2 human", "2 closed"),
    Case(
      .disputed, .notAMatch(["p2"]), "p2 different", "p1 auto 0.6", "",
      "2 open link_disputed below_match_threshold p2! p1"),
    Case(
      .disputed, .notAMatch(["p1"]), "p1 different", "", "unlinked p1 human",
      "2 open candidates below_match_threshold p2 p1!"),
    Case(.disputed, .noneOfThem, "p1 different, p2 different", "", "unlinked p1 human", "2 closed"),
    Case(.disputed, .newParty, "- new_party", "", "unlinked p1 human", "2 closed"),
    Case(
      .disputed, .unsure, "- unsure", "p1 auto 0.6", "",
      "2 open link_disputed judged_unsure,below_match_threshold p2 p1"),
  ]

  @Test("what it writes, and that taking it back restores what stood before", arguments: cases)
  func verdicts(entry: Case) async throws {
    try await World.with { session, world in
      try entry.start.make(session, world)
      let before = try State(session)
      let new = NewVerdict(
        .contact(account: World.account, id: "c"), entry.verdict, rowVersion: before.rowVersion, reviewer: "kim",
        note: "seen")
      let answer = try Verdicts.decide(session, organization: World.organization, new)
      guard case .applied(let applied) = answer else {
        Issue.record("\(answer)")
        return
      }
      let after = try State(session)
      #expect(after.words == entry.words)
      #expect(after.link == entry.link)
      #expect(Array(after.changes.dropFirst(before.changes.count)).joined(separator: ", ") == entry.changes)
      #expect(after.item == entry.item)
      #expect(applied.isOpen == entry.item.contains("open"))
      #expect(applied.rowVersion == after.rowVersion)
      #expect(try session.value("select count(*) from contactsync.unsettled where id = 'c'") == "1")
      let row = "select concat_ws(' ', reviewer, note) from contactsync.judgement where note is not null"
      #expect(try session.value(row) == "kim seen")

      // Said again by somebody who has not seen it: nothing new. Something else: it is decided.
      guard case .unchanged(let standing) = try Verdicts.decide(session, organization: World.organization, new) else {
        if entry.verdict != .matchBest, entry.verdict != .noneOfThem { Issue.record("said twice") }
        return
      }
      #expect(standing.last?.reviewer == "kim" && standing.last?.id == applied.id)
      #expect(try State(session) == after)
      var otherwise = new
      otherwise.verdict = entry.verdict == .newParty ? .unsure : .newParty
      let conflict = try Verdicts.decide(session, organization: World.organization, otherwise)
      #expect(conflict == .conflict(standing))
      #expect(try State(session) == after)

      let undo = try Verdicts.undo(session, organization: World.organization, .last, reviewer: "kim")
      #expect(undo.refused == [] && undo.undone.map(\.verdict) == [applied.id])
      let restored = try State(session)
      #expect(restored.words == before.words && restored.link == before.link)
      #expect(restored.allOfLink == before.allOfLink && restored.itemWithoutVersion == before.itemWithoutVersion)
      #expect(restored.rowVersion == after.rowVersion + 1 && undo.undone[0].rowVersion == restored.rowVersion)
      let twice = try Verdicts.undo(session, organization: World.organization, .verdict(applied.id), reviewer: "kim")
      #expect(twice.refused.map(\.reason) == [.undone])
      let none = try Verdicts.undo(session, organization: World.organization, .last, reviewer: "kim")
      #expect(none.undone.isEmpty && none.refused.isEmpty)
    }
  }

  @Test("skip keeps nothing")
  func skipping() async throws {
    try await World.with { session, world in
      try Start.asked.make(session, world)
      let before = try State(session)
      let answer = try Verdicts.decide(
        session, organization: World.organization,
        NewVerdict(.contact(account: World.account, id: "c"), .skip, rowVersion: 1))
      guard case .unchanged(let standing) = answer else {
        Issue.record("\(answer)")
        return
      }
      #expect(standing.rowVersion == 1 && standing.isOpen && standing.last == nil)
      #expect(try State(session) == before)
      #expect(try session.value("select count(*) from contactsync.verdict") == "0")
    }
  }

  /// What a verdict may change of the contact `c`.
  struct State: Equatable {
    var words: String
    var link: String
    /// All columns of the link but its id and times.
    var allOfLink: String
    var changes: [String]
    var rowVersion: Int
    /// Empty: there is none.
    var itemWithoutVersion: String

    var item: String { "\(rowVersion) \(itemWithoutVersion)" }

    init(_ session: borrowing Session, contact: String = "c") throws {
      let id = Parameter.text(contact)
      words =
        try session.execute(
          """
          select string_agg(coalesce(party_id, '-') || ' ' || answer, ', ' order by party_id nulls first) from (
            select distinct on (party_id) party_id, answer from contactsync.judgement
            where contact_id = $1 and source in ('human', 'import') order by party_id, judgement_id desc
          ) as word where answer <> 'withdrawn'
          """, [id]
        ).text(0, 0) ?? ""
      let links = try session.execute(
        """
        select concat_ws(' ', party_id, source, probability),
          concat_ws(' ', party_id, source, probability, match_key, is_primary, run_id)
        from contactsync.link where contact_id = $1 and unlinked_at is null
        """, [id])
      link = links.first?.text(0) ?? ""
      allOfLink = links.first?.text(1) ?? ""
      changes = try session.execute(
        "select concat_ws(' ', change, party_id, source) from contactsync.link_change where contact_id = $1 order by change_id",
        [id]
      ).map { $0.text(0) ?? "" }
      let items = try session.execute(
        """
        select row_version, case state when 'closed' then 'closed' else concat_ws(' ', state, kind, array_to_string(reasons, ','), (
          select string_agg((value ->> 'party') || case when value ? 'judged' then '!' else '' end, ' ' order by rank)
          from jsonb_array_elements(candidates) with ordinality as candidate (value, rank))) end
        from contactsync.review_item where contact_id = $1
        """, [id])
      rowVersion = Int(items.first?.int(0) ?? 0)
      itemWithoutVersion = items.first?.text(1) ?? "closed"
    }
  }
}
