import CCurl
import Glibc
import Synchronization

/// Carries any number of transfers at once on one thread, which is started by the first of them.
final class TransferLoop: Sendable {
  private struct Inbox {
    var added: [Transfer] = []
    var cancelled: [Transfer] = []
    var isStarted = false
    var isClosed = false
    var closers: [CheckedContinuation<Void, Never>] = []
  }

  /// Only `curl_multi_wakeup` may be called from other threads than the loop's.
  nonisolated(unsafe) private let multi: UnsafeMutableRawPointer
  private let inbox = Mutex(Inbox())

  init(connectionsKept: Int) {
    _ = TransferLoop.library
    guard let multi = curl_multi_init() else { fatalError("libcurl has no memory left") }
    self.multi = multi
    _ = ccurl_set_limit(multi, CURLMOPT_MAXCONNECTS, connectionsKept)
  }

  deinit { curl_multi_cleanup(multi) }

  /// Once in a process, before any other call.
  private static let library: CURLcode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

  /// Sends a request and gives its response; cancelling the task ends the transfer.
  func exchange(_ transfer: Transfer) async throws -> HTTPAnswer {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let refusal: (any Error)? = inbox.withLock { inbox in
          if transfer.isCancelled { return CancellationError() }
          if inbox.isClosed { return TransportFailure.broken }
          transfer.continuation = continuation
          transfer.isUnderWay = true
          inbox.added.append(transfer)
          if !inbox.isStarted {
            inbox.isStarted = true
            start()
          }
          return nil
        }
        if let refusal { continuation.resume(throwing: refusal) } else { curl_multi_wakeup(multi) }
      }
    } onCancel: {
      inbox.withLock { inbox in
        transfer.isCancelled = true
        if transfer.isUnderWay { inbox.cancelled.append(transfer) }
      }
      curl_multi_wakeup(multi)
    }
  }

  /// Ends what is under way, and the thread.
  func shutdown() async {
    await withCheckedContinuation { continuation in
      let isOver = inbox.withLock { inbox in
        inbox.isClosed = true
        if inbox.isStarted { inbox.closers.append(continuation) }
        return !inbox.isStarted
      }
      if isOver { continuation.resume() } else { curl_multi_wakeup(multi) }
    }
  }

  private func start() {
    let context = Unmanaged.passRetained(self)
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<TransferLoop>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, context.toOpaque())
    guard code == 0 else { fatalError("no thread can be started: \(String(cString: strerror(code)))") }
    pthread_detach(thread)
  }

  private func run() {
    var underWay: [UnsafeMutableRawPointer: Transfer] = [:]
    func end(_ transfer: Transfer) -> Bool {
      guard underWay.removeValue(forKey: transfer.easy) != nil else { return false }
      curl_multi_remove_handle(multi, transfer.easy)
      return true
    }
    while true {
      let (added, cancelled, isClosed) = inbox.withLock { inbox in
        defer { (inbox.added, inbox.cancelled) = ([], []) }
        return (inbox.added, inbox.cancelled, inbox.isClosed)
      }
      for transfer in added {
        underWay[transfer.easy] = transfer
        curl_multi_add_handle(multi, transfer.easy)
      }
      for transfer in cancelled where end(transfer) { transfer.fail(CancellationError()) }
      if isClosed { break }
      var count: CInt = 0
      curl_multi_perform(multi, &count)
      var code = CURLE_OK
      while let easy = ccurl_next_ended(multi, &code) {
        if let transfer = underWay[easy], end(transfer) { transfer.finish(code) }
      }
      // Until something can be read or sent, a time is over, or somebody wakes it.
      curl_multi_poll(multi, nil, 0, 60_000, nil)
    }
    for transfer in Array(underWay.values) where end(transfer) { transfer.fail(TransportFailure.broken) }
    let closers = inbox.withLock { inbox in
      defer { inbox.closers = [] }
      inbox.isStarted = false
      return inbox.closers
    }
    for closer in closers { closer.resume() }
  }
}
