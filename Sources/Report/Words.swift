package import ContactModel

/// Numbers, times and spans as people read them.
package enum Words {
  /// `12,345`.
  package static func count(_ number: Int) -> String {
    var digits = String(abs(number))
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (number < 0 ? "−" : "") + ([digits] + groups).joined(separator: ",")
  }

  /// `1 account`, `3 accounts`.
  package static func count(_ number: Int, _ noun: String) -> String {
    "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// A share as `87.5 %`; never 100 % or 0 % unless it is all or nothing. nil is a dash.
  package static func percent(_ share: Double?) -> String {
    guard let share, share.isFinite else { return "–" }
    var tenths = Int((share * 1000).rounded())
    if tenths >= 1000 && share < 1 { tenths = 999 }
    if tenths <= 0 && share > 0 { tenths = 1 }
    if tenths == 1000 || tenths == 0 { return "\(tenths / 10) %" }
    return "\(tenths / 10).\(tenths % 10) %"
  }

  /// The change between two shares, `+1.2 points`; nil where one is missing.
  package static func change(from old: Double?, to new: Double?) -> String? {
    guard let old, let new else { return nil }
    let tenths = Int(((new - old) * 1000).rounded())
    if tenths == 0 { return "unchanged" }
    return "\(tenths > 0 ? "+" : "−")\(abs(tenths) / 10).\(abs(tenths) % 10) points"
  }

  /// A span: `45 s`, `12 min`, `3.5 h`, `9 d`.
  package static func span(seconds: Double?) -> String {
    guard let seconds, seconds.isFinite else { return "–" }
    switch max(seconds, 0) {
    case ..<60: return "\(Int(max(seconds, 0))) s"
    case ..<3600: return "\(Int(seconds / 60)) min"
    case ..<172_800: return "\(Markup.coordinate((seconds / 3600 * 10).rounded(.down) / 10)) h"
    default: return "\(count(Int(seconds / 86400))) d"
    }
  }

  package static func span(hours: Double?) -> String { span(seconds: hours.map { $0 * 3600 }) }

  /// `26 Nov 17:30` in UTC; nil is a dash.
  package static func time(_ instant: Timestamp?) -> String {
    guard let instant else { return "–" }
    let text = instant.rfc3339
    return "\(day(String(text.prefix(10))))\u{A0}\(text.dropFirst(11).prefix(5))"
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// `2026-11-06` as `6 Nov`, with a space that breaks no line.
  package static func day(_ date: String) -> String {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, 1...12 ~= parts[1] else { return date }
    return "\(parts[2])\u{A0}\(months[parts[1] - 1])"
  }

  /// `2026-11-01` as `Nov 2026`.
  package static func month(_ date: String) -> String {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, 1...12 ~= parts[1] else { return date }
    return "\(months[parts[1] - 1]) \(parts[0])"
  }

  /// `name_taken` as `name taken`.
  package static func plain(_ word: String) -> String {
    String(word.map { $0 == "_" ? " " : $0 })
  }

  /// A text that is not too long for a table.
  package static func short(_ text: String, _ most: Int = 60) -> String {
    text.count > most ? text.prefix(most - 1) + "…" : text
  }
}
