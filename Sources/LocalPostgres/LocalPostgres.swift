import Glibc

/// A private PostgreSQL in contactsync's home folder, made and started on demand, reachable by a unix socket only.
///
/// `home/pg/data` holds the data, `home/pg/run` the socket, `home/pg/server.log` what stopped it. It goes on running when
/// this process ends. Every call blocks; any number of processes may call at the same time.
package struct LocalPostgres: Sendable {
  /// Absolute path.
  package let home: String
  private let durable: Bool
  private let programs: String?

  /// - Parameters:
  ///   - home: made when it is missing (``defaultHome(_:)``).
  ///   - durable: false leaves out what protects the data from a crash of the machine: for tests only.
  ///   - programs: the only folder to look for PostgreSQL's server programs in; nil: wherever they may be.
  package init(
    home: String, durable: Bool = true, programs: String? = Self.variable("CONTACTSYNC_PG_BINDIR")
  ) {
    var path = home.hasPrefix("/") ? home : Self.workingFolder + "/" + home
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.home = path
    self.durable = durable
    self.programs = programs
  }

  /// `CONTACTSYNC_HOME`; else `/var/lib/contactsync` as root, and `${XDG_DATA_HOME:-~/.local/share}/contactsync` as
  /// anybody else.
  package static func defaultHome(_ environment: (String) -> String? = Self.variable) -> String {
    if let home = environment("CONTACTSYNC_HOME"), !home.isEmpty { return home }
    if geteuid() == 0 { return "/var/lib/contactsync" }
    if let data = environment("XDG_DATA_HOME"), data.hasPrefix("/") { return data + "/contactsync" }
    let entry = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_dir) }
    return (environment("HOME") ?? entry ?? "/tmp") + "/.local/share/contactsync"
  }

  package enum Status: Sendable, Equatable {
    /// There are no data yet.
    case absent
    case stopped
    case running(process: Int32)
  }

  package var status: Status {
    if let file = postmaster { return .running(process: file.process) }
    return Folder.exists(data + "/PG_VERSION") ? .stopped : .absent
  }

  /// The database `contactsync` as a URI for libpq and psql; the server need not run.
  package var url: String { url(database: "contactsync") }

  /// Another database of the same server.
  package func url(database: String) -> String {
    let folder = postmaster?.socketFolder ?? ""
    let socket = folder.isEmpty ? SocketFolder.path(serverFolder: server) : folder
    return "postgresql:///\(Self.percentEncoded(database))?user=postgres&host=\(Self.percentEncoded(socket))&port=5432"
  }

  /// Makes the server where it is missing, starts it where it is down, and returns ``url``.
  @discardableResult
  package func start() throws(LocalPostgresError) -> String {
    if isReady { return url }
    let owner = try prepareFolders()
    return try FileLock.hold(lock) { () throws(LocalPostgresError) in
      try waitForOthers()
      if isReady { return url }
      let binaries = try ServerBinaries.find(dataVersion: dataVersion, only: programs)
      try prepareLog(owner)
      let command = Command(prefix: try owner.commandPrefix(), directory: server)
      if dataVersion == nil { try makeData(binaries, command, owner) }
      try startServer(binaries, command, owner)
      try makeDatabase(binaries, command, owner)
      return url
    }
  }

  /// Stops the server in order, or at once (then it recovers at the next start); false when it was not running.
  @discardableResult
  package func stop(atOnce: Bool = false) throws(LocalPostgresError) -> Bool {
    guard Folder.exists(server) else { return false }
    return try FileLock.hold(lock) { () throws(LocalPostgresError) in
      guard let file = postmaster else { return false }
      guard kill(file.process, atOnce ? SIGQUIT : SIGINT) == 0 else {
        throw LocalPostgresError(
          .notPermitted, "cannot stop the server (process \(file.process)): \(String(cString: strerror(errno)))")
      }
      guard processes.waitForNone(milliseconds: 60_000) else {
        throw LocalPostgresError(.serverFailed, "the server (process \(file.process)) did not stop within 60 seconds")
      }
      if !file.socketFolder.hasPrefix(server + "/") { rmdir(file.socketFolder) }
      return true
    }
  }

  // MARK: parts

  var server: String { home + "/pg" }
  var data: String { server + "/data" }
  var log: String { server + "/server.log" }
  var lock: String { home + "/pg.lock" }
  /// There once the database `contactsync` was made.
  var marker: String { server + "/database-made" }
  var processes: ServerProcesses { ServerProcesses(data: data) }

  /// The running server's file.
  private var postmaster: PostmasterFile? {
    guard let file = PostmasterFile(data: data), processes.belongs(file.process) else { return nil }
    return file
  }

  /// The server takes connections.
  private var isUp: Bool {
    guard let file = postmaster, file.isReady else { return false }
    return SocketFolder.answers(file.socketFolder)
  }

  /// The server takes connections and has our database.
  private var isReady: Bool {
    isUp && Folder.exists(marker)
  }

  private var dataVersion: Int? {
    Folder.read(data + "/PG_VERSION").flatMap { Int($0.prefix { $0.isNumber }) }
  }

  private func prepareFolders() throws(LocalPostgresError) -> Owner {
    let owner = try Owner.current()
    try Folder.make(home, mode: geteuid() == 0 ? 0o711 : 0o700)
    if let barrier = owner.barrier(on: home) {
      throw LocalPostgresError(
        .notPermitted,
        "the server runs as \(owner.name.isEmpty ? "you" : owner.name), who may not enter \(barrier): "
          + "set CONTACTSYNC_HOME to another place")
    }
    if !Folder.exists(server) {
      try Folder.make(server, mode: 0o700)
      if geteuid() == 0 { chown(server, owner.user, owner.group) }
    }
    return owner
  }

  /// Makes the log for the server's user; one of more than 10 MiB is put aside first.
  private func prepareLog(_ owner: Owner) throws(LocalPostgresError) {
    var information = stat()
    if stat(log, &information) == 0 {
      if information.st_size <= 10 << 20 { return }
      rename(log, log + ".1")
    }
    try Folder.write(log, "", owner: owner)
  }

  /// Waits for a server that is starting or stopping, and removes what a killed one left behind.
  private func waitForOthers() throws(LocalPostgresError) {
    for _ in 0..<6_000 {
      if isUp || !processes.any { break }
      usleep(10_000)
    }
    if isUp { return }
    guard !processes.any else {
      throw LocalPostgresError(
        .stillStarting, "processes of an earlier server still work in \(data): wait, or end them (contactsync db stop)")
    }
    // Nobody works in the folder, so a number in the file that is alive belongs to a stranger: PostgreSQL would take it
    // for itself and refuse to start. A dead number it handles well, better than we could.
    guard let file = PostmasterFile(data: data), kill(file.process, 0) == 0 || errno == EPERM else { return }
    unlink(data + "/postmaster.pid")
    unlink(SocketFolder.socket(file.socketFolder) + ".lock")
  }

  /// Makes the data folder aside and renames it, so that a half-made one is never taken for whole.
  private func makeData(
    _ binaries: ServerBinaries, _ command: Command, _ owner: Owner
  ) throws(LocalPostgresError) {
    let part = data + ".part"
    Folder.remove(part)
    defer { Folder.remove(part) }
    let initdb = [
      binaries.initdb, "-D", "data.part", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-instructions",
    ]
    let extra = durable ? [] : ["--no-sync"]
    var code = command.run(initdb + ["--locale=C.UTF-8"] + extra, log: log)
    if code != 0 {
      Folder.remove(part)
      code = command.run(initdb + ["--locale=C"] + extra, log: log)
    }
    guard code == 0 else { throw failure(.initFailed, "making the private database failed") }
    let configuration = part + "/postgresql.conf"
    let own = (Folder.read(configuration) ?? "") + "\ninclude_if_exists = 'contactsync.conf'\n"
    try Folder.write(configuration, own, owner: owner)
    guard rename(part, data) == 0 else { throw Folder.refused("rename the new data folder to", data) }
  }

  private func startServer(
    _ binaries: ServerBinaries, _ command: Command, _ owner: Owner
  ) throws(LocalPostgresError) {
    if isUp { return }
    let socket = SocketFolder.path(serverFolder: server)
    try SocketFolder.make(socket, owner: owner)
    try Folder.write(
      data + "/contactsync.conf", ServerSettings.text(socketFolder: socket, durable: durable), owner: owner)
    // Paths relative to the working folder: pg_ctl hands them to a shell.
    let code = command.run(
      [binaries.pgCtl, "start", "-w", "-t", "60", "-s", "-D", "data", "-l", "server.log"], log: log)
    if isUp { return }
    if code == 0 || processes.any {
      throw LocalPostgresError(.stillStarting, "the private PostgreSQL is still starting: try again (\(log))")
    }
    throw failure(.serverFailed, "the private PostgreSQL did not start")
  }

  /// Makes the database `contactsync` on the running server, once.
  private func makeDatabase(
    _ binaries: ServerBinaries, _ command: Command, _ owner: Owner
  ) throws(LocalPostgresError) {
    if Folder.exists(marker) { return }
    let socket = postmaster?.socketFolder ?? SocketFolder.path(serverFolder: server)
    let code = command.run(
      [binaries.createdb, "-h", socket, "-p", "5432", "-U", "postgres", "-w", "contactsync"], log: log)
    let lastLine = Folder.read(log)?.split(separator: "\n").last ?? ""
    guard code == 0 || lastLine.contains("already exists") else {
      throw failure(.initFailed, "making the database contactsync failed")
    }
    try Folder.write(marker, "", owner: owner)
  }

  /// The error with the last line of the log that says what was fatal.
  private func failure(_ kind: LocalPostgresError.Kind, _ what: String) -> LocalPostgresError {
    let lines = Folder.read(log)?.split(separator: "\n").map(String.init) ?? []
    let reason =
      lines.last { $0.contains("FATAL:") || $0.contains("PANIC:") || $0.contains("error:") } ?? lines.last
      ?? "no output"
    return LocalPostgresError(kind, "\(what): \(reason) (\(log))")
  }

  private static func percentEncoded(_ text: String) -> String {
    text.utf8.map { byte in
      let scalar = Unicode.Scalar(byte)
      let isPlain = byte < 0x80 && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      if isPlain || "-._~".utf8.contains(byte) { return String(scalar) }
      let hex = String(byte, radix: 16, uppercase: true)
      return "%" + (hex.count == 1 ? "0" + hex : hex)
    }.joined()
  }

  private static var workingFolder: String {
    let text = getcwd(nil, 0)
    defer { free(text) }
    return text.map { String(cString: $0) } ?? ""
  }

  /// A variable of this process's environment.
  package static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
