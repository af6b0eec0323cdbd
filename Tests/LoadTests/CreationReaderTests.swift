import ContactModel
import Extract
import Load
import Postgres
import Testing

@Suite("What planning creations reads")
struct CreationReaderTests {
  /// A row of a table that speaks of the party `m`, which was merged into `s`, and what is then known of `s`.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var statement: String
    var isMet: @Sendable (CreationParty) -> Bool
  }

  private static let link =
    "insert into contactsync.link (organization_id, linked_account_id, contact_id, party_id, source, is_primary"
  private static let word =
    "insert into contactsync.judgement (organization_id, linked_account_id, contact_id, party_id, answer, source) values "
  private static let item =
    "insert into contactsync.review_item (review_id, organization_id, linked_account_id, contact_id, kind, state, candidates, "
    + "reasons, closed_at) values ('r', 'org-1', 'acc-1', 'c', 'candidates',"

  private static func creation(_ party: String, _ state: String, _ more: String = "null, null") -> String {
    """
    insert into contactsync.creation (
      organization_id, linked_account_id, party_id, state, idempotency_key, error_class, finished_at
    ) values ('org-1', 'acc-1', '\(party)', '\(state)', gen_random_uuid(), \(more))
    """
  }

  static let cases: [Case] = [
    Case(testDescription: "nothing", statement: "select 1") { party in
      party.link == .none && party.creation == nil && !party.isInReview && !party.isJudgedSame && !party.hasWaitingLink
    },
    Case(
      testDescription: "a link of the merged party stands",
      statement: link + ") values ('org-1', 'acc-1', 'c', 'm', 'auto', true)"
    ) { $0.link == .standing },
    Case(
      testDescription: "one ended",
      statement: link + ", unlinked_at, unlinked_by) values ('org-1', 'acc-1', 'c', 'm', 'auto', true, now(), 'revert')"
    ) { $0.link == .ended },
    Case(
      testDescription: "a link in another account",
      statement: link + ") values ('org-1', 'acc-2', 'c', 's', 'auto', true)"
    ) { $0.link == .none },
    Case(testDescription: "the merged party was created", statement: creation("m", "created")) {
      $0.creation == .created
    },
    Case(testDescription: "the merged party was planned", statement: creation("m", "planned")) { $0.creation == nil },
    Case(testDescription: "planned", statement: creation("s", "planned")) { $0.creation == .planned },
    Case(
      testDescription: "refused, unchanged since",
      statement: creation("s", "rejected", "'validation', now() + interval '1 minute'")
    ) { $0.creation == .rejected && !$0.isRenewed },
    Case(
      testDescription: "refused, changed since",
      statement: creation("s", "rejected", "'validation', now() - interval '1 day'")
    ) { $0.isRenewed },
    Case(
      testDescription: "refused for the credentials",
      statement: creation("s", "rejected", "'credentials', now() + interval '1 minute'")
    ) { $0.isRenewed },
    Case(
      testDescription: "an open review item names the merged party",
      statement: item + #" 'open', '[{"party":"x"},{"party":"m"}]', '{}', null)"#
    ) { $0.isInReview },
    Case(
      testDescription: "a closed one dates it",
      statement: item + #" 'closed', '[{"party":"s"}]', '{}', '2100-01-01')"#
    ) { !$0.isInReview && $0.unmatchedSince == Timestamp(rfc3339: "2100-01-01T00:00:00Z") },
    Case(
      testDescription: "a person said same", statement: word + "('org-1', 'acc-1', 'c', 'm', 'same', 'human')"
    ) { $0.isJudgedSame },
    Case(
      testDescription: "and took it back",
      statement: word
        + "('org-1', 'acc-1', 'c', 's', 'same', 'human'), ('org-1', 'acc-1', 'c', 's', 'withdrawn', 'human')"
    ) { !$0.isJudgedSame },
    Case(
      testDescription: "an imported link waits",
      statement:
        "insert into contactsync.pending_link (linked_account_id, kind, id, organization_id, party_id) "
        + "values ('acc-1', 'r', '7', 'org-1', 'm')"
    ) { $0.hasWaitingLink },
  ]

  @Test(arguments: cases) func aPartyIsKnownWithThoseMergedIntoIt(_ row: Case) async throws {
    try await World.with { session, world in
      try world.parties(session, ["m", "s"])
      try session.execute("update contactsync.party set merged_into = 's' where party_id = 'm'")
      try session.execute(row.statement)
      let parties = try CreationReader.parties(session, account: World.account, organization: World.organization)
      #expect(parties.map(\.id) == ["m", "s"] && parties[0].isRetired && !parties[1].isRetired)
      #expect(row.isMet(parties[1]), "\(parties[1])")
    }
  }

  @Test("Candidates of merged parties count, and whether their contact is linked to another")
  func likenesses() async throws {
    try await World.with { session, world in
      try world.parties(session, ["m", "s", "t"])
      try session.execute("update contactsync.party set merged_into = 's' where party_id = 'm'")
      try session.execute(
        """
        insert into contactsync.candidate (linked_account_id, contact_id, party_id, weight, levels)
        values ('acc-1', 'c1', 'm', 2, 1), ('acc-1', 'c2', 's', 3, 1), ('acc-1', 'c3', 't', 4, 1), ('acc-2', 'c4', 's', 5, 1)
        """)
      try session.execute(Self.link + ") values ('org-1', 'acc-1', 'c2', 't', 'auto', true)")
      let found = try CreationReader.likenesses(
        session, account: World.account, organization: World.organization, parties: ["s"])
      let rows = found.map { "\($0.party) \($0.contact) \($0.weight) \($0.isTaken)" }
      #expect(rows == ["s c1 2.0 false", "s c2 3.0 true"])
    }
  }

  @Test("An account is held until it was read whole after a good sync, settled, and writes links")
  func accounts() async throws {
    try await World.with { session, world in
      func hold(_ session: borrowing Session, _ change: String = "") throws -> CreationHold? {
        if !change.isEmpty { try session.execute("update contactsync.linked_account set " + change) }
        return try CreationReader.account(session, World.account).hold
      }
      let holds = [
        try hold(session), try hold(session, "settled_matcher_version = 'v', settled_links = 'propose'"),
        try hold(session, "settled_links = 'write'"),
        try hold(session, "watermark = now(), last_sync_result = 'PARTIALLY_SYNCED', last_sync_finished_at = now()"),
        try hold(session, "last_sync_result = 'DONE', last_sync_finished_at = now() + interval '1 hour'"),
        try hold(session, "last_sync_finished_at = watermark"),
      ]
      #expect(holds == [.notReadWhole, .linksProposed, .notReadWhole, .notReadWhole, .notReadWhole, nil])
      try session.execute("insert into contactsync.unsettled values ('acc-1', 'p', 'x')")
      let unsettled = try hold(session)
      #expect(unsettled == .notSettled)
    }
  }
}
