/// Where the columns of a table of businesses stand, by their names: those of a parties CSV (``PartiesCSV``) or of a
/// contacts CSV (``ContactsCSV``).
package struct RecordColumns: Sendable {
  /// What is wrong with the columns as a whole.
  package struct Problem: Error {
    package var what: String
  }

  /// What the rows of the table are.
  enum Kind: Sendable {
    /// As the platform has them.
    case parties
    /// As an accounting system has them.
    case contacts
  }

  /// The columns of one address; nil where absent.
  struct Address: Sendable {
    var street1: Int?
    var street2: Int?
    var city: Int?
    var subdivision: Int?
    var postcode: Int?
    var country: Int?
  }

  /// Parties always have one; contacts have this one or ``remoteID``.
  private(set) var id: Int?
  private(set) var name: Int?
  private(set) var taxNumber: Int?
  private(set) var isCustomer: Int?
  private(set) var isSupplier: Int?
  /// In the order of their numbers: `email_address`, `email_address_2`, ….
  private(set) var emails: [Int] = []
  private(set) var phones: [Int] = []
  private(set) var addresses: [Address] = []
  // Parties only.
  package private(set) var organization: Int?
  private(set) var linkedAccount: Int?
  private(set) var deletedAt: Int?
  private(set) var mergedInto: Int?
  // Contacts only.
  private(set) var remoteID: Int?
  private(set) var status: Int?
  private(set) var currency: Int?
  private(set) var company: Int?
  private(set) var createdAt: Int?
  private(set) var modifiedAt: Int?
  private(set) var remoteUpdatedAt: Int?
  private(set) var remoteWasDeleted: Int?
  /// The number of columns, unknown ones too.
  let count: Int

  /// Finds the columns of parties: names in any order, upper or lower case; unknown ones are passed over. Throws where
  /// `id` is missing or a known column stands twice.
  package init(names: [String]) throws(Problem) {
    try self.init(.parties, Self.columns(named: names, .parties), count: names.count)
    guard id != nil else {
      throw Problem(what: "no column 'id' in the header; found: \(RecordColumns.summary(names))")
    }
  }

  /// Finds the columns of contacts, by their names or by a mapping. Throws where there is neither `id` nor `remote_id`,
  /// where a known column stands twice, and where one that is mapped is missing.
  init(contacts header: [String], mapping: ColumnMapping?) throws(Problem) {
    guard let mapping else {
      try self.init(.contacts, Self.columns(named: header, .contacts), count: header.count)
      guard id != nil || remoteID != nil else {
        throw Problem(
          what: "no column 'id' or 'remote_id' in the header; found: \(RecordColumns.summary(header)); a mapping says "
            + "which columns hold them")
      }
      return
    }
    var found: [(column: Column, place: Int)] = []
    for entry in mapping.entries {
      guard let column = Column(header: entry.field, .contacts) else { continue }
      let places = header.indices.filter { Self.plain(header[$0]) == Self.plain(entry.header) }
      guard let place = places.first else {
        throw Problem(
          what: "no column '\(entry.header)' for `\(entry.field)` (\(entry.place)) in the header; found: "
            + RecordColumns.summary(header))
      }
      if places.count > 1 {
        throw Problem(
          what: "the column '\(entry.header)' for `\(entry.field)` (\(entry.place)) stands twice in the header")
      }
      found.append((column, place))
    }
    try self.init(.contacts, found, count: header.count)
  }

  private init(
    _ kind: Kind, _ columns: [(column: Column, place: Int)], count: Int
  ) throws(Problem) {
    self.count = count
    var found: [Column: Int] = [:]
    for (column, index) in columns {
      guard found.updateValue(index, forKey: column) == nil else {
        throw Problem(what: "the column '\(column)' stands twice in the header")
      }
    }
    func place(_ name: String, _ number: Int = 1) -> Int? { found[Column(name: name, number: number)] }
    id = place("id")
    name = place("name")
    taxNumber = place("tax_number")
    isCustomer = place("is_customer")
    isSupplier = place("is_supplier")
    organization = place("organization")
    linkedAccount = place("linked_account_id")
    deletedAt = place("deleted_at")
    mergedInto = place("merged_into")
    remoteID = place("remote_id")
    status = place("status")
    currency = place("currency")
    company = place("company")
    createdAt = place("created_at")
    modifiedAt = place("modified_at")
    remoteUpdatedAt = place("remote_updated_at")
    remoteWasDeleted = place("remote_was_deleted")
    for number in Set(found.keys.map(\.number)).sorted() {
      if let email = place("email_address", number) { emails.append(email) }
      if let phone = place("phone_number", number) { phones.append(phone) }
      if found.keys.contains(where: { $0.number == number && Column.ofAddress.contains($0.name) }) {
        addresses.append(
          Address(
            street1: place("street_1", number), street2: place("street_2", number), city: place("city", number),
            subdivision: place("country_subdivision", number), postcode: place("zip_code", number),
            country: place("country", number)))
      }
    }
  }

  private static func columns(named names: [String], _ kind: Kind) -> [(column: Column, place: Int)] {
    names.enumerated().compactMap { index, name in Column(header: name, kind).map { ($0, index) } }
  }

  /// A header as it is compared: without blanks at its ends and repeated ones inside, in lower case.
  fileprivate static func plain(_ header: String) -> String {
    header.split(separator: " ").joined(separator: " ").lowercased()
  }

  /// Whether a mapping may name a field of contacts: exactly as it is written.
  static func isField(_ name: String) -> Bool {
    Column(header: name, .contacts) != nil && name == plain(name)
  }

  /// The fields of contacts, without the numbered ones.
  static let fields = Column.ofContacts.union(Column.numbered).sorted()

  /// The header for an error message: at most twelve names, each cut at 40 characters.
  private static func summary(_ names: [String]) -> String {
    let shown = names.prefix(12).map { $0.count > 40 ? $0.prefix(40) + "…" : $0 }.joined(separator: ", ")
    return names.count > 12 ? shown + ", …" : shown
  }
}

/// A known column: its name, and its number where it may stand several times (`city_2`: `city`, 2).
private struct Column: Hashable, CustomStringConvertible {
  private static let ofBoth: Set<String> = ["id", "name", "tax_number", "is_customer", "is_supplier"]
  private static let ofParties = ofBoth.union(["organization", "linked_account_id", "deleted_at", "merged_into"])
  static let ofContacts = ofBoth.union([
    "remote_id", "status", "currency", "company", "created_at", "modified_at", "remote_updated_at",
    "remote_was_deleted",
  ])
  static let ofAddress: Set<String> = ["street_1", "street_2", "city", "country_subdivision", "zip_code", "country"]
  static let numbered = ofAddress.union(["email_address", "phone_number"])

  var name: String
  var number = 1

  init(name: String, number: Int = 1) {
    self.name = name
    self.number = number
  }

  /// nil where the column is not known.
  init?(header: String, _ kind: RecordColumns.Kind) {
    let name = RecordColumns.plain(header)
    let single = kind == .parties ? Column.ofParties : Column.ofContacts
    if single.contains(name) || Column.numbered.contains(name) {
      self.init(name: name)
      return
    }
    guard let underscore = name.lastIndex(of: "_"), Column.numbered.contains(String(name[..<underscore])),
      let number = Int(name[name.index(after: underscore)...]), 1...99 ~= number
    else { return nil }
    self.init(name: String(name[..<underscore]), number: number)
  }

  var description: String { number == 1 ? name : "\(name)_\(number)" }
}
