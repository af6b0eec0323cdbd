/// One thing that was examined: how it stands, and what to do.
package struct Finding: Sendable, Hashable {
  /// The raw value is the word in tables and files.
  package enum Level: String, Sendable {
    case ok
    case warning
    case error
    /// Cannot be told now, because something is away: try again.
    case away
  }

  /// What was examined, such as `database` or `account acme-books`.
  package var subject: String
  package var level: Level
  /// What was found; no secret, no personal data.
  package var text: String
  /// What to do; nil where nothing is to be done.
  package var advice: String?

  package init(_ subject: String, _ level: Level, _ text: String, advice: String? = nil) {
    self.subject = subject
    self.level = level
    self.text = text
    self.advice = advice
  }
}
