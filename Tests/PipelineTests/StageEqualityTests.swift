import ContactModel
import Load
import NDJSON
import Pipeline
import Postgres
import Sandbox
import TestSupport
import Testing
import TransformFiles

@Suite("Equal whichever way", .serialized)
struct StageEqualityTests {
  static let backfill = "version: 1\nname: backfill\nextract: { since: beginning }\n"
  static let nightly = "version: 1\nname: nightly\n"

  @Test(
    "run, stages, and stages with lines split and shuffled store the same; loading twice changes nothing",
    arguments: 1...50 as ClosedRange<UInt64>)
  func sameResult(seed: UInt64) async throws {
    var history = History(seed: seed)
    let beginning = history.beginning()
    let first = history.next()
    let second = history.next()
    let judged = (0..<4).map { _ in (history.pick(history.contactIDs), history.pick(history.partyIDs)) }
    let answers = judged.map { _ in history.pick(["same", "different", "unsure", "withdrawn"]) }
    try await Twins.with(["run", "stages", "parts"], contacts: beginning.contacts, parties: beginning.parties) {
      twins in
      try await twins.step(seed: seed, since: .beginning)
      for ((contact, party), answer) in zip(judged, answers) {
        try await twins.everywhere(
          """
          insert into contactsync.judgement (organization_id, linked_account_id, contact_id, party_id, answer, source)
          values ($1, $1, $2, $3, $4, 'human')
          """, [.text(contact), .text(party), .text(answer)])
        try await twins.everywhere(
          "insert into contactsync.unsettled values ($1, 'c', $2) on conflict do nothing", [.text(contact)])
      }
      for step in [first, second] {
        try await twins.change(contacts: step.contacts, parties: step.parties)
        try await twins.step(seed: seed, since: .watermark)
      }
    }
  }
}

extension Twins {
  /// One read of every account, each in its way, and the comparison.
  fileprivate func step(seed: UInt64, since: PipelineFile.Since) async throws {
    let isWhole = since == .beginning
    let summary = try await world.run(
      isWhole ? StageEqualityTests.backfill : StageEqualityTests.nightly, accounts: ["run"])
    #expect(summary.outcome == .done)

    let contacts = try await extract(contacts: "stages", since: since)
    let decisions = Lines()
    let transform = try await transform("stages", renewing: isWhole)
    _ = try transform.scoreAndSettle(try write(contacts, "contacts"), output: decisions.add)
    let stored = try await load("stages", decisions.all)
    #expect(stored.failure == nil, "\(stored.failure?.description ?? "")")
    let rows = try #require(stored.summary.accounts.first).rows
    #expect(
      rows.read == rows.inserted + rows.updated + rows.unchanged + rows.deleted + rows.rejected + rows.repeated)

    let parts = try await inParts("parts", since: since, seed: seed)
    let storedParts = try await load("parts", parts)
    #expect(storedParts.failure == nil, "\(storedParts.failure?.description ?? "")")

    #expect(try await differences("run", "stages") == [])
    #expect(try await differences("run", "parts") == [])
    if isWhole { try await compare(decisions.all) }

    let before = try await world.fingerprint()
    let again = try await load("stages", decisions.all)
    #expect(again.failure == nil)
    #expect(try await world.fingerprint() == before)
  }

  /// Decisions that were made of a file split in parts, scored apart, put together in any order.
  private func inParts(_ id: String, since: PipelineFile.Since, seed: UInt64) async throws -> [String] {
    var random = Seeded(seed)
    let contacts = try await extract(contacts: id, since: since).shuffled(using: &random)
    let transform = try await transform(id, renewing: since == .beginning)
    let size = max(1, contacts.count / Int.random(in: 1...4, using: &random))
    var scored: [String] = []
    for start in stride(from: 0, to: contacts.count, by: size) {
      let lines = Lines()
      let part = Array(contacts[start..<min(start + size, contacts.count)])
      _ = try transform.score(try write(part, "\(id).part"), output: lines.add)
      scored += lines.all
    }
    let decisions = Lines()
    _ = try transform.settle(try write(scored.shuffled(using: &random), "\(id).scored"), output: decisions.add)
    return decisions.all.shuffled(using: &random)
  }

  /// The decisions of a whole read are those that are stored.
  private func compare(_ lines: [String]) async throws {
    var decided: [String] = []
    for line in lines {
      let object = try LineObject(Array(line.utf8))
      guard object.type == nil else { continue }
      let verdict = try DecisionLine.verdict(of: object)
      decided.append("\(try object.requiredText("contact")) \(verdict.verdict.rawValue) \(verdict.party ?? "")")
    }
    let stored = try await world.column(
      """
      select concat_ws(' ', contact_id, verdict, coalesce(party_id, '')) from contactsync.decision
      where linked_account_id = 'stages'
      """)
    #expect(decided.sorted() == stored.sorted())
  }
}
