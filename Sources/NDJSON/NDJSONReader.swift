import JSONScan

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads a file, pipe or standard input as chunks of whole lines, in constant memory.
///
/// A line ends at LF only (U+2028 and CR are content); the last one may lack it. A UTF-8 byte order mark at the start
/// of the input is left out.
package struct NDJSONReader: ~Copyable {
  /// Whole lines.
  package struct Chunk: Sendable {
    package var bytes: [UInt8]
    /// Number of its first line in the input, counted from 1.
    package var firstLine: Int

    /// Calls `body` with each line that is not blank, without its LF, and its number.
    package func eachLine(_ body: (_ number: Int, _ line: ArraySlice<UInt8>) -> Void) {
      var place = 0
      var number = firstLine
      while place < bytes.count {
        let end = bytes.withUnsafeBufferPointer { firstByte(UInt8(ascii: "\n"), in: $0, from: place) } ?? bytes.count
        let line = bytes[place..<end]
        if line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) { body(number, line) }
        place = end + 1
        number += 1
      }
    }
  }

  /// The name of the file, for messages.
  package let file: String
  private let descriptor: Int32
  private let isOwner: Bool
  private let chunkSize: Int
  private let lineLimit: Int
  /// The beginning of a line whose end has not been read yet.
  private var rest: [UInt8] = []
  private var line = 1
  private var isAtStart = true
  private var isAtEnd = false

  /// Opens a file; `-` is standard input.
  ///
  /// A chunk is about `chunkSize` bytes, more where a single line is longer; a line over `lineLimit` bytes throws.
  package init(path: String, chunkSize: Int = 1 << 20, lineLimit: Int = 1 << 27) throws(FileError) {
    if path == "-" {
      self.init(descriptor: STDIN_FILENO, file: "standard input", chunkSize: chunkSize, lineLimit: lineLimit)
      return
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(file: path, what: String(cString: strerror(errno))) }
    self.init(descriptor: descriptor, file: path, isOwner: true, chunkSize: chunkSize, lineLimit: lineLimit)
  }

  /// Reads a descriptor that stays the caller's; `file` names it in errors.
  package init(descriptor: Int32, file: String, chunkSize: Int = 1 << 20, lineLimit: Int = 1 << 27) {
    self.init(descriptor: descriptor, file: file, isOwner: false, chunkSize: chunkSize, lineLimit: lineLimit)
  }

  private init(descriptor: Int32, file: String, isOwner: Bool, chunkSize: Int, lineLimit: Int) {
    self.descriptor = descriptor
    self.file = file
    self.isOwner = isOwner
    self.chunkSize = max(chunkSize, 1)
    self.lineLimit = lineLimit
  }

  deinit {
    if isOwner { close(descriptor) }
  }

  /// The next lines; nil at the end of the input.
  package mutating func next() throws(FileError) -> Chunk? {
    if isAtStart { try passByteOrderMark() }
    var bytes = rest
    rest = []
    var searched = 0
    while true {
      if let end = bytes[searched...].lastIndex(of: UInt8(ascii: "\n")) {
        rest = Array(bytes[(end + 1)...])
        bytes.removeSubrange((end + 1)...)
        break
      }
      if isAtEnd { break }
      guard bytes.count <= lineLimit else {
        throw FileError(file: file, line: line, what: "line longer than \(lineLimit) bytes")
      }
      searched = bytes.count
      try read(into: &bytes)
    }
    guard !bytes.isEmpty else { return nil }
    let chunk = Chunk(bytes: bytes, firstLine: line)
    line += bytes.count { $0 == UInt8(ascii: "\n") }
    return chunk
  }

  private mutating func passByteOrderMark() throws(FileError) {
    isAtStart = false
    var bytes: [UInt8] = []
    while bytes.count < 3, !isAtEnd { try read(into: &bytes) }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    rest = bytes
  }

  /// Appends what one read gives, at most a chunk.
  private mutating func read(into bytes: inout [UInt8]) throws(FileError) {
    var count = -1
    var failure: Int32 = 0
    let piece = [UInt8](unsafeUninitializedCapacity: chunkSize) { buffer, filled in
      repeat {
        count = systemRead(descriptor, UnsafeMutableRawPointer(buffer.baseAddress!), chunkSize)
      } while count < 0 && errno == EINTR
      failure = errno
      filled = max(count, 0)
    }
    bytes.append(contentsOf: piece)
    guard count >= 0 else { throw FileError(file: file, what: String(cString: strerror(failure))) }
    isAtEnd = count == 0
  }
}

/// `read(2)`, under a name that no method hides.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
