import ContactModel
import Extract
import Load
import Postgres
import TestSupport
import Testing

@Suite("Writing judgements")
struct JudgementWriterTests {
  /// `p1 same`, `p1 different import`, `- unsure`: party, answer, and who says it where it is not a person.
  static func judgement(_ text: String, contact: String = "c") -> NewJudgement {
    let words = text.split(separator: " ").map(String.init)
    return NewJudgement(
      account: World.account, contact: contact, party: words[0] == "-" ? nil : words[0],
      answer: NewJudgement.Answer(rawValue: words[1])!, source: words.count > 2 ? .imported : .human, reviewer: "rev")
  }

  static func write(_ session: borrowing Session, _ texts: [String]) throws -> [Bool] {
    try session.transaction { session in try JudgementWriter.write(session, texts.map { judgement($0) }) }
  }

  /// What counts in the end, as settling reads it.
  static func words(_ session: borrowing Session) throws -> [String] {
    let graph = try GraphReader.read(
      session, account: World.account, organization: World.organization, scope: .all
    ).graph
    return graph.judgements.map { judgement in
      (judgement.party.map { graph.partyIDs[graph.parties[Int($0)].id] } ?? "-") + " \(judgement.answer)"
    }.sorted()
  }

  struct Case: Sendable, CustomTestStringConvertible {
    /// Said one after the other.
    var said: [String]
    /// Whether the last one changed anything.
    var isNew: Bool
    /// What counts in the end.
    var words: [String]
    var testDescription: String { said.joined(separator: ", ") }
  }

  static let cases = [
    Case(said: ["p1 same"], isNew: true, words: ["p1 same"]),
    Case(said: ["p1 same", "p1 same"], isNew: false, words: ["p1 same"]),
    Case(said: ["p1 same", "p1 same import"], isNew: false, words: ["p1 same"]),
    Case(said: ["p1 same", "p1 different"], isNew: true, words: ["p1 different"]),
    Case(said: ["p1 same", "p2 different"], isNew: true, words: ["p1 same", "p2 different"]),
    Case(said: ["p1 same", "p2 same"], isNew: true, words: ["p2 same"]),
    Case(said: ["p1 same", "p2 same", "p1 same"], isNew: true, words: ["p1 same"]),
    Case(said: ["p1 same", "p1 withdrawn"], isNew: true, words: []),
    Case(said: ["p1 withdrawn"], isNew: false, words: []),
    Case(said: ["p1 same", "p1 withdrawn", "p1 withdrawn"], isNew: false, words: []),
    Case(said: ["- new_party"], isNew: true, words: ["- different"]),
    Case(said: ["- new_party", "- new_party"], isNew: false, words: ["- different"]),
    Case(said: ["p1 same", "- new_party"], isNew: true, words: ["- different"]),
    Case(said: ["p1 different", "- new_party"], isNew: true, words: ["- different", "p1 different"]),
    Case(said: ["- new_party", "p1 same import"], isNew: true, words: ["p1 same"]),
    Case(said: ["- unsure", "p1 same"], isNew: true, words: ["p1 same"]),
    Case(said: ["p1 same", "- unsure"], isNew: true, words: ["- unsure"]),
    Case(said: ["p1 same", "p2 unsure"], isNew: true, words: ["p1 same", "p2 unsure"]),
  ]

  @Test("what is said, whether it is new, and what counts in the end", arguments: cases)
  func saying(entry: Case) async throws {
    try await World.with { session, world in
      try world.parties(session, ["p1", "p2"])
      try world.read(session, [[.init(id: "c")]])
      var isNew = false
      for text in entry.said {
        try session.execute("delete from contactsync.unsettled")
        isNew = try Self.write(session, [text])[0]
      }
      #expect(isNew == entry.isNew)
      #expect(try Self.words(session) == entry.words)
      let marked = try session.value("select count(*) from contactsync.unsettled where kind = 'c' and id = 'c'")
      #expect(marked == (entry.isNew ? "1" : "0"))
    }
  }

  @Test("an answer that stands is given again where a question was asked since")
  func answering() async throws {
    try await World.with { session, world in
      #expect(try Self.write(session, ["p1 different"]) == [true])
      try session.execute(
        """
        insert into contactsync.judgement (organization_id, linked_account_id, contact_id, party_id, answer, source)
        values ($1, $2, 'c', 'p1', 'unsure', 'revert')
        """, [.text(World.organization), .text(World.account)])
      #expect(try Self.write(session, ["p1 different"]) == [true])
      #expect(try Self.write(session, ["p1 different"]) == [false])
    }
  }

  @Test("several at once, with who said it and why")
  func batch() async throws {
    try await World.with { session, world in
      let isNew = try session.transaction { session in
        try JudgementWriter.write(
          session,
          [
            Self.judgement("p1 same", contact: "a"), Self.judgement("p2 different", contact: "a"),
            NewJudgement(
              account: World.account, contact: "b", party: "p1", answer: .unsure, source: .human, reviewer: "kim",
              note: "call them"),
          ])
      }
      #expect(isNew == [true, true, true])
      #expect(
        try session.value(
          """
          select string_agg(concat_ws(' ', contact_id, party_id, answer, source, reviewer, note, organization_id), ', '
            order by judgement_id) from contactsync.judgement
          """)
          == "a p1 same human rev org-1, a p2 different human rev org-1, b p1 unsure human kim call them org-1")
      #expect(try JudgementWriter.write(session, []) == [])
    }
  }

  // A mark that stood before is deleted by the settling under way; the judgement must not rely on it.
  @Test("a judgement waits for a settling under way, and its contact is unsettled afterwards")
  func waiting() async throws {
    let database = try await TestDatabase.fresh()
    let (settling, judging) = (try await Connection.open(database), try await Connection.open(database))
    let process = try #require(await judging.serverProcess)
    let task = try await settling.run { session throws in
      _ = try Accounts.add(session, id: World.account, organization: World.organization)
      let lease = try #require(try AccountLease.acquire(session, account: World.account))
      try session.execute("insert into contactsync.unsettled values ($1, 'c', 'c')", [.text(World.account)])
      return try session.transaction { session in
        try lease.hold(session)
        try session.execute("delete from contactsync.unsettled")
        let task = Task { try await judging.run { session in try Self.write(session, ["p1 same"]) } }
        while try session.execute("select from pg_locks where pid = $1 and not granted", [.int(Int(process))]).isEmpty {
        }
        #expect(try session.value("select count(*) from contactsync.judgement") == "0")
        return task
      }
    }
    #expect(try await task.value == [true])
    try await settling.run { session throws in
      let marked = try session.value("select count(*) from contactsync.unsettled")
      #expect(marked == "1")
    }
  }
}
