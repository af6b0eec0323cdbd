#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of a file or of memory, a window at a time.
struct ByteInput: ~Copyable {
  let file: String
  private let descriptor: Int32?
  private var memory: ArraySlice<UInt8> = []
  private let size: Int

  init(path: String) throws(CSVError) {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CSVError(file: path, what: String(cString: strerror(errno))) }
    file = path == "-" ? "standard input" : path
    self.descriptor = descriptor
    size = 1 << 18
  }

  /// `window`: bytes that are given at a time.
  init(bytes: [UInt8], name: String, window: Int) {
    file = name
    descriptor = nil
    memory = bytes[...]
    size = window
  }

  deinit {
    if let descriptor, descriptor != STDIN_FILENO { close(descriptor) }
  }

  /// Replaces the window by the bytes that follow it; empty at the end.
  mutating func next(_ window: inout [UInt8]) throws(CSVError) {
    guard let descriptor else {
      window = Array(memory.prefix(size))
      memory = memory.dropFirst(size)
      return
    }
    if window.count < size { window = [UInt8](repeating: 0, count: size) }
    var count = -1
    repeat {
      count = window.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, size) }
    } while count < 0 && errno == EINTR
    guard count >= 0 else { throw CSVError(file: file, what: String(cString: strerror(errno))) }
    window.removeLast(window.count - count)
  }

  /// Adds the bytes that follow it to the window; false at the end.
  mutating func extend(_ window: inout [UInt8]) throws(CSVError) -> Bool {
    var more: [UInt8] = []
    try next(&more)
    window += more
    return !more.isEmpty
  }
}
