import Pipeline
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// One line on the terminal that tells how far a run has come; nothing where stderr is no terminal.
final class ProgressLine: Sendable {
  private let read = Mutex<[String: Int]>([:])
  private let isShown = isatty(STDERR_FILENO) == 1

  func show(_ step: RunProgress) {
    guard isShown else { return }
    let line = read.withLock { read in
      switch step {
      case .page(let account, let count):
        read[account] = count
        return "\(account): \(grouped(count)) read"
      case .settling(let account): return "\(account): \(grouped(read[account] ?? 0)) read, deciding"
      case .finished(let account):
        read[account] = nil
        return "\(account): finished"
      }
    }
    fputs("\r\u{1B}[2K" + line, stderr)
  }

  func clear() {
    if isShown { fputs("\r\u{1B}[2K", stderr) }
  }
}
