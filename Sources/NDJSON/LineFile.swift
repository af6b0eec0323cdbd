#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes lines to a new file, which only its owner may read.
package final class LineFile: Sendable {
  package let path: String
  private let descriptor: Int32

  /// Throws where the file is there already or cannot be made.
  package init(path: String) throws(FileError) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileError(file: path, what: String(cString: strerror(errno))) }
    self.path = path
  }

  deinit { close(descriptor) }

  /// Adds whole lines.
  package func append(_ lines: [UInt8]) throws(FileError) { try write(lines, to: descriptor, file: path) }

  /// Takes everything out again.
  package func empty() throws(FileError) {
    guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw FileError(file: path, what: String(cString: strerror(errno)))
    }
  }
}

/// Writes all of the bytes; `file` names the descriptor in errors.
func write(_ bytes: [UInt8], to descriptor: Int32, file: String) throws(FileError) {
  var written = 0
  while written < bytes.count {
    let count = bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress! + written, $0.count - written) }
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw FileError(file: file, what: String(cString: strerror(errno))) }
    written += count
  }
}

/// `write(2)`, under a name that nothing hides.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
