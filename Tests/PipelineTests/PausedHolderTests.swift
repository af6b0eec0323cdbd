import ContactModel
import Dispatch
import Glibc
import Pipeline
import Postgres
import Sandbox
import TestSupport
import Testing

/// The program is stopped by SIGSTOP while it holds an account, another one takes over and completes, and the first goes on.
///
/// A trigger has every lease run out as it is taken, so the other one may take over at any moment.
@Suite("Paused past its lease", .serialized)
struct PausedHolderTests {
  private static let expiring = """
    create function contactsync.expire() returns trigger language plpgsql as $$
    begin
      if new.lease_expires_at is not null then new.lease_expires_at = clock_timestamp() - interval '1 second'; end if;
      return new;
    end $$;
    create trigger expire before update on contactsync.linked_account for each row execute function contactsync.expire();
    """

  /// When the first one is stopped.
  enum Moment: Sendable, CustomTestStringConvertible {
    /// The answer to its n-th request for the account is on its way.
    case request(Int)
    /// The same of its n-th POST, which was carried out.
    case post(Int)
    /// In the middle of a transaction, at its first write to a table.
    case write(to: String)

    var testDescription: String {
      switch self {
      case .request(let number): "at request \(number)"
      case .post(let number): "at POST \(number)"
      case .write(let table): "writing \(table)"
      }
    }
  }

  private let gate = Gate()
  private var clock: SandboxClock {
    SandboxClock(now: SandboxClock.system.now, sleep: { [gate] _ in await gate.arrive() })
  }

  /// Starts the program and stops it at the moment; the process, whose answer is there by then.
  private func stop(_ arguments: [String], at moment: Moment, _ program: Program, _ world: World) async throws -> Int32
  {
    switch moment {
    case .request(let number):
      await world.store.add(Fault(.delay(.seconds(1)), account: "books", skip: number - 1))
    case .post(let number):
      await world.store.add(
        Fault(.delay(.seconds(1)), account: "books", path: "/contacts", method: "POST", skip: number - 1))
    case .write(let table):
      let lock = TableLock()
      await lock.take(table, database: world.database)
      let process = try program.start(arguments, name: "paused")
      try await world.until(
        "select exists (select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database())")
      try await Self.pause(process)
      lock.release()
      try await world.until(
        """
        select exists (select from pg_stat_activity where state = 'idle in transaction' and datname = current_database()
          and query not like 'lock table%')
        """)
      return process
    }
    let process = try program.start(arguments, name: "paused")
    await gate.arrival()
    try await Self.pause(process)
    await gate.open()
    return process
  }

  /// Stops a process, and comes back when it has stopped.
  private static func pause(_ process: Int32) async throws {
    kill(process, SIGSTOP)
    while state(of: process) != "T" { try await Task.sleep(for: .milliseconds(5)) }
  }

  /// Ends a process that a failed test left stopped.
  private static func end(_ process: Int32) {
    if state(of: process) == "T" { kill(process, SIGKILL) }
  }

  /// A letter, as in `ps`.
  private static func state(of process: Int32) -> Character? {
    guard let file = fopen("/proc/\(process)/stat", "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 512)
    guard fgets(&line, 512, file) != nil else { return nil }
    let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.split(separator: ")").last?.first { $0 != " " }
  }

  /// Lets the first one go on to its end: it changes nothing but what it says of its own run.
  private func goOn(_ process: Int32, _ program: Program, _ world: World) async throws {
    let own = try await world.scalar("select min(run_id)::text from contactsync.run where finished_at is null") ?? "0"
    let (before, posts) = (try await world.everyRow(butOfRun: own), await world.posts())
    kill(process, SIGCONT)
    let ended = await program.wait(process, name: "paused")
    #expect(ended.code == 75, "\(ended.errors)")
    let after = try await world.everyRow(butOfRun: own)
    #expect(after == before, "\(Set(after).symmetricDifference(before))")
    #expect(await world.posts() == posts)
  }

  @Test(
    "A run", .timeLimit(.minutes(15)),
    arguments: [1, 3, 6].map(Moment.request) + ["contact", "decision", "link"].map(Moment.write))
  func run(at moment: Moment) async throws {
    let books = Books(seed: 53, parties: 9)
    try await World.with(accounts: [("books", books.lines)], parties: books.parties, clock: clock) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      try await TestDatabase.administer(world.database, Self.expiring)
      _ = try program.write(
        "version: 1\nname: sweep\nextract: { since: beginning, sweep: true, page_size: 5 }\n", to: "sweep.yaml")
      let process = try await stop(["run", "sweep.yaml"], at: moment, program, world)
      defer { Self.end(process) }
      await world.store.removeFaults()
      let second = try await program.run("run", "sweep.yaml")
      #expect(second.code == 0, "\(second.errors)")
      #expect(try await world.differences(account: "books", lines: books.lines) == [])
      try await goOn(process, program, world)
      #expect(try await world.replayedLinks() == world.links())
    }
  }

  @Test(
    "Sending creations", .timeLimit(.minutes(15)),
    arguments: [Moment.request(2), .post(1), .post(3), .write(to: "creation"), .write(to: "link")])
  func send(at moment: Moment) async throws {
    try await World.creating(parties: Newcomers.csv(4), clock: clock) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write(World.creating.replacing("name: nightly", with: "name: create"), to: "create.yaml")
      #expect(try await program.run("create", "plan", "--pipeline", "create.yaml").code == 0)
      try await TestDatabase.administer(world.database, Self.expiring)
      let process = try await stop(["create", "send", "--pipeline", "create.yaml"], at: moment, program, world)
      defer { Self.end(process) }
      await world.store.removeFaults()
      for hour in 1...2 {
        let run = try await program.run("run", "create.yaml")
        #expect(run.code == 0, "\(run.errors)")
        try await world.syncAgain(hours: Double(hour))
      }
      #expect(try await world.run(World.creating).outcome == .done)
      #expect(try await world.booked().values.sorted() == [1, 1, 1, 1])
      try await goOn(process, program, world)
      #expect(try await world.booked().values.sorted() == [1, 1, 1, 1])
      #expect(try await world.links().count == 4)
      #expect(try await world.replayedLinks() == world.links())
    }
  }
}

/// A lock on a table that keeps others from writing it, for as long as somebody wants it.
private final class TableLock: Sendable {
  private let wanted = DispatchSemaphore(value: 0)

  func take(_ table: String, database: String) async {
    await withCheckedContinuation { taken in
      Task.detached { [wanted] in
        let connection = try await Connection.open(database)
        try await connection.run { session in
          try session.transaction { session in
            try session.script("lock table contactsync.\(table) in share mode")
            taken.resume()
            wanted.wait()
          }
        }
        await connection.close()
      }
    }
  }

  func release() { wanted.signal() }
}

extension World {
  /// Waits until a query says so, by who sees what others do.
  fileprivate func until(_ condition: String) async throws {
    let connection = try await Connection.open(TestDatabase.asAdministrator(database))
    while try await connection.run({ try $0.execute(condition).bool(0, 0) }) != true {
      try await Task.sleep(for: .milliseconds(5))
    }
    await connection.close()
  }

  /// Every row of every table, with the transaction that wrote it; without what says that a run is over, and the places for
  /// calls.
  fileprivate func everyRow(butOfRun run: String) async throws -> [String] {
    let tables = try await column(
      """
      select relname from pg_class where relnamespace = 'contactsync'::regnamespace and relkind in ('r', 'p')
        and relname <> 'call_failure' order by relname
      """)
    var rows: [String] = []
    for table in tables {
      let others = ["run", "run_account"].contains(table) ? "where run_id <> \(run)" : ""
      rows += try await column(
        "select '\(table) ' || xmin || ' ' || item::text from contactsync.\(table) as item \(others) order by 1")
    }
    return rows
  }
}
