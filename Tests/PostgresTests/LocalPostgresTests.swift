import Glibc
import LocalPostgres
import Postgres
import TestSupport
import Testing

@Suite struct LocalPostgresTests {
  private func withServer(
    _ name: String, inner: String = "", durable: Bool = false, _ body: (LocalPostgres) async throws -> Void
  ) async throws {
    let folder = TestFolder.path(name)
    let server = LocalPostgres(home: folder + inner, durable: durable)
    defer {
      _ = try? server.stop(atOnce: true)
      TestFolder.remove(folder)
    }
    try await body(server)
  }

  private func process(_ server: LocalPostgres) -> Int32? {
    if case .running(let process) = server.status { return process }
    return nil
  }

  /// Something to find again after a restart.
  private func mark(_ url: String) async throws {
    let connection = try await Connection.open(url)
    try await connection.run { try $0.script("create table if not exists mark (a int); insert into mark values (1)") }
    await connection.close()
  }

  private func marks(_ url: String) async throws -> Int64? {
    let connection = try await Connection.open(url)
    defer { Task { await connection.close() } }
    return try await connection.run { try $0.execute("select count(*) from mark").int(0, 0) }
  }

  @Test func startsStopsAndStartsAgain() async throws {
    try await withServer("restart") { server in
      #expect(server.status == .absent)
      #expect(try server.stop() == false)
      let url = try server.start()
      #expect(url == server.url)
      let first = try #require(process(server))
      try await mark(url)
      for round in 1...2 {
        #expect(try server.start() == url, "a second start changes nothing")
        #expect(process(server) == (round == 1 ? first : process(server)))
        #expect(try server.stop())
        #expect(server.status == .stopped)
        #expect(try server.stop() == false)
        #expect(try server.start() == url)
        #expect(try await marks(url) == 1)
      }
      #expect(process(server) != first)
    }
  }

  @Test func manyStartersMakeOneServer() async throws {
    try await withServer("starters") { server in
      let urls = try await withThrowingTaskGroup(of: (String, Int32?).self) { group in
        for _ in 0..<6 {
          group.addTask {
            let own = LocalPostgres(home: server.home, durable: false)
            return (try own.start(), process(own))
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(Set(urls.map(\.0)) == [server.url])
      #expect(Set(urls.map(\.1)).count == 1)
      try await mark(server.url)
    }
  }

  /// What was committed is still there.
  @Test func startsAfterAKill() async throws {
    try await withServer("killed", durable: true) { server in
      try await mark(server.start())
      let first = try #require(process(server))
      kill(first, SIGKILL)
      while process(server) == first { sched_yield() }
      let url = try server.start()
      #expect(process(server) != first)
      #expect(try await marks(url) == 1)
    }
  }

  /// After a reboot the numbers in the lock files may belong to strangers: here to another server of the same user.
  @Test func startsAlthoughAStrangerHasTheOldNumber() async throws {
    try await withServer("stranger") { server in
      try await mark(server.start())
      try server.stop()
      let stranger = try #require(process(TestDatabase.server()))
      let lines = "\(stranger)\n\(server.home)/pg/data\n1\n5432\n\(server.home)/pg/run\n\n\nready\n"
      let files = ["/pg/data/postmaster.pid", "/pg/run/.s.PGSQL.5432.lock"].map { server.home + $0 }
      for path in files {
        let file = try #require(fopen(path, "w"))
        fputs(lines, file)
        fclose(file)
      }
      #expect(server.status == .stopped)
      #expect(try server.stop() == false)
      #expect(try await marks(server.start()) == 1)
      #expect(try process(TestDatabase.server()) == stranger, "the stranger is not touched")
    }
  }

  /// A first start that was killed half way leaves nothing that the next one takes for whole.
  @Test func halfMadeDataAreMadeAnew() async throws {
    try await withServer("half") { server in
      let part = server.home + "/pg/data.part"
      for folder in [server.home, server.home + "/pg", part] { mkdir(folder, 0o755) }
      if geteuid() == 0, let owner = getpwnam("postgres") ?? getpwnam("nobody") {
        chown(server.home + "/pg", owner.pointee.pw_uid, owner.pointee.pw_gid)
      }
      let file = try #require(fopen(part + "/PG_VERSION", "w"))
      fclose(file)
      try await mark(server.start())
    }
  }

  @Test func pathTooLongForASocketGetsAShortOne() async throws {
    try await withServer("long", inner: "/" + String(repeating: "x", count: 90)) { server in
      let url = try server.start()
      #expect(url.contains("host=%2Ftmp%2Fcontactsync-"))
      try await mark(url)
      try server.stop()
      try await mark(server.start())
    }
  }

  @Test(arguments: ["odd ' \" $(x) é %&", "comma, x"])
  func oddPathsAreQuoted(_ name: String) async throws {
    try await withServer(name) { server in try await mark(server.start()) }
  }

  @Test func missingProgramsSayWhatToDo() throws {
    let home = TestFolder.path("no-programs")
    defer { TestFolder.remove(home) }
    let server = LocalPostgres(home: home, programs: "/nonexistent")
    let error = #expect(throws: LocalPostgresError.self) { try server.start() }
    #expect(error?.kind == .noServerBinaries)
    #expect(
      error?.description
        == "PostgreSQL's server programs were not found in /nonexistent (CONTACTSYNC_PG_BINDIR): install them "
        + "(apt-get install postgresql), or set DATABASE_URL to a database of yours")
    #expect(server.status == .absent)
  }

  @Test func dataOfAnotherVersionAreLeftAlone() throws {
    let home = TestFolder.path("version")
    defer { TestFolder.remove(home) }
    let server = LocalPostgres(home: home)
    for folder in ["", "/pg", "/pg/data"] { mkdir(home + folder, 0o711) }
    let file = try #require(fopen(home + "/pg/data/PG_VERSION", "w"))
    fputs("9\n", file)
    fclose(file)
    let error = #expect(throws: LocalPostgresError.self) { try server.start() }
    #expect(error?.kind == .otherVersion)
    #expect(error?.description.contains("install postgresql-9") == true)
  }

  @Test func folderThatTheServersUserCannotEnterIsNamed() throws {
    guard geteuid() == 0 else { return }
    let home = TestFolder.path("closed")
    defer { TestFolder.remove(home) }
    mkdir(home, 0o700)
    let error = #expect(throws: LocalPostgresError.self) { try LocalPostgres(home: home + "/inner").start() }
    #expect(error?.kind == .notPermitted)
    #expect(error?.description.contains("may not enter \(home)") == true)
  }

  @Test func fileInTheWayIsNamed() throws {
    let home = TestFolder.path("file")
    defer { TestFolder.remove(home) }
    let file = try #require(fopen(home, "w"))
    fclose(file)
    let error = #expect(throws: LocalPostgresError.self) { try LocalPostgres(home: home).start() }
    #expect(error?.kind == .notPermitted)
    #expect(error?.description.contains(home) == true)
  }

  /// What a server inherits it holds for ever: a pipe of ours would never end, a lock never be free.
  @Test func serverInheritsNoDescriptor() async throws {
    try await withServer("descriptors") { server in
      var ends: [Int32] = [0, 0]
      #expect(pipe(&ends) == 0 && fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0)
      try server.start()
      close(ends[1])
      var byte: UInt8 = 0
      #expect(read(ends[0], &byte, 1) == 0, "end of file: nobody else holds the other end")
      close(ends[0])
    }
  }

  @Test(
    arguments: [
      (["CONTACTSYNC_HOME": "/srv/x", "HOME": "/home/a"], "/srv/x"),
      (["CONTACTSYNC_HOME": "", "HOME": "/home/a"], nil),
      (["XDG_DATA_HOME": "/data", "HOME": "/home/a"], "/data/contactsync"),
      (["XDG_DATA_HOME": "relative", "HOME": "/home/a"], nil),
    ] as [([String: String], String?)])
  func homeComesFromTheEnvironment(_ environment: [String: String], _ expected: String?) {
    let home = LocalPostgres.defaultHome { environment[$0] }
    let usual = geteuid() == 0 ? "/var/lib/contactsync" : "/home/a/.local/share/contactsync"
    let asked = environment["CONTACTSYNC_HOME"].map { !$0.isEmpty } ?? false
    #expect(home == (geteuid() == 0 && !asked ? usual : expected ?? usual))
  }
}
