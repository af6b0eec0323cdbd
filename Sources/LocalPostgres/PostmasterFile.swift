import Glibc

/// The file `postmaster.pid` of a data folder.
struct PostmasterFile {
  let process: pid_t
  let socketFolder: String
  /// The server takes connections.
  let isReady: Bool

  /// nil when there is none, or not yet a whole one. Lines as in PostgreSQL's `pidfile.h`.
  init?(data: String) {
    let lines = Folder.read(data + "/postmaster.pid")?.split(separator: "\n", omittingEmptySubsequences: false)
    guard let lines, let process = pid_t(lines[0]), process > 1 else { return nil }
    self.process = process
    socketFolder = lines.count > 4 ? String(lines[4]) : ""
    isReady = lines.count > 7 && lines[7].hasPrefix("ready")
  }
}
