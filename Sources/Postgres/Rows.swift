import CLibPQ

/// What a statement returned; values are read when asked for.
///
/// Columns are counted from 0 in the order of the statement. A wrong row or column index is a programming error and traps.
package struct Rows: Sendable, RandomAccessCollection {
  private let result: ResultBox

  init(_ result: ResultBox) { self.result = result }

  package var startIndex: Int { 0 }
  package var endIndex: Int { Int(PQntuples(result.pointer)) }
  package subscript(row: Int) -> Row {
    precondition(row >= 0 && row < count, "no such row")
    return Row(rows: self, index: row)
  }

  /// How many rows an INSERT, UPDATE, DELETE, MERGE or COPY wrote; of a SELECT, how many it returned.
  package var affected: Int { Int(String(cString: PQcmdTuples(result.pointer))) ?? 0 }

  package var columnNames: [String] {
    (0..<PQnfields(result.pointer)).map { String(cString: PQfname(result.pointer, $0)) }
  }

  /// The value's text form; nil is NULL.
  package subscript(row: Int, column: Int) -> String? { text(row, column) }

  package func text(_ row: Int, _ column: Int) -> String? {
    withBytes(row, column) { String(decoding: $0, as: UTF8.self) }
  }

  /// nil is NULL or not a whole number.
  package func int(_ row: Int, _ column: Int) -> Int64? {
    withBytes(row, column) { Int64(String(decoding: $0, as: UTF8.self)) } ?? nil
  }

  /// nil is NULL or not a number.
  package func double(_ row: Int, _ column: Int) -> Double? {
    withBytes(row, column) { Double(String(decoding: $0, as: UTF8.self)) } ?? nil
  }

  /// nil is NULL.
  package func bool(_ row: Int, _ column: Int) -> Bool? { withBytes(row, column) { $0.first == UInt8(ascii: "t") } }

  /// A `bytea` value; nil is NULL.
  package func bytes(_ row: Int, _ column: Int) -> [UInt8]? {
    withBytes(row, column) { hex in
      let digits = hex.dropFirst(2)
      return [UInt8](unsafeUninitializedCapacity: digits.count / 2) { buffer, count in
        var high: UInt8?
        for digit in digits {
          let value = digit <= UInt8(ascii: "9") ? digit - UInt8(ascii: "0") : (digit | 0x20) - UInt8(ascii: "a") + 10
          if let first = high {
            buffer[count] = first << 4 | value
            count += 1
            high = nil
          } else {
            high = value
          }
        }
      }
    }
  }

  /// A one-dimensional array of texts; nil is NULL, a NULL element is nil.
  package func textArray(_ row: Int, _ column: Int) -> [String?]? {
    withBytes(row, column) { ArrayText.elements($0) }
  }

  /// A one-dimensional array of whole numbers; nil is NULL, NULL elements are left out.
  package func intArray(_ row: Int, _ column: Int) -> [Int64]? {
    textArray(row, column)?.compactMap { $0.flatMap { Int64($0) } }
  }

  /// Calls a body with the value's text form (UTF-8), which is valid within it only; nil is NULL.
  package func withBytes<R>(_ row: Int, _ column: Int, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R? {
    let (row, column) = (Int32(row), Int32(column))
    precondition(
      row >= 0 && row < PQntuples(result.pointer) && column >= 0 && column < PQnfields(result.pointer),
      "no such row or column")
    if PQgetisnull(result.pointer, row, column) == 1 { return nil }
    return try body(
      UnsafeRawBufferPointer(
        start: PQgetvalue(result.pointer, row, column), count: Int(PQgetlength(result.pointer, row, column))))
  }
}
