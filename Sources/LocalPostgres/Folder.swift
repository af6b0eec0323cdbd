import Glibc

/// The file system calls that we need.
enum Folder {
  /// The names in a folder, `.` and `..` left out; empty when it cannot be read.
  static func names(_ path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// Makes a folder and those above it that are missing; one that is there keeps its mode.
  static func make(_ path: String, mode: mode_t) throws(LocalPostgresError) {
    var information = stat()
    if stat(path, &information) == 0 {
      guard information.st_mode & S_IFMT == S_IFDIR else {
        throw LocalPostgresError(.notPermitted, "\(path) is not a folder: remove it, or set CONTACTSYNC_HOME")
      }
      return
    }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      try make(String(path[..<slash]), mode: 0o755)
    }
    if mkdir(path, mode) != 0 && errno != EEXIST { throw refused("make the folder", path) }
    chmod(path, mode)
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// A small file's text; nil when it cannot be read.
  static func read(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 8192)
    while true {
      let count = Glibc.read(file, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  /// Writes a file whole, by rename.
  static func write(_ path: String, _ text: String, owner: Owner) throws(LocalPostgresError) {
    let part = path + ".part"
    let file = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw refused("write", path) }
    defer { close(file) }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw refused("write", path) }
      bytes = bytes.dropFirst(count)
    }
    if geteuid() == 0 { fchown(file, owner.user, owner.group) }
    guard rename(part, path) == 0 else { throw refused("write", path) }
  }

  /// Removes a file or a whole folder; what is not there is fine. Links are removed, not followed.
  static func remove(_ path: String) {
    if unlink(path) == 0 || errno == ENOENT { return }
    for name in names(path) { remove(path + "/" + name) }
    rmdir(path)
  }

  static func refused(_ what: String, _ path: String) -> LocalPostgresError {
    LocalPostgresError(
      .notPermitted, "cannot \(what) \(path): \(String(cString: strerror(errno))); CONTACTSYNC_HOME names another place"
    )
  }
}
