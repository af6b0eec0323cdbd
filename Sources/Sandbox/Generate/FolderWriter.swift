import Glibc

/// A file or folder that could not be written.
package struct GenerateError: Error, Sendable, CustomStringConvertible {
  package let path: String
  /// The system's `errno`.
  package let code: Int32

  package var description: String { "\(path): cannot be written: \(String(cString: strerror(code)))" }
}

extension BusinessGenerator {
  /// Writes `platform.csv`, `accounting.ndjson`, `truth.csv` (platform_id, accounting_id) and `patterns.csv`
  /// (contact_id, pattern; a row for each pattern of a contact); makes the folder when it is missing.
  package func writeFolder(_ path: String) throws(GenerateError) {
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw GenerateError(path: path, code: errno) }
    var platform = try LineFile(path + "/platform.csv")
    var accounting = try LineFile(path + "/accounting.ndjson")
    var truth = try LineFile(path + "/truth.csv")
    var patterns = try LineFile(path + "/patterns.csv")
    do {
      try platform.write(GeneratedParty.header)
      try forEachParty { try platform.write($0.row) }
      try truth.write("platform_id,accounting_id")
      try patterns.write("contact_id,pattern")
      try forEachContact { labelled in
        try accounting.write(labelled.contact.line)
        for party in labelled.parties { try truth.write("\(party),\(labelled.contact.id)") }
        for pattern in labelled.patterns { try patterns.write("\(labelled.contact.id),\(pattern.rawValue)") }
      }
      try platform.close()
      try accounting.close()
      try truth.close()
      try patterns.close()
    } catch let error as GenerateError {
      throw error
    } catch {
      throw GenerateError(path: path, code: EIO)
    }
  }
}

/// A file written line by line through a buffer.
private struct LineFile {
  private let path: String
  private let file: Int32
  private var buffer: [UInt8] = []

  init(_ path: String) throws(GenerateError) {
    self.path = path
    file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw GenerateError(path: path, code: errno) }
  }

  mutating func write(_ line: String) throws(GenerateError) {
    buffer.append(contentsOf: line.utf8)
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count >= 1 << 18 { try flush() }
  }

  mutating func close() throws(GenerateError) {
    try flush()
    guard Glibc.close(file) == 0 else { throw GenerateError(path: path, code: errno) }
  }

  private mutating func flush() throws(GenerateError) {
    var start = 0
    while start < buffer.count {
      let written = buffer[start...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw GenerateError(path: path, code: errno) }
      start += written
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
