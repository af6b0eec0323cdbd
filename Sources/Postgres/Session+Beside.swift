extension Session {
  /// Opens a second connection, to any server, and hands it to the body on this thread: for reading there while writing
  /// here. Cancelling the task stops the statements of both. It is closed when the body ends.
  ///
  /// - Parameter conninfo: as in ``Connection/open(_:applicationName:)``.
  /// - Throws: PostgresError where it cannot be opened, and what the body throws.
  package borrowing func beside<R>(
    _ conninfo: String, applicationName: String = "contactsync", _ body: (borrowing Session) throws -> R
  ) throws -> R {
    try checkCancellation()
    let other = try Wire(conninfo: conninfo, applicationName: applicationName)
    other.cancelToken.beginRun(other.cancelToken.nextRun(), isCancelled: false)
    wire.cancelToken.accompany(other.cancelToken)
    defer {
      wire.cancelToken.accompany(nil)
      other.endRun()
    }
    return try body(Session(other))
  }
}
