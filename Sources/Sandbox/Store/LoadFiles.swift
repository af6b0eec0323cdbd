import FoundationEssentials
package import NDJSON

extension SandboxStore {
  /// Adds the contacts of a file to an account: NDJSON in Merge's shape, as ``putContacts(_:in:)`` takes it.
  @discardableResult
  package func load(file: String, into account: String) throws(FileError) -> ContactCounts {
    guard holdings[account] != nil else {
      throw FileError(file: file, what: SandboxError.unknownAccount(account).description)
    }
    defer { holdings[account]?.shelf.restoreOrder() }
    var reader = try NDJSONReader(path: file)
    var counts = ContactCounts()
    while let chunk = try reader.next() {
      do throws(SandboxError) {
        counts += try takeContacts(chunk.bytes, in: account)
      } catch {
        guard case .badContact(let line, let what) = error else {
          throw FileError(file: file, what: error.description)
        }
        throw FileError(file: file, line: chunk.firstLine + line - 1, what: what)
      }
    }
    return counts
  }

  /// Adds an account for a data folder, or for each folder in it, and its contacts from `accounting.ndjson`.
  ///
  /// The account is named after its folder; `account.json` beside the contacts may say what `POST /sandbox/accounts`
  /// takes. Returns the accounts' ids, sorted by folder; throws where no contacts are found.
  @discardableResult
  package func load(folder: String) throws(FileError) -> [String] {
    let contacts = "accounting.ndjson"
    let files = FileManager.default
    var folders = [folder]
    if !files.fileExists(atPath: "\(folder)/\(contacts)") {
      let names = (try? files.contentsOfDirectory(atPath: folder)) ?? []
      folders = names.sorted().map { "\(folder)/\($0)" }.filter { files.fileExists(atPath: "\($0)/\(contacts)") }
      if folders.isEmpty { throw FileError(file: folder, what: "no \(contacts) in it nor in a folder below it") }
    }
    var ids: [String] = []
    for folder in folders {
      let account = try account(ofFolder: folder)
      do throws(SandboxError) {
        try add(account)
      } catch {
        throw FileError(file: folder, what: error.description)
      }
      try load(file: "\(folder)/\(contacts)", into: account.id)
      ids.append(account.id)
    }
    return ids
  }

  private func account(ofFolder folder: String) throws(FileError) -> SandboxAccount {
    let path = "\(folder)/account.json"
    guard let data = FileManager.default.contents(atPath: path) else {
      return SandboxAccount(id: folder.split(separator: "/").last.map(String.init) ?? "books")
    }
    do throws(Refusal) {
      return try SandboxJSON.decoded(AccountOrder.self, from: Array(data)).applied(to: nil)
    } catch {
      throw FileError(file: path, what: String(decoding: error.answer.body, as: UTF8.self))
    }
  }
}
