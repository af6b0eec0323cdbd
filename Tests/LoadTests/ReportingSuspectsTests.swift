import ContactModel
import Extract
import Load
import Postgres
import TestSupport
import Testing

@Suite("Reporting: what may be wrong")
struct ReportingSuspectsTests {
  static let suspects = """
    select
      organization_id, side, linked_account_id, record_id, other_record_id, shared_record_id, shared_records, company,
      roles, probability
    from reporting.rpt_duplicate_suspects order by side, record_id, other_record_id
    """

  @Test("contacts of one party are suspected within account, company and role; deleted ones are not")
  func contacts() async throws {
    try await World.with { session, world in
      try world.parties(session, ["p1", "p2", "p3", "p4"])
      func contact(_ id: String, _ party: String, _ customer: String, _ supplier: String, company: String = "null")
        -> TestContact
      {
        TestContact(
          id: id, name: "\(party):12",
          extra: #","is_customer":\#(customer),"is_supplier":\#(supplier),"company":\#(company)"#, isBare: true)
      }
      try world.night(
        session,
        [
          contact("a", "p1", "true", "false"), contact("b", "p1", "true", "false"),
          contact("c", "p1", "false", "true"),  // p1's only supplier
          contact("d", "p2", "null", "null"), contact("e", "p2", "true", "true"),
          contact("f", "p3", "true", "false", company: #""x""#), contact("g", "p3", "true", "false", company: #""y""#),
          contact("h", "p4", "true", "false"),
          TestContact(
            id: "i", name: "p4:12", deleted: true, extra: #","is_customer":true,"is_supplier":false"#, isBare: true),
        ])
      // b stays p1's primary customer; of d and e the one with more roles known.
      try session.execute("update contactsync.link set is_primary = contact_id not in ('a', 'd')")
      #expect(
        try session.lines(Self.suspects)
          == [
            "org-1 contacts acc-1 b a p1 1 - customer 0.6", "org-1 contacts acc-1 e d p2 1 - customer, supplier 0.6",
          ])
      try session.execute("update contactsync.link set is_primary = true")
      #expect(
        try session.lines(Self.suspects)
          == [
            "org-1 contacts acc-1 a b p1 1 - customer 0.6", "org-1 contacts acc-1 d e p2 1 - customer, supplier 0.6",
          ],
        "of equals the one with the smaller id is kept")
    }
  }

  @Test("parties that suit a contact alike are suspected, once for all contacts; retired ones are not")
  func parties() async throws {
    try await World.with { session, world in
      try world.parties(session, ["p1", "p2", "p3", "p4", "p5"])
      try world.night(
        session,
        [
          .init(id: "a", name: "p2:9 p1:8.5 p3:6.5 p4:5"),  // p3 within three bits, p4 not
          .init(id: "b", name: "p1:8 p2:4"),  // the second is always meant
          .init(id: "c", name: "p3:8 p4:1"),  // too unlikely
          .init(id: "d", name: "p4:8 p5:8"),
          .init(id: "e", name: "p1:9 p4:9"),  // clear to the ruling: no rival
        ])
      try session.execute(
        "update contactsync.review_item set reasons = array['rival_party', 'name_only'] where contact_id <> 'e'")
      #expect(
        try session.lines(Self.suspects)
          == [
            "org-1 parties - p1 p2 a 2 - - 0.425", "org-1 parties - p2 p3 a 1 - - 0.325",
            "org-1 parties - p4 p5 d 1 - - 0.4",
          ])
      try session.execute("update contactsync.party set merged_into = 'p4' where party_id = 'p5'")
      try session.execute(
        "update contactsync.review_item set state = 'closed', closed_at = now() where contact_id = 'a'")
      #expect(try session.lines(Self.suspects) == ["org-1 parties - p1 p2 b 1 - - 0.2"])
    }
  }

  @Test("rpt_corrections: automatic links that people or imports called wrong, and did not take it back")
  func corrections() async throws {
    try await World.with { session, world in
      try world.parties(session, ["p1", "p2"])
      try world.night(session, ["a", "b", "c", "d", "e", "f", "g", "h"].map { .init(id: $0, name: "p1:12 p2:6") })
      try World.pass(session, "interval '2 days'")
      // a: said to be p2. b: said to be nobody we know. c: called wrong, not settled yet.
      try world.judge(session, "a", "p2", "same")
      try world.settle(session, scope: .unsettled)
      try Self.drop(session, world, "b", by: .human)
      try world.judge(session, "c", "p1", "different")
      // d: called wrong and taken back. e: a revert is no word on who it is. f: known beforehand.
      try world.judge(session, "d", "p1", "different")
      try world.judge(session, "d", "p1", "withdrawn")
      try world.judge(session, "e", "p1", "different")
      try session.execute("update contactsync.judgement set source = 'revert' where contact_id = 'e'")
      try Self.drop(session, world, "f", by: .imported)
      // g: ended by a person who then changed his mind. h: ended by a merge of parties.
      try Self.drop(session, world, "g", by: .human)
      try world.judge(session, "g", "p1", "same")
      try Self.drop(session, world, "h", by: .merge)
      let corrections = """
        select contact_id, party_id, now_party_id, probability, match_key, run_id, corrected_by, stood_days,
          updated_at >= corrected_at
        from reporting.rpt_corrections order by contact_id
        """
      #expect(
        try session.lines(corrections)
          == [
            "a p1 p2 0.6 +NAME 2 human 2.00 t", "b p1 - 0.6 +NAME 2 human 2.00 t",
            "c p1 p1 0.6 +NAME 2 human 2.00 t", "f p1 - 0.6 +NAME 2 import 2.00 t",
          ])
      // What a person linked is no automatic link, however it ends.
      try World.pass(session, "interval '2 days'")
      try world.judge(session, "a", "p1", "same")
      try world.judge(session, "a", "p2", "different")
      try world.settle(session, scope: .unsettled)
      #expect(try session.lines(corrections).contains { $0.hasPrefix("a ") } == false, "p1 was right after all")
    }
  }

  /// Ends the link of a contact as a decision does.
  static func drop(_ session: borrowing Session, _ world: World, _ contact: String, by ending: LinkEnding) throws {
    let graph = try GraphReader.read(
      session, account: World.account, organization: World.organization, scope: .all)
    var decisions = Ruling.decisions(graph.graph).filter {
      graph.graph.contactIDs[graph.graph.contacts[Int($0.contact)].id] == contact
    }
    for index in decisions.indices { decisions[index].linkAction = .drop(by: ending) }
    _ = try SettleStore.settle(
      session, lease: world.lease, graph: graph, decisions: decisions,
      facts: .init(run: world.run, matcherVersion: "v1", partyRevision: 1), evidence: Ruling.evidence)
  }
}
