import CLibPQ
import Glibc

extension Session {
  /// Waits for a notification on a channel that this session listens to; the channel's name, nil where none came in time.
  ///
  /// Those that came before count. Cancelling the task ends the wait with error 57014 within a quarter of a second. Outside a
  /// transaction: the server holds notifications back within one.
  ///
  /// - Throws: PostgresError; 08006 where the connection was lost meanwhile.
  package borrowing func notification(within time: Duration) throws(PostgresError) -> String? {
    let deadline = ContinuousClock.now + time
    while true {
      try checkCancellation()
      guard PQconsumeInput(wire.handle) == 1, wire.isUsable else { throw .lost }
      if let notice = PQnotifies(wire.handle) {
        defer { PQfreemem(notice) }
        return String(cString: notice.pointee.relname)
      }
      let left = deadline - ContinuousClock.now
      if left <= .zero { return nil }
      wait(atMost: min(left, .milliseconds(250)))
    }
  }

  /// Until the server sends something, or the time is over.
  private borrowing func wait(atMost time: Duration) {
    let (seconds, attoseconds) = time.components
    let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
    var socket = pollfd(fd: PQsocket(wire.handle), events: Int16(POLLIN), revents: 0)
    _ = poll(&socket, 1, Int32(max(1, milliseconds)))
  }
}
