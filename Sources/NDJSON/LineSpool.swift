#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes lines to disk that will be read again: into a file without a name, gone with the process.
package struct LineSpool: ~Copyable {
  private let descriptor: Int32
  private var pending: [UInt8] = []

  /// Bytes that are held before they are written.
  private static let bufferSize = 1 << 20

  /// Throws ``FileError`` where the system's temporary folder cannot be written.
  package init() throws(FileError) { descriptor = try temporaryFile() }

  deinit { close(descriptor) }

  /// Adds a line; the LF is added.
  package mutating func append(_ line: some Collection<UInt8>) throws(FileError) {
    pending.append(contentsOf: line)
    pending.append(UInt8(ascii: "\n"))
    if pending.count >= Self.bufferSize { try flush() }
  }

  /// The lines that were added so far.
  package mutating func lines() throws(FileError) -> SpooledLines {
    try flush()
    let copy = dup(descriptor)
    guard copy >= 0 else { throw failure() }
    return SpooledLines(descriptor: copy)
  }

  private mutating func flush() throws(FileError) {
    try write(pending, to: descriptor, file: temporaryFileName)
    pending.removeAll(keepingCapacity: true)
  }

  private func failure() -> FileError { FileError(file: temporaryFileName, what: String(cString: strerror(errno))) }
}

/// Lines on disk, read from the first one on by one reader at a time.
package final class SpooledLines: Sendable {
  private let descriptor: Int32

  fileprivate init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  package func reader() throws(FileError) -> LineReader {
    guard lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw FileError(file: temporaryFileName, what: String(cString: strerror(errno)))
    }
    return LineReader(NDJSONReader(descriptor: descriptor, file: temporaryFileName))
  }
}
