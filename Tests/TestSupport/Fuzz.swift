import Glibc

/// How many hostile inputs a test makes, and from which seed: a slice in `make test`, what is asked for in `make fuzz`.
package enum Fuzz {
  /// Inputs of all seeds together; nil outside `make fuzz`.
  package static let count = number("CONTACTSYNC_FUZZ")
  /// The first of the eight seeds, so that a long run can be made in parts.
  package static let firstSeed = UInt64(number("CONTACTSYNC_FUZZ_FROM") ?? 1)
  package static let seeds = firstSeed...firstSeed + 7

  /// Nanoseconds of CPU that this thread has used.
  package static func cpuTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  private static func number(_ variable: String) -> Int? { getenv(variable).flatMap { Int(String(cString: $0)) } }
}
