internal import CSV
internal import ContactModel
internal import FoundationEssentials
internal import Glibc
internal import Load
internal import NDJSON

/// The files of output folders that may hold a person: review files and others that name contacts or parties (`.csv`), and the
/// contacts that runs kept (`.contacts.ndjson`).
struct SubjectFiles {
  let subject: Subject
  let traces: [Subject.Trace]
  /// All of the organization's.
  let accounts: [String]
  let isDryRun: Bool

  /// What was done with the files of a folder and of all below it.
  struct Done {
    var changed: [SubjectEraser.ChangedFile] = []
    /// Files that could not be read or replaced: path and why.
    var problems: [String] = []
  }

  func erase(in folder: String) throws -> Done {
    var done = Done()
    let rows = SubjectRows(of: subject, accounts: accounts)
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder).sorted() {
      let path = folder + (folder.hasSuffix("/") ? "" : "/") + name
      do {
        var count = 0
        if name.hasSuffix(".csv") {
          count = try rows.remove(from: path, isDryRun: isDryRun) ?? 0
        } else if name.hasSuffix(".contacts.ndjson") {
          count = try removeLines(from: path)
        }
        if count > 0 { done.changed.append(.init(path: path, rows: count)) }
      } catch let error as CSVError {
        done.problems.append("\(error)")
      } catch {
        done.problems.append("\(path): \(error)")
      }
    }
    return done
  }

  /// Puts a rejected record without id and raw form (reason `erased`) in place of each line of the person, so that the counts
  /// of the file's end still agree; how many.
  private func removeLines(from path: String) throws -> Int {
    var found = 0
    try eachLine(of: path) { _, account in found += account == nil ? 0 : 1 }
    if found == 0 || isDryRun { return found }
    var information = stat()
    let mode = stat(path, &information) == 0 ? information.st_mode & 0o777 : 0o600
    var file = try FileReplacement(path: path, mode: mode)
    var lines: [UInt8] = []
    let erased = RejectedRecord(id: nil, reason: RejectedRecord.erased, detail: "erased on request", raw: [])
    try eachLine(of: path) { line, account in
      if let account { lines += RejectedLine(account: account, record: erased).line } else { lines += line + [0x0A] }
    }
    try file.write(lines)
    try file.commit()
    return found
  }

  /// Calls the body with each line and, where it is the person's, its account.
  private func eachLine(of path: String, _ body: (_ line: [UInt8], _ account: String?) throws -> Void) throws {
    let contacts = Set(subject.contacts)
    var reader = try LineReader(path: path)
    while let line = try reader.next() {
      let object = try? LineObject(line.bytes)
      let account = (try? object?.text("account")) ?? nil
      let id = (try? object?.text("id")) ?? nil
      try body(line.bytes, account.flatMap { concerns(object, $0, id, contacts) ? $0 : nil })
    }
  }

  private func concerns(_ object: LineObject?, _ account: String, _ id: String?, _ contacts: Set<ContactKey>) -> Bool {
    if let id { return contacts.contains(ContactKey(account: account, id: id)) }
    guard object?.type == "rejected", let raw = (try? object?.text("raw")) ?? nil else { return false }
    return traces.contains { $0.account == account && raw.contains($0.json) }
  }
}
