import Glibc

/// A file that appears under its name only when it is whole: written beside it, then renamed.
///
/// Folders on the way are made. A value that is dropped before ``commit()`` leaves nothing behind.
package struct FileReplacement: ~Copyable {
  private let path: String
  private let partial: String
  private let descriptor: Int32
  private var isCommitted = false

  /// - Parameter mode: rights of the new file, less what the process's mask takes.
  /// - Throws: ``LoadError/fileNotWritten(path:code:)``, as do all functions.
  package init(path: String, mode: UInt32 = 0o666) throws(LoadError) {
    self.path = path
    partial = "\(path).\(getpid()).part"
    for (index, character) in path.enumerated() where character == "/" && index > 0 {
      mkdir(String(path.prefix(index)), 0o777)
    }
    descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    if descriptor < 0 { throw .fileNotWritten(path: path, code: errno) }
  }

  package borrowing func write(_ bytes: [UInt8]) throws(LoadError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + written, bytes.count - written) }
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw .fileNotWritten(path: path, code: errno) }
      written += count
    }
  }

  /// Puts the file in place of what stood there.
  package mutating func commit() throws(LoadError) {
    guard fsync(descriptor) == 0 || errno == EINVAL, rename(partial, path) == 0 else {
      throw .fileNotWritten(path: path, code: errno)
    }
    isCommitted = true
  }

  deinit {
    close(descriptor)
    if !isCommitted { unlink(partial) }
  }
}
