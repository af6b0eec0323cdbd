import ContactModel
import Glibc
import Pipeline
import Sandbox
import TestSupport
import Testing

@Suite("Creating contacts, the real program", .serialized)
struct CreationProgramTests {
  private static let yaml = World.creating.replacing("name: nightly", with: "name: create")

  private static func with(
    parties: Int, clock: SandboxClock = .system, heedsKeys: Bool = false,
    _ body: @Sendable (World, Program) async throws -> Void
  ) async throws {
    let options = SandboxOptions(apiKey: World.apiKey, heedsIdempotencyKeys: heedsKeys)
    try await World.creating(parties: Newcomers.csv(parties), options: options, clock: clock) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write(yaml, to: "create.yaml")
      try await body(world, program)
    }
  }

  @Test("Planned, shown, sent and shown again; planning twice changes nothing")
  func commands() async throws {
    try await Self.with(parties: 3) { world, program in
      let target = ["--pipeline", "create.yaml"]
      let preview = try await program.run("create", "plan", target[0], target[1], "--dry-run")
      #expect(preview.code == 0, "\(preview.errors)")
      #expect(preview.output.contains("books: 3 to create, 0 to review, 0 held, 0 linked"))
      #expect(preview.output.contains("nothing was written"))
      #expect(try await world.outbox() == [])
      let plan = try await program.run("create", "plan", target[0], target[1], "--json")
      #expect(
        plan.output.split(separator: "\n").first
          == #"{"account":"books","action":"create","contact":null,"field":null,"party":"p10","probability":null,"reason":null,"until":null}"#
      )
      let rows = "select string_agg(creation::text, ';' order by party_id) from contactsync.creation"
      let planned = try await world.scalar(rows)
      _ = try await program.run("create", "plan", target[0], target[1])
      #expect(try await world.scalar(rows) == planned)
      #expect(try await program.run("create", "status").output.contains("planned"))
      #expect(await world.posts() == 0)
      let sent = try await program.run("create", "send", target[0], target[1])
      #expect(sent.code == 0 && sent.output.contains("created"), "\(sent.errors)")
      let status = try await program.run("create", "status", "--account", "books", "--json")
      #expect(status.output.split(separator: "\n").filter { $0.contains(#""state":"created""#) }.count == 3)
      let after = try await program.run("create", "plan", target[0], target[1])
      #expect(after.output.contains("books: 0 to create, 0 to review, 0 held, 3 linked"))
      #expect(await world.posts() == 3)
    }
  }

  @Test("What cannot be is said in one line")
  func wrongUse() async throws {
    try await Self.with(parties: 1) { _, program in
      _ = try program.write("version: 1\nname: n\n", to: "off.yaml")
      _ = try program.write("version: 1\nname: n\ncreate: { enabled: true }\n", to: "aimless.yaml")
      let cases: [([String], Int32, String)] = [
        (["create", "plan"], 64, "give --pipeline FILE"),
        (["create", "send", "--pipeline", "off.yaml"], 65, "create.enabled"),
        (["create", "plan", "--pipeline", "aimless.yaml"], 65, "aimless.yaml:3: `create` has no target"),
        (["run", "aimless.yaml"], 65, "no target"),
        (["create", "plan", "--account", "nobody"], 64, "no linked account has the id nobody"),
        (["create", "status", "--account", "nobody"], 64, "no linked account has the id nobody"),
        (["create", "send", "--pipeline", "create.yaml", "--account", "other"], 64, "create.accounts"),
      ]
      for (arguments, code, words) in cases {
        let ended = await program.wait(try program.start(arguments))
        #expect(ended.code == code && ended.errors.contains(words), "\(arguments): \(ended.errors)")
        #expect(ended.complaints.count == 1)
      }
    }
  }

  /// When the program is killed: at the n-th request of the account, carried out or not, or after a while.
  struct Kill: Sendable, CustomTestStringConvertible {
    var seed: UInt64
    var skip: Int
    var isCarriedOut: Bool
    var onlyPosts: Bool
    var heedsKeys: Bool
    /// Seconds after its start; nil: at the request.
    var delay: Double?
    var testDescription: String {
      if let delay { return "seed \(seed): after \(delay) s" }
      return "seed \(seed): \(onlyPosts ? "POST" : "request") \(skip + 1)\(isCarriedOut ? "" : ", not carried out")"
    }

    init(seed: UInt64) {
      var random = Seeded(seed)
      self.seed = seed
      onlyPosts = random.chance(0.6)
      skip = Int.random(in: 0..<(onlyPosts ? 6 : 20), using: &random)
      isCarriedOut = random.chance(0.6)
      heedsKeys = random.chance(0.5)
      delay = random.chance(0.3) ? Double.random(in: 0...0.5, using: &random) : nil
    }
  }

  @Test(
    "Killed in the middle of sending: at most one contact of each party after the kill, exactly one in the end",
    arguments: Torture.creations.map { Kill(seed: UInt64($0) + 1) })
  func killed(at kill: Kill) async throws {
    let gate = Gate()
    let clock = SandboxClock(now: SandboxClock.system.now, sleep: { _ in await gate.arrive() })
    try await Self.with(parties: 6, clock: clock, heedsKeys: kill.heedsKeys) { world, program in
      _ = try await program.run("create", "plan", "--pipeline", "create.yaml")
      if kill.delay == nil {
        for effect in kill.isCarriedOut ? [Fault.Effect.delay(.seconds(1))] : [.delay(.seconds(1)), .dropRequest] {
          await world.store.add(
            Fault(
              effect, account: "books", path: kill.onlyPosts ? "/contacts" : nil,
              method: kill.onlyPosts ? "POST" : nil, skip: kill.skip))
        }
      }
      let process = try program.start(["create", "send", "--pipeline", "create.yaml"])
      if let delay = kill.delay {
        // Any moment will do, so a moment of the clock.
        try await Task.sleep(for: .seconds(delay))
      } else {
        await gate.arrival()
      }
      Glibc.kill(process, SIGKILL)
      _ = await program.wait(process)
      await gate.open()
      await world.store.removeFaults()
      #expect(try await world.booked().values.allSatisfy { $0 == 1 })
      for hour in 1...3 {
        let again = try await program.run("run", "create.yaml")
        #expect(again.code == 0, "\(again.errors)")
        #expect(try await world.booked().values.allSatisfy { $0 == 1 })
        try await world.syncAgain(hours: Double(hour))
      }
      Torture.tell("kills of a creation", Int(kill.seed) - 1, of: Torture.creations, size: 1)
      let (booked, outbox) = (try await world.booked(), try await world.outbox())
      #expect(booked.keys.sorted() == Newcomers.names.prefix(6).sorted(), "\(outbox)")
      #expect(try await world.links().count == 6)
      #expect(try await world.replayedLinks() == world.links())
      #expect(
        try await world.column("select distinct state in ('created', 'adopted') from contactsync.creation") == ["t"])
    }
  }

  @Test("Two processes at once: one holds the account, and every party is created once")
  func twoAtOnce() async throws {
    try await Self.with(parties: 12) { world, program in
      _ = try await program.run("create", "plan", "--pipeline", "create.yaml")
      let send = ["create", "send", "--pipeline", "create.yaml"]
      let processes = try (1...3).map { try program.start(send, name: "send\($0)") }
      var codes: [Int32] = []
      for (number, process) in processes.enumerated() {
        codes.append(await program.wait(process, name: "send\(number + 1)").code)
      }
      #expect(codes.contains(0) && codes.allSatisfy { $0 == 0 || $0 == 75 })
      #expect(try await world.booked().count == 12)
      #expect(try await world.booked().values.allSatisfy { $0 == 1 })
      #expect(await world.posts() == 12)
    }
  }
}
