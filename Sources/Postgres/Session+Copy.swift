import CLibPQ

extension Session {
  /// Runs `COPY … FROM STDIN (FORMAT binary)` with the rows that the body writes; returns how many the server took.
  ///
  /// When the body throws, the server is told to drop all of it, and the connection can be used on (inside a transaction,
  /// after its rollback).
  @discardableResult
  package borrowing func copyIn(
    _ sql: String, _ fill: (inout CopyEncoder) throws -> Void
  ) throws -> Int {
    try checkCancellation()
    _ = try wire.result(PQexec(wire.handle, sql), expecting: [PGRES_COPY_IN])
    let (handle, token) = (wire.handle, wire.cancelToken)
    var encoder = CopyEncoder { (chunk: UnsafeRawBufferPointer) throws(PostgresError) in
      if token.isRequested { throw .cancelled }
      guard PQputCopyData(handle, chunk.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(chunk.count)) == 1
      else { throw .lost }
    }
    do {
      try fill(&encoder)
      try encoder.finish()
    } catch {
      PQputCopyEnd(handle, "given up by the client")
      drain()
      throw error
    }
    guard PQputCopyEnd(handle, nil) == 1 else {
      drain()
      throw PostgresError.lost
    }
    let rows = Rows(try lastResult())
    return rows.affected
  }

  /// Runs `COPY … TO STDOUT` (text format) and calls the body with each line, without its line feed.
  ///
  /// The bytes are valid within the call only; ``CopyTextRow`` takes them apart. When the body throws, the statement is
  /// stopped, and the connection can be used on.
  package borrowing func copyOut(_ sql: String, row: (UnsafeRawBufferPointer) throws -> Void) throws {
    try checkCancellation()
    _ = try wire.result(PQexec(wire.handle, sql), expecting: [PGRES_COPY_OUT])
    var line: UnsafeMutablePointer<CChar>?
    var count = PQgetCopyData(wire.handle, &line, 0)
    while count > 0 {
      do {
        defer { PQfreemem(line) }
        try row(UnsafeRawBufferPointer(start: line, count: Int(count) - 1))
      } catch {
        wire.skipCopyOut()
        drain()
        throw error
      }
      count = PQgetCopyData(wire.handle, &line, 0)
    }
    _ = try lastResult()
  }

  /// The result at the end of a COPY.
  private borrowing func lastResult() throws(PostgresError) -> ResultBox {
    let result = PQgetResult(wire.handle)
    drain()
    return try wire.result(result, expecting: [PGRES_COMMAND_OK])
  }

  private borrowing func drain() {
    while let result = PQgetResult(wire.handle) { PQclear(result) }
  }
}
