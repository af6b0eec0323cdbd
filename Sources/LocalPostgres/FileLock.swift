import Glibc

/// Held while the server is made, started or stopped; freed when the body ends, also by a kill.
///
/// Close-on-exec, as the server would keep the lock for its whole life otherwise.
enum FileLock {
  /// Waits until nobody else holds the lock, and runs the body.
  static func hold<R>(
    _ path: String, _ body: () throws(LocalPostgresError) -> R
  ) throws(LocalPostgresError) -> R {
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw Folder.refused("open the lock", path) }
    defer { close(file) }
    while flock(file, LOCK_EX) != 0 {
      guard errno == EINTR else { throw Folder.refused("lock", path) }
    }
    return try body()
  }
}
