internal import ContactModel
internal import NDJSON
internal import Transform

/// A file of parties of one organization, read whole: what contacts are compared with.
struct PartiesFile {
  let index: PartyIndex
  private let records: PartyRecords

  /// nil: the file does not say which organization it is of.
  var organization: String? { records.organization }
  /// The party revision that the file's `end` tells; nil without one.
  var revision: Int64? { records.ends.map(\.partyRevision).min() }

  /// Throws ``StageFailure`` where a line cannot be read, the file is not whole, or it holds several organizations: with a
  /// part of the parties the answers would be others.
  ///
  /// - Parameter frozen: the organization's frequencies; taken anew from the parties where nil or outgrown.
  init(path: String, policy: Policy, frozen: FrequencySnapshot?) throws {
    records = try PartyRecords(path: path)
    let isOutgrown = frozen?.isOutgrown(parties: records.count) ?? true
    var builder = PartyIndexBuilder(policy: policy, snapshot: isOutgrown ? nil : frozen)
    for page in records.pages { builder.add(page) }
    index = builder.finish()
  }

  /// The party's record; nil where the file has none with this id.
  func record(_ id: String) -> (page: RecordPage, row: Int)? { records[id] }

  /// Whether the party gets no new links, and what it was merged into: as of the file; an unknown one is retired.
  func standing(_ id: String) -> (isRetired: Bool, mergedInto: String?) {
    guard let (page, row) = records[id] else { return (true, nil) }
    let into = page.string(page.rows[row].mergedInto)
    return (page.rows[row].deletedAt != nil || into != nil, into)
  }
}

/// The records of a file of parties, found by id.
private struct PartyRecords {
  private let path: String
  private(set) var pages: [RecordPage] = []
  private(set) var ends: [PartiesEndLine] = []
  private(set) var organization: String?
  private var places: [String: (page: Int, row: Int)] = [:]

  var count: Int { places.count }

  subscript(id: String) -> (page: RecordPage, row: Int)? { places[id].map { (pages[$0.page], $0.row) } }

  init(path: String) throws {
    self.path = path
    var reader = try NDJSONReader(path: path)
    while let chunk = try reader.next() {
      var typed: [(type: String, line: [UInt8])] = []
      let page = RecordPage.parse(lines: chunk.bytes, firstLine: chunk.firstLine) { typed.append(($0, $1)) }
      if !page.rejected.isEmpty {
        throw failure(page.rejected.prefix(20).map { LineText.place($0.detail, in: path) }.joined(separator: "\n"))
      }
      for (type, line) in typed { try take(type, line) }
      for (row, record) in page.rows.enumerated() {
        let id = page.string(record.id) ?? ""
        guard places.updateValue((pages.count, row), forKey: id) == nil else {
          throw failure("\(path): the party \(id) comes twice")
        }
        if let organization = page.string(record.organization) { try note(organization) }
      }
      pages.append(page)
    }
    let counted = ends.reduce(0) { $0 + $1.rows }
    if !ends.isEmpty, counted != count {
      throw failure("\(path): \(count) parties, but its `end` counts \(counted); extract them again")
    }
  }

  private mutating func take(_ type: String, _ line: [UInt8]) throws {
    guard type == "end" else { throw failure("\(path): a line of the type '\(type)' is no party") }
    do {
      ends.append(try PartiesEndLine(LineObject(line)))
    } catch {
      throw failure("\(path): in its `end`: \(error.what)")
    }
    try note(ends[ends.count - 1].organization)
  }

  private mutating func note(_ organization: String) throws {
    if let other = self.organization, other != organization {
      throw failure("\(path): parties of two organizations (\(other), \(organization)); transform one after the other")
    }
    self.organization = organization
  }

  private func failure(_ text: String) -> StageFailure { StageFailure(.badInput, text) }
}

/// How places in files are said.
enum LineText {
  /// `line 7: byte 5: …` of a rejected record as `FILE:7: byte 5: …`.
  static func place(_ detail: String, in file: String) -> String {
    let name = file == "-" ? "standard input" : file
    guard detail.hasPrefix("line "), let colon = detail.firstIndex(of: ":") else { return "\(name): \(detail)" }
    return "\(name):\(detail[detail.index(detail.startIndex, offsetBy: 5)..<colon])\(detail[colon...])"
  }
}
