internal import ContactModel
internal import NDJSON
package import Parallel
package import Transform

/// A file of parties of one organization, read whole: what contacts are compared with. A party's number is its place in
/// the file.
package struct PartiesFile {
  package let index: PartyIndex
  private let records: PartyRecords

  /// nil: the file does not say which organization it is of.
  var organization: String? { records.organization }
  /// The party revision that the file's `end` tells; nil without one.
  var revision: Int64? { records.ends.map(\.partyRevision).min() }
  /// Number of parties.
  var count: Int { records.ids.count }

  /// Throws ``StageFailure`` where a line cannot be read, the file is not whole, or it holds several organizations: with a
  /// part of the parties the answers would be others.
  ///
  /// - Parameter frozen: the organization's frequencies; taken anew from the parties where nil or outgrown.
  package init(path: String, policy: Policy, frozen: FrequencySnapshot?, _ workers: Workers) throws {
    var builder = PartyIndexBuilder(policy: policy, snapshot: frozen)
    records = try PartyRecords(path: path, workers) { builder.add($0) }
    if let frozen, frozen.isOutgrown(parties: records.ids.count) { builder.snapshot = nil }
    index = builder.finish(workers)
  }

  /// The party's number; nil where the file has none with this id.
  func number(of id: UnsafeBufferPointer<UInt8>) -> Int32? { records.ids.find(id) }

  /// As above, of a String.
  package func number(of id: String) -> Int32? { records.ids.find(id) }

  /// The party's id.
  func id(_ number: Int32) -> String { records.ids.texts[number] }

  /// Whether the party gets no new links, and what it was merged into: as of the file.
  func standing(_ number: Int32) -> (isRetired: Bool, mergedInto: String?) {
    records.retired[number] ?? (false, nil)
  }
}

/// What is kept of the records of a file of parties.
private struct PartyRecords {
  private let path: String
  private(set) var ends: [PartiesEndLine] = []
  private(set) var organization: String?
  private(set) var ids = TextNumbers()
  /// The parties that get no new links, by their numbers.
  private(set) var retired: [Int32: (isRetired: Bool, mergedInto: String?)] = [:]

  /// A chunk of the file, read and normalized.
  private struct Piece {
    var page: RecordPage
    var typed: [(type: String, line: [UInt8])] = []
    var forms: PartyForms
  }

  /// - Parameter take: gets the parties in their order.
  init(path: String, _ workers: Workers, _ take: (PartyForms) -> Void) throws {
    self.path = path
    var reader = try NDJSONReader(path: path, chunkSize: TransformStage.chunkSize)
    try workers.inOrder(state: PartyNormalizer()) {
      try reader.next()
    } work: { normalizer, chunk in
      var typed: [(type: String, line: [UInt8])] = []
      let page = RecordPage.parse(lines: chunk.bytes, firstLine: chunk.firstLine) { typed.append(($0, $1)) }
      return Piece(page: page, typed: typed, forms: normalizer.forms(of: page))
    } deliver: { piece in
      try note(piece)
      take(piece.forms)
    }
    let counted = ends.reduce(0) { $0 + $1.rows }
    if !ends.isEmpty, counted != ids.count {
      throw failure("\(path): \(ids.count) parties, but its `end` counts \(counted); extract them again")
    }
  }

  private mutating func note(_ piece: Piece) throws {
    let page = piece.page
    if !page.rejected.isEmpty {
      throw failure(page.rejected.prefix(20).map { LineText.place($0.detail, in: path) }.joined(separator: "\n"))
    }
    for (type, line) in piece.typed { try take(type, line) }
    for record in page.rows {
      let number = Int32(ids.count)
      guard page.withBytes(record.id, { ids.number(of: $0) }) == number else {
        throw failure("\(path): the party \(page.string(record.id) ?? "") comes twice")
      }
      let into = page.string(record.mergedInto)
      if record.deletedAt != nil || into != nil { retired[number] = (true, into) }
      if !record.organization.isAbsent { try note(page, record.organization) }
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

  private mutating func note(_ page: RecordPage, _ organization: TextRef) throws {
    let isKnown = page.withBytes(organization) { bytes in
      self.organization.map { $0.utf8.elementsEqual(bytes) } ?? false
    }
    if !isKnown { try note(page.string(organization) ?? "") }
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
package enum LineText {
  /// `line 7: byte 5: …` of a rejected record as `FILE:7: byte 5: …`.
  package static func place(_ detail: String, in file: String) -> String {
    let name = file == "-" ? "standard input" : file
    guard detail.hasPrefix("line "), let colon = detail.firstIndex(of: ":") else { return "\(name): \(detail)" }
    return "\(name):\(detail[detail.index(detail.startIndex, offsetBy: 5)..<colon])\(detail[colon...])"
  }
}
