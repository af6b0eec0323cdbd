import ContactModel
import MergeAPI
import Pipeline
import Sandbox
import TestSupport
import Testing

@Suite("Anything that goes wrong on the way", .serialized)
struct FaultScheduleTests {
  private static let pipelines = [
    "version: 1\nname: nightly\nconcurrency: 10\nextract: { page_size: 5 }\n",
    "version: 1\nname: backfill\nconcurrency: 10\nextract: { since: beginning, page_size: 5 }\n",
    sweep,
  ]
  private static let sweep =
    "version: 1\nname: sweep\nconcurrency: 10\nextract: { since: beginning, sweep: true, page_size: 5 }\n"

  /// Known to the platform in every batch; what the accounts hold is mostly other businesses.
  private static let parties = Books(seed: 77, parties: 40).parties

  /// The histories of the accounts of a batch, which go on while pages are read.
  private actor Ledgers {
    private let store: SandboxStore
    private var histories: [History]
    private var random: Seeded
    /// Contacts that were taken away without a trace, by account.
    private(set) var removed: [Int: Set<String>] = [:]

    init(store: SandboxStore, batch: Int) {
      self.store = store
      histories = (0..<Torture.schedulesOfBatch).map {
        History(seed: UInt64(batch * Torture.schedulesOfBatch + $0) &+ 70_000)
      }
      random = Seeded(UInt64(batch) &* 104_729 &+ 5)
    }

    func begin() async throws {
      for account in histories.indices { try await put(histories[account].beginning().contacts, account) }
    }

    /// Something happens in the accounting system between two pages.
    func goOn(_ account: Int, chance: Double) async throws {
      guard random.chance(chance) else { return }
      try await put(histories[account].next().contacts, account)
      if random.chance(0.1), let id = histories[account].contactIDs.randomElement(using: &random) {
        if (try? await store.removeContact(id, in: FaultScheduleTests.name(account))) != nil {
          removed[account, default: []].insert(id)
        }
      }
    }

    /// The sandbox dates what happens by its own clock.
    private func put(_ lines: String, _ account: Int) async throws {
      let undated = lines.replacing(#/"(modified|created)_at":"[^"]*",?/#, with: "")
      try await store.putContacts(undated, in: FaultScheduleTests.name(account))
      for id in removed[account] ?? [] where lines.contains("\"\(id)\"") { removed[account]?.remove(id) }
    }

    func faults(_ account: Int) -> [Fault] {
      (0..<Int.random(in: 0...3, using: &random)).map { _ in
        let effects: [Fault.Effect] = [
          .status(429, retryAfter: Int.random(in: 1...30, using: &random)), .status(500), .status(502), .status(503),
          .dropRequest, .dropAnswer, .resetAnswer, .statusAfter(500), .refuseCursor, .repeatCursor, .emptyPage,
          .truncate(bytes: Int.random(in: 0...900, using: &random)),
          .close(afterBytes: Int.random(in: 0...900, using: &random)),
          .reset(afterBytes: Int.random(in: 0...900, using: &random)),
          .duplicate(records: Int.random(in: 1...5, using: &random)), .delay(.milliseconds(3)),
        ]
        return Fault(
          effects.randomElement(using: &random)!, account: FaultScheduleTests.name(account),
          path: random.chance(0.8) ? "/contacts" : nil, skip: Int.random(in: 0...6, using: &random),
          times: Int.random(in: 1...4, using: &random))
      }
    }

    func pick<Element>(_ elements: [Element]) -> Element { elements.randomElement(using: &random)! }
    func skew() -> Double { Double.random(in: -300...300, using: &random) }
  }

  private static func name(_ account: Int) -> String { "s\(account)" }

  @Test("No update is lost, whatever the schedule", arguments: Torture.batches)
  func batch(number: Int) async throws {
    let accounts = (0..<Torture.schedulesOfBatch).map { (id: Self.name($0), contacts: "") }
    try await World.with(accounts: accounts, parties: Self.parties) { world in
      let books = Ledgers(store: world.store, batch: number)
      try await books.begin()
      var tokens: [String: Int] = [:]
      for account in accounts.indices {
        tokens[try #require(await world.store.account(Self.name(account))).token] = account
      }
      let byToken = tokens
      let meanwhile: @Sendable (@escaping Transport) -> Transport = { transport in
        { call in
          if call.method == "GET", let account = call.header("X-Account-Token").flatMap({ byToken[$0] }) {
            try await books.goOn(account, chance: 0.3)
          }
          return try await transport(call)
        }
      }
      for _ in 0..<4 {
        await world.store.setClockOffset(seconds: books.skew())
        for account in accounts.indices {
          try await books.goOn(account, chance: 0.8)
          for fault in await books.faults(account) { await world.store.add(fault) }
        }
        _ = try await world.run(await books.pick(Self.pipelines), RunOptions(), onVirtualTime: true, around: meanwhile)
        await world.store.removeFaults()
      }
      await world.store.setClockOffset(seconds: books.skew())
      // The first night ends the windows that were begun, the second reads what changed behind their readers.
      for _ in 0..<2 {
        let night = try await world.run(Self.pipelines[0], RunOptions(), onVirtualTime: true)
        #expect(night.outcome == .done, "\(night.accounts.compactMap { $0.failure?.text })")
      }
      let removed = await books.removed
      for account in accounts.indices {
        let different = try await world.differencesFromSource(account: Self.name(account))
        let lost = different.filter { !(removed[account]?.contains($0) ?? false) }
        #expect(lost == [], "schedule \(number * Torture.schedulesOfBatch + account)")
      }
      let whole = try await world.run(Self.sweep, RunOptions(), onVirtualTime: true)
      #expect(whole.outcome == .done)
      for account in accounts.indices {
        let different = try await world.differencesFromSource(account: Self.name(account))
        let left = different.filter { !(removed[account]?.contains($0) ?? false) }
        #expect(left == [], "schedule \(number * Torture.schedulesOfBatch + account), swept")
      }
      let gone = removed.flatMap { account, ids in ids.map { "('\(Self.name(account))', '\($0)')" } }
      if !gone.isEmpty {
        let living = try await world.column(
          """
          select linked_account_id || ' ' || contact_id from contactsync.contact
          where deleted_at is null and (linked_account_id, contact_id) in (\(gone.joined(separator: ", ")))
          """)
        #expect(living == [], "contacts that are gone without a word")
      }
      #expect(try await world.brokenPromises() == [])
      Torture.tell("schedules", number, of: Torture.batches, size: Torture.schedulesOfBatch)
    }
  }
}
