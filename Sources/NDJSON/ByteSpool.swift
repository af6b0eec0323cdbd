#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Keeps bytes on disk that will be read again, in pieces: in a file without a name, gone with the process.
package final class ByteSpool: Sendable {
  private let descriptor: Int32

  /// Throws where the system's temporary folder cannot be written.
  package init() throws(FileError) { descriptor = try temporaryFile() }

  deinit { close(descriptor) }

  /// Adds bytes behind those that are there; one thread at a time.
  package func append(_ bytes: [UInt8]) throws(FileError) {
    try write(bytes, to: descriptor, file: temporaryFileName)
  }

  /// Bytes that were added; from any number of threads.
  package func bytes(_ range: Range<Int>) throws(FileError) -> [UInt8] {
    var failure: Int32?
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
      while filled < range.count {
        let count = pread(descriptor, buffer.baseAddress! + filled, range.count - filled, range.lowerBound + filled)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
          failure = count < 0 ? errno : EIO
          return
        }
        filled += count
      }
    }
    if let failure { throw FileError(file: temporaryFileName, what: String(cString: strerror(failure))) }
    return bytes
  }
}

/// How it is named in errors.
let temporaryFileName = "a temporary file"

/// A descriptor of a new file without a name, which the caller closes.
func temporaryFile() throws(FileError) -> Int32 {
  let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
  var template = Array("\(folder)/contactsync-XXXXXX".utf8CString)
  let descriptor = template.withUnsafeMutableBufferPointer { mkstemp($0.baseAddress!) }
  guard descriptor >= 0 else { throw FileError(file: folder, what: String(cString: strerror(errno))) }
  _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  template.withUnsafeBufferPointer { _ = unlink($0.baseAddress!) }
  return descriptor
}
