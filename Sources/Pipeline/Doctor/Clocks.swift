package import ContactModel

/// How far the clocks that runs go by are apart: this machine's, PostgreSQL's and Merge's.
///
/// Windows and watermarks are in Merge's clock, leases in PostgreSQL's alone: neither minds. What compares instants of two
/// clocks does: intervals of a scheduler, `Retry-After` dates, ages, and when a failing account is asked again.
package struct Clocks: Sendable {
  /// How far PostgreSQL's clock is ahead of this machine's.
  package var database: Duration
  /// How far Merge's clock is ahead of this machine's; nil: Merge did not tell.
  package var merge: Duration?

  /// How far apart two clocks may be; Merge tells whole seconds only, and answers take their time.
  package static let tolerance = Duration.seconds(60)

  package init(database: Duration, merge: Duration? = nil) {
    self.database = database
    self.merge = merge
  }

  /// From one reading of PostgreSQL's clock between two of this machine's.
  package init(before: Timestamp, database: Timestamp, after: Timestamp) {
    let middle = before.microseconds + (after.microseconds - before.microseconds) / 2
    self.init(database: .microseconds(database.microseconds - middle))
  }

  /// How they stand; Merge's is the measure where it is known, for nobody here can set it.
  package var finding: Finding {
    guard let merge else {
      if database.magnitude <= Self.tolerance { return Finding("clocks", .ok, "this machine and PostgreSQL agree") }
      return Finding(
        "clocks", .warning, "PostgreSQL's clock is \(Self.words(database)) this machine's", advice: Self.advice)
    }
    if [database, merge, database - merge].allSatisfy({ $0.magnitude <= Self.tolerance }) {
      return Finding("clocks", .ok, "this machine, PostgreSQL and Merge agree")
    }
    return Finding(
      "clocks", .warning,
      "this machine's clock is \(Self.words(.zero - merge)) Merge's, PostgreSQL's is \(Self.words(database - merge)) Merge's",
      advice: Self.advice)
  }

  private static let advice = """
    keep both machines' clocks by NTP (`timedatectl`); until then ages in reports, intervals of --since and --until, and when \
    a failing account is asked again are off, while windows and leases are not
    """

  private static func words(_ ahead: Duration) -> String {
    let seconds = ahead.magnitude.components.seconds
    if seconds < 2 { return "like" }
    return "\(seconds) s \(ahead > .zero ? "ahead of" : "behind")"
  }
}

extension Duration {
  fileprivate var magnitude: Duration { self < .zero ? .zero - self : self }
}
