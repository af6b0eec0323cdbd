import CSpawn
import Glibc
import LocalPostgres

/// Folders of tests; a server of ours in one of them is stopped before it is removed.
package enum TestFolder {
  private static let prefix = "contactsync-test-"

  /// The path of a new folder of this process, not yet made: `contactsync-test-PID-NAME` under `TMPDIR` or `/tmp`.
  package static func path(_ name: String) -> String {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    return "\(parent)/\(prefix)\(getpid())-\(name)"
  }

  package static func remove(_ folder: String) {
    _ = try? LocalPostgres(home: folder).stop(atOnce: true)
    run(["/bin/rm", "-rf", "--", folder])
  }

  /// What a crashed or killed test process could not remove itself.
  static func removeOfDeadProcesses(in parent: String) {
    guard let folder = opendir(parent) else { return }
    defer { closedir(folder) }
    var dead: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      guard name.hasPrefix(prefix), let process = pid_t(name.dropFirst(prefix.count).prefix { $0.isNumber }) else {
        continue
      }
      if process > 0, kill(process, 0) != 0, errno == ESRCH { dead.append("\(parent)/\(name)") }
    }
    for folder in dead { remove(folder) }
  }

  private static func run(_ arguments: [String]) {
    let argv = arguments.map { strdup($0) } + [nil]
    defer { for argument in argv { free(argument) } }
    let process = cspawn_start(argv, nil, nil, nil, nil, nil)
    if process > 0 { _ = cspawn_wait(process) }
  }
}
