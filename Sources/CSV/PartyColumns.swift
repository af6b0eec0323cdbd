/// Where the columns of a table of parties stand, by their names: those of a parties CSV (``PartiesCSV``).
package struct PartyColumns: Sendable {
  /// What is wrong with the columns as a whole.
  package struct Problem: Error {
    package var what: String
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

  private(set) var id = 0
  private(set) var name: Int?
  private(set) var taxNumber: Int?
  private(set) var isCustomer: Int?
  private(set) var isSupplier: Int?
  package private(set) var organization: Int?
  private(set) var linkedAccount: Int?
  private(set) var deletedAt: Int?
  private(set) var mergedInto: Int?
  /// In the order of their numbers: `email_address`, `email_address_2`, ….
  private(set) var emails: [Int] = []
  private(set) var phones: [Int] = []
  private(set) var addresses: [Address] = []
  /// The number of columns, unknown ones too.
  let count: Int

  /// Finds the columns: names in any order, upper or lower case; unknown ones are passed over. Throws where `id` is
  /// missing or a known column stands twice.
  package init(names: [String]) throws(Problem) {
    count = names.count
    var found: [Column: Int] = [:]
    for (index, cell) in names.enumerated() {
      guard let column = Column(header: cell) else { continue }
      guard found.updateValue(index, forKey: column) == nil else {
        throw Problem(what: "the column '\(column)' stands twice in the header")
      }
    }
    guard let id = found[Column(name: "id")] else {
      throw Problem(what: "no column 'id' in the header; found: \(PartyColumns.summary(names))")
    }
    self.id = id
    func place(_ name: String, _ number: Int = 1) -> Int? { found[Column(name: name, number: number)] }
    name = place("name")
    taxNumber = place("tax_number")
    isCustomer = place("is_customer")
    isSupplier = place("is_supplier")
    organization = place("organization")
    linkedAccount = place("linked_account_id")
    deletedAt = place("deleted_at")
    mergedInto = place("merged_into")
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

  /// The header for an error message: at most twelve names, each cut at 40 characters.
  private static func summary(_ names: [String]) -> String {
    let shown = names.prefix(12).map { $0.count > 40 ? $0.prefix(40) + "…" : $0 }.joined(separator: ", ")
    return names.count > 12 ? shown + ", …" : shown
  }
}

/// A known column: its name, and its number where it may stand several times (`city_2`: `city`, 2).
private struct Column: Hashable, CustomStringConvertible {
  static let single: Set<String> = [
    "id", "name", "tax_number", "is_customer", "is_supplier", "organization", "linked_account_id", "deleted_at",
    "merged_into",
  ]
  static let ofAddress: Set<String> = ["street_1", "street_2", "city", "country_subdivision", "zip_code", "country"]
  static let numbered = ofAddress.union(["email_address", "phone_number"])

  var name: String
  var number = 1

  init(name: String, number: Int = 1) {
    self.name = name
    self.number = number
  }

  /// nil where the column is not known.
  init?(header: String) {
    let name = header.split(separator: " ").joined(separator: " ").lowercased()
    if Column.single.contains(name) || Column.numbered.contains(name) {
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
