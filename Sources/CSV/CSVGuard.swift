/// Keeps a spreadsheet from taking a cell for a formula: a single `'` in front (OWASP ASVS 5.0, 1.2.10).
///
/// Guarded are cells that begin with `' = + - @`, TAB, CR, LF or a full-width `＝ ＋ － ＠`. ``remove(_:)`` undoes
/// ``add(_:)`` exactly: `remove(add(x)) == x` for every x.
package enum CSVGuard {
  /// The cell with its guard, if it needs one.
  package static func add(_ cell: String) -> String { isGuarded(cell.unicodeScalars.first) ? "'" + cell : cell }

  /// The cell without its guard, if it has one: a `'` that stands before something guarded.
  package static func remove(_ cell: String) -> String {
    let scalars = cell.unicodeScalars
    guard scalars.first == "'", isGuarded(scalars.dropFirst().first) else { return cell }
    return String(scalars.dropFirst())
  }

  private static func isGuarded(_ scalar: Unicode.Scalar?) -> Bool {
    switch scalar {
    case "'", "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
    default: false
    }
  }
}
