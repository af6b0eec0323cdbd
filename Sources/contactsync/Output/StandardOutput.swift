import Glibc

/// Writes data to stdout, unbuffered: what was written before a failure is there.
enum StandardOutput {
  static func write(_ bytes: [UInt8]) throws {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(STDOUT_FILENO, $0.baseAddress! + written, $0.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Failure(.failed, "cannot write to stdout: \(String(cString: strerror(errno)))") }
      written += count
    }
  }
}
