/// How an accounting system takes contacts that are written to it.
struct Habits: Sendable, Hashable {
  enum Uniqueness: Sendable, Hashable {
    case none
    /// Over customers, vendors and employees; inactive and deleted ones hold their names.
    case allRoles
    /// Among contacts; archived ones hold their names.
    case contacts
    /// Among customers and among vendors; inactive ones hold their names.
    case eachRole
  }

  /// As people know the system.
  var system: String
  var uniqueness = Uniqueness.none
  /// A create with a taken name changes the contact that has it, instead of being refused.
  var takesOverNamesake = false
  /// Longest name that is taken, in characters.
  var nameLimit: Int?
  /// Names come back cut to this many characters.
  var nameCut: Int?
  var forbidden: Character?
  /// Customers and vendors are records of their own: each contact is one of the two, for good.
  var rolesAreApart = false
  /// The roles follow from use and cannot be written.
  var rolesAreReadOnly = false
  var archivedIsReadOnly = false
  /// Whether `&` and `and` are the same in a name.
  var ampersandIsAnd = false
  /// Remote ids are numbers, not UUIDs.
  var hasNumericIDs = false
  /// What the system says of a taken name, and its number of the error.
  var duplicateText = ""
  var duplicateCode: Int64?

  static let quickBooks = Habits(
    system: "QuickBooks Online", uniqueness: .allRoles, nameLimit: 500, nameCut: 41, forbidden: ":",
    rolesAreApart: true, ampersandIsAnd: true, hasNumericIDs: true,
    duplicateText: "Duplicate Name Exists Error: The name supplied already exists.", duplicateCode: 6240)
  static let xero = Habits(
    system: "Xero", uniqueness: .contacts, takesOverNamesake: true, nameLimit: 255, rolesAreReadOnly: true,
    archivedIsReadOnly: true, duplicateText: "The contact name is already assigned to another contact.")
  static let netSuite = Habits(
    system: "NetSuite", uniqueness: .eachRole, nameLimit: 83, rolesAreApart: true, hasNumericIDs: true,
    duplicateText: "This record already exists.")

  /// The form of a name in which two of the same name are equal.
  func folded(_ name: String) -> String {
    let text = name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return ampersandIsAnd ? text.replacing("&", with: "and") : text
  }

  /// The name as it comes back.
  func cut(_ name: String) -> String { nameCut.map { String(name.prefix($0)) } ?? name }
}

extension Integration {
  var habits: Habits {
    switch slug {
    case Integration.quickBooks.slug: .quickBooks
    case Integration.xero.slug: .xero
    case Integration.netSuite.slug: .netSuite
    default: Habits(system: name)
    }
  }
}
