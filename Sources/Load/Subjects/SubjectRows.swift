import CSV
package import ContactModel
import Crypto
import FoundationEssentials
import Glibc

/// Takes the rows of a person out of CSV files for people: rows that name an account and a contact, or a party.
package struct SubjectRows: Sendable {
  private let contacts: Set<ContactKey>
  private let parties: Set<String>
  private let organization: String
  private let accounts: Set<String>

  /// - Parameter accounts: all of the organization's.
  package init(of subject: Subject, accounts: some Sequence<String>) {
    contacts = Set(subject.contacts)
    parties = Set(subject.parties)
    organization = subject.organization
    self.accounts = Set(accounts)
  }

  /// Takes the rows out of a file, which is replaced as a whole, and puts its manifest right. A file without any is not touched.
  ///
  /// - Parameter isDryRun: only count.
  /// - Returns: how many rows; nil where the file names neither contacts nor parties.
  /// - Throws: CSVError where it cannot be read, ``LoadError/fileNotWritten(path:code:)``.
  package func remove(from path: String, isDryRun: Bool) throws -> Int? {
    guard let (found, left) = try count(path) else { return nil }
    if found == 0 || isDryRun { return found }
    let hash = try rewrite(path)
    let manifest = path + ".manifest.json"
    if let text = FileManager.default.contents(atPath: manifest).flatMap({ String(data: $0, encoding: .utf8) }) {
      let mended = text.replacing(#/"rows":[0-9]+/#, with: "\"rows\":\(left)", maxReplacements: 1)
        .replacing(#/"sha256":"[0-9a-f]{64}"/#, with: "\"sha256\":\"\(hash)\"", maxReplacements: 1)
      var file = try FileReplacement(path: manifest, mode: mode(of: manifest))
      try file.write(Array(mended.utf8))
      try file.commit()
    }
    return found
  }

  /// The columns by which a row is known.
  private struct Places {
    var account: Int?
    var contact: Int?
    var organization: Int?
    var party: Int?

    /// nil: a row names neither a contact of an account nor a party.
    init?(_ columns: CSVColumns) {
      account = columns.place("linked_account_id")
      contact = columns.place("contact_id")
      organization = columns.place("organization_id", "organization")
      party = columns.place("party_id")
      let namesContacts = account != nil && contact != nil
      guard namesContacts || party != nil && (organization != nil || account != nil) else { return nil }
    }
  }

  private func concerns(_ row: CSVRow, _ places: Places) -> Bool {
    func cell(_ place: Int?) -> String? { place.map { CSVGuard.remove(CSVColumns.trimmed(row[$0])) } }
    let account = cell(places.account)
    if let account, let id = cell(places.contact), contacts.contains(ContactKey(account: account, id: id)) {
      return true
    }
    guard let party = cell(places.party), parties.contains(party) else { return false }
    if let organization = cell(places.organization) { return organization == self.organization }
    return account.map(accounts.contains) ?? false
  }

  private func count(_ path: String) throws -> (found: Int, left: Int)? {
    var reader = try CSVReader(path: path)
    guard let header = try reader.next(), let columns = try? CSVColumns(header: header, file: path),
      let places = Places(columns)
    else { return nil }
    var (found, left) = (0, 0)
    while let row = try reader.next() {
      if concerns(row, places) { found += 1 } else { left += 1 }
    }
    return (found, left)
  }

  /// The new file's SHA-256 in hexadecimal.
  private func rewrite(_ path: String) throws -> String {
    var reader = try CSVReader(path: path)
    var file = try FileReplacement(path: path, mode: mode(of: path))
    var writer = CSVWriter(profile: .machine)
    var hash = SHA256()
    func put(_ bytes: [UInt8], _ file: borrowing FileReplacement) throws {
      hash.update(data: bytes)
      try file.write(bytes)
    }
    if try beginsWithMark(path) { try put([0xEF, 0xBB, 0xBF], file) }
    guard let header = try reader.next() else { return "" }
    let places = Places(try CSVColumns(header: header, file: path))
    writer.append(header.cells)
    while let row = try reader.next() {
      if let places, concerns(row, places) { continue }
      writer.append(row.cells)
      if writer.pendingCount > 1 << 16 { try put(writer.take(), file) }
    }
    try put(writer.take(), file)
    try file.commit()
    return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private func beginsWithMark(_ path: String) throws -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw LoadError.fileNotWritten(path: path, code: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = [0, 0, 0]
    return read(descriptor, &bytes, 3) == 3 && bytes == [0xEF, 0xBB, 0xBF]
  }

  private func mode(of path: String) -> mode_t {
    var information = stat()
    return stat(path, &information) == 0 ? information.st_mode & 0o777 : 0o600
  }
}
