import Crypto
import FoundationEssentials
import Glibc

/// A file of keys that only its owner may read.
enum KeyFile {
  static func read(_ path: String, mustBePrivate: Bool) throws(SecretsError) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw failure(path) }
    defer { close(file) }
    var information = stat()
    guard fstat(file, &information) == 0 else { throw failure(path) }
    if mustBePrivate, information.st_mode & 0o077 != 0 { throw .notPrivate(path: path) }
    var bytes = [UInt8](repeating: 0, count: 64 << 10)
    let count = Glibc.read(file, &bytes, bytes.count)
    guard count >= 0 else { throw failure(path) }
    return String(decoding: bytes[..<count], as: UTF8.self)
  }

  /// Reads the file, or makes it with one new key. Of several processes that do so at once, all get the same key: the
  /// file is written aside, and `link` gives its name to the first only.
  static func readOrMake(_ path: String) throws(SecretsError) -> String {
    if access(path, F_OK) == 0 { return try read(path, mustBePrivate: true) }
    let part = "\(path).\(getpid()).\(UInt32.random(in: .min ... .max)).part"
    let file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw failure(path) }
    defer { unlink(part) }
    let line = Array((newKey() + "\n").utf8)
    let written = write(file, line, line.count) == line.count && fsync(file) == 0
    let reason = failure(path)
    close(file)
    guard written else { throw reason }
    guard link(part, path) == 0 || errno == EEXIST else { throw failure(path) }
    return try read(path, mustBePrivate: true)
  }

  private static func newKey() -> String {
    SymmetricKey(size: .bits256).withUnsafeBytes { Data($0).base64EncodedString() }
  }

  private static func failure(_ path: String) -> SecretsError {
    .file(path: path, reason: String(cString: strerror(errno)))
  }
}
