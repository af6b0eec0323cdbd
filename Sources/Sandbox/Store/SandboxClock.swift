package import ContactModel
import FoundationEssentials

/// Where the sandbox takes the time from and how it waits; tests give a virtual one.
package struct SandboxClock: Sendable {
  package var now: @Sendable () -> Timestamp
  package var sleep: @Sendable (Duration) async throws -> Void

  package init(
    now: @escaping @Sendable () -> Timestamp, sleep: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.now = now
    self.sleep = sleep
  }

  /// The machine's clock.
  package static let system = SandboxClock(
    now: { Timestamp(microseconds: Int64((Date().timeIntervalSince1970 * 1e6).rounded())) },
    sleep: { try await Task.sleep(for: $0) })
}
