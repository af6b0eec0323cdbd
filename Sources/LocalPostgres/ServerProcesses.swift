import Glibc

/// The processes of the server whose data lie in one folder: those that work in it, as each of them does.
///
/// `postmaster.pid` alone does not tell: after a crash or a reboot its number may belong to any other process.
struct ServerProcesses {
  /// The data folder as the kernel names it.
  private let folder: String

  init(data: String) {
    let resolved = realpath(data, nil)
    folder = resolved.map { String(cString: $0) } ?? data
    free(resolved)
  }

  func belongs(_ process: pid_t) -> Bool {
    var text = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/\(process)/cwd", &text, text.count - 1)
    guard count > 0 else { return false }
    return String(decoding: text[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) == folder
  }

  /// Any of them, the server itself or what a killed one left behind.
  var any: Bool { Folder.names("/proc").contains { pid_t($0).map(belongs) ?? false } }

  /// Waits until none is left, up to so many milliseconds; true when none is.
  func waitForNone(milliseconds: Int) -> Bool {
    for _ in 0..<max(1, milliseconds / 10) {
      if !any { return true }
      usleep(10_000)
    }
    return !any
  }
}
