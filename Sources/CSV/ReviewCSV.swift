/// Reads a review file that people have filled in: the columns of `review export` in any order, others passed over.
///
/// UTF-8 with or without byte order mark, or Windows-1252; `,`, `;` or TAB between cells; as spreadsheets save them.
package struct ReviewCSV: ~Copyable {
  /// The raw value is the column's name.
  package enum Column: String, Sendable, CaseIterable {
    case reviewID = "review_id"
    case rowVersion = "row_version"
    case organization = "organization_id"
    case account = "linked_account_id"
    case contact = "contact_id"
    case contactName = "contact_name"
    case contactEmail = "contact_email"
    case contactTaxNumber = "contact_tax_number"
    case contactPhone = "contact_phone"
    case contactAddress = "contact_address"
    case candidateRank = "candidate_rank"
    case party = "party_id"
    case partyName = "party_name"
    case partyEmail = "party_email"
    case partyTaxNumber = "party_tax_number"
    case partyPhone = "party_phone"
    case partyAddress = "party_address"
    case probability
    case evidence
    case reason = "reason_not_auto"
    case age = "age_days"
    case permalink
    case decision
    case otherParty = "other_party_id"
    case note
  }

  /// Where the bytes are; they are read more than once.
  package enum Source: Sendable {
    case file(String)
    /// With a name that stands for the file in messages.
    case bytes([UInt8], name: String)
  }

  package struct Row: Sendable {
    fileprivate var row: CSVRow
    fileprivate var places: [Int?]
    fileprivate var isGuarded: Bool

    /// In the file, counted from 1.
    package var line: Int { row.line }
    /// What is wrong with its cells as such; nil: nothing.
    package var problem: String?
    /// As they stand in the file.
    package var cells: [String] { row.cells }

    /// A cell as it stands; nil where the file does not have the column.
    package func raw(_ column: Column) -> String? { place(column).map { row[$0] } }

    /// A cell without blanks at its ends and without the formula guard; empty where the file does not have the column.
    package func text(_ column: Column) -> String {
      guard let raw = raw(column) else { return "" }
      return CSVColumns.trimmed(isGuarded ? CSVGuard.remove(raw) : raw)
    }

    private func place(_ column: Column) -> Int? { places[Column.allCases.firstIndex(of: column) ?? 0] }
  }

  private var reader: CSVReader
  private let places: [Int?]
  private let isGuarded: Bool
  /// Cells that a row must have: spreadsheets may leave out empty ones at its end.
  private let least: Int
  /// As it stands in the file.
  package let header: [String]

  /// - Parameter isGuarded: cells may have the guard of the profile `sheet`; false: the file was written as `machine`.
  /// - Throws: where a column is missing that says which row is meant, or what was decided.
  package init(_ source: Source, isGuarded: Bool = true) throws(CSVError) {
    var reader = try Self.reader(source)
    let first = try reader.next()
    let columns = try CSVColumns(header: first, file: reader.file)
    let places = Column.allCases.map { columns.place($0.rawValue) }
    for column in [Column.reviewID, .rowVersion, .candidateRank, .decision]
    where columns.place(column.rawValue) == nil {
      throw CSVError(
        file: reader.file, line: first?.line,
        what: "the header needs the column \(column.rawValue), as `review export` wrote it")
    }
    self.places = places
    self.isGuarded = isGuarded
    least =
      1 + max(columns.place(Column.reviewID.rawValue) ?? 0, columns.place(Column.candidateRank.rawValue) ?? 0)
    header = first?.cells ?? []
    self.reader = reader
  }

  private static func reader(_ source: Source) throws(CSVError) -> CSVReader {
    switch source {
    case .file(let path): return try CSVReader(path: path, encoding: CSVReader.Encoding(of: path))
    case .bytes(let bytes, let name):
      return CSVReader(bytes: bytes, name: name, encoding: try CSVReader.Encoding(of: bytes, name: name))
    }
  }

  /// The name of the file, for messages.
  package var file: String { reader.file }

  /// The next row; nil at the end.
  package mutating func next() throws(CSVError) -> Row? {
    guard let row = try reader.next() else { return nil }
    var problem = row.problem
    if (header.count..<max(header.count, row.count)).contains(where: { !row.isBlank($0) }) {
      problem = "\(row.count) cells, where the header has \(header.count)"
    }
    if row.count < least { problem = "the row is cut off" }
    return Row(row: row, places: places, isGuarded: isGuarded, problem: problem)
  }
}
