import CSpawn
import Dispatch
import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// The real program, run as a process of its own.
struct Program: Sendable {
  struct Ended: Sendable {
    var code: Int32
    var output: String
    var errors: String
    /// Lines on stderr.
    var complaints: [Substring] { errors.split(separator: "\n") }
  }

  /// Beside the test program.
  static let path: String = {
    let own = CommandLine.arguments[0]
    return own.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
      + "/contactsync"
  }()

  /// Variables of its environment; nothing else is inherited but PATH.
  var environment: [String: String]
  var folder: String
  /// Of its world, where it works on.
  let database: String

  /// A folder of its own under the system's temporary one, and a database (as its login), API key and token keys that work.
  init(database: String, baseURL: String) throws {
    self.database = database
    folder = FileManager.default.temporaryDirectory.path + "/contactsync-program-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    environment = [
      "DATABASE_URL": TestDatabase.asLogin(database), "MERGE_BASE_URL": baseURL, "MERGE_API_KEY": World.apiKey,
      "MERGE_RATE_LIMIT": "0", "CONTACTSYNC_TOKEN_KEYS": World.tokenKeys,
      "CONTACTSYNC_ERASURE_KEYS": World.tokenKeys,
      "CONTACTSYNC_HOME": folder + "/home", "PGCONNECT_TIMEOUT": "120",
    ]
  }

  func write(_ text: String, to name: String) throws -> String {
    let path = folder + "/" + name
    try Data(text.utf8).write(to: URL(filePath: path))
    return path
  }

  /// Starts it, or another program with its environment and folder, with a file of the folder as input where one is named;
  /// the process id.
  func start(
    _ arguments: [String], name: String = "run", program: String = Program.path, input: String? = nil
  ) throws -> Int32 {
    var all = environment
    all["PATH"] = ProcessInfo.processInfo.environment["PATH"]
    let argv = ([program] + arguments).map { strdup($0) } + [nil]
    let variables = all.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in argv + variables { free(text) } }
    let file: String? = input.map { "\(folder)/\($0)" }
    let process = cspawn_start(argv, variables, folder, file, "\(folder)/\(name).out", "\(folder)/\(name).err")
    try #require(process > 0, "cannot start \(program)")
    return process
  }

  /// Runs a script of several processes in the folder; in it `contactsync` is the program, and a pipe fails with any of its
  /// parts.
  func shell(_ script: String) async throws -> Ended {
    let name = UUID().uuidString
    let arguments = ["-o", "pipefail", "-c", "contactsync() { '\(Self.path)' \"$@\"; }; \(script)"]
    return await wait(try start(arguments, name: name, program: "/bin/bash"), name: name)
  }

  func wait(_ process: Int32, name: String = "run") async -> Ended {
    let code = await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: cspawn_wait(process)) }
    }
    func text(_ suffix: String) -> String {
      let path = "\(folder)/\(name).\(suffix)"
      defer { try? FileManager.default.removeItem(atPath: path) }
      return FileManager.default.contents(atPath: path).flatMap { String(data: $0, encoding: .utf8) } ?? ""
    }
    let ended = Ended(code: code, output: text("out"), errors: text("err"))
    await Leaks.look(in: ended, of: self)
    return ended
  }

  func run(_ arguments: String..., input: String? = nil) async throws -> Ended {
    let name = UUID().uuidString
    return await wait(try start(arguments, name: name, input: input), name: name)
  }

  /// Runs it on this thread, which waits; the exit code.
  func runToEnd(_ arguments: [String]) -> Int32 {
    let name = UUID().uuidString
    guard let process = try? start(arguments, name: name) else { return -1 }
    return cspawn_wait(process)
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
