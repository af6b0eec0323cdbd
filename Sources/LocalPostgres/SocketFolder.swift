import Glibc

/// Where the server's socket lies: beside the data, or in `/tmp` when that path is too long for a socket or holds a comma,
/// which libpq takes for the end of a host's name.
enum SocketFolder {
  /// Longest path of a socket (`sun_path` of `sockaddr_un` holds 108 bytes with the closing NUL).
  static let longest = 107

  static func path(serverFolder: String) -> String {
    let beside = serverFolder + "/run"
    return socket(beside).utf8.count <= longest && !beside.contains(",")
      ? beside : "/tmp/contactsync-\(hash(serverFolder))"
  }

  /// The socket's own path, by PostgreSQL's rule.
  static func socket(_ folder: String) -> String { folder + "/.s.PGSQL.5432" }

  /// Makes it for the server's user alone; refuses one that somebody else put there.
  static func make(_ path: String, owner: Owner) throws(LocalPostgresError) {
    if mkdir(path, 0o700) == 0 {
      if geteuid() == 0 { chown(path, owner.user, owner.group) }
      return
    }
    var information = stat()
    guard lstat(path, &information) == 0 else { throw Folder.refused("make the socket's folder", path) }
    guard information.st_mode & S_IFMT == S_IFDIR, information.st_uid == owner.user,
      information.st_mode & 0o077 == 0
    else {
      throw LocalPostgresError(
        .notPermitted, "\(path) belongs to somebody else or is open to others: remove it, or set CONTACTSYNC_HOME")
    }
  }

  /// Whether somebody listens there.
  static func answers(_ folder: String) -> Bool {
    let path = Array(socket(folder).utf8)
    guard path.count <= longest else { return false }
    let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
  }

  /// FNV-1a, 64 bits, in hexadecimal.
  private static func hash(_ text: String) -> String {
    String(text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }, radix: 16)
  }
}
