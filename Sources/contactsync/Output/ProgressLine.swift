import Glibc
import Pipeline
import Synchronization

/// One line on the terminal that tells how far a run has come; nothing where stderr is no terminal, or takes a log.
final class ProgressLine: Sendable {
  private let read = Mutex<[String: Int]>([:])
  private let isShown: Bool

  init(settings: Settings) throws { isShown = try isatty(STDERR_FILENO) == 1 && settings.logFormat() == nil }

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
    Terminal.write("\r\u{1B}[2K" + line, to: .errors)
  }

  func clear() {
    if isShown { Terminal.write("\r\u{1B}[2K", to: .errors) }
  }
}
