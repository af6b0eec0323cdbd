/// How an accounting system shapes its contacts.
package enum SystemStyle: String, CaseIterable, Sendable {
  /// Customers and vendors are separate records under names unique across both, cut at 41 characters; jobs behind a
  /// colon.
  case quickBooks = "quickbooks"
  /// One contact with both flags; names unique; never cut at 41.
  case xero
  /// Separate customer and vendor records that may share a name; entity ids in front of some; two subsidiaries.
  case netSuite = "netsuite"
  /// Each contact in one of the three ways, as if several books had been poured together.
  case mixed

  /// Longest name that the system keeps, in characters.
  var nameLimit: Int {
    switch self {
    case .quickBooks: 41
    case .netSuite: 83
    case .xero, .mixed: 255
    }
  }

  /// Keeps the random numbers of the books of different systems apart: the same business is typed in by other clerks.
  var salt: UInt64 {
    switch self {
    case .mixed: 0
    case .quickBooks: 1 << 32
    case .xero: 2 << 32
    case .netSuite: 3 << 32
    }
  }

  var hasSeparateRoles: Bool { self == .quickBooks || self == .netSuite }
}
