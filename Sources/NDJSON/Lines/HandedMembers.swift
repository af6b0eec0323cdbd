package import ContactModel
import JSONScan

/// What a decision line hands on of the contact's scored line, packed in bytes while decisions are waited for: the JSON of
/// some members, and the contact's data problems.
///
/// Seven numbers of four bytes (the lengths of the members, 0 for null, and the issues), then the members.
package struct HandedMembers {
  package enum Member: Int, CaseIterable {
    case account, contact, matcherVersion, partyRevision, record, scored

    fileprivate var key: StaticString {
      switch self {
      case .account: "account"
      case .contact: "contact"
      case .matcherVersion: "matcher_version"
      case .partyRevision: "party_revision"
      case .record: "record"
      case .scored: "scored"
      }
    }
  }

  private let bytes: UnsafeBufferPointer<UInt8>

  private static let head = 4 * (Member.allCases.count + 1)

  /// - Parameter bytes: they begin with what was packed, and must outlive the value.
  package init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Bytes that it takes.
  package var count: Int { Member.allCases.reduce(Self.head) { $0 + length($1.rawValue) } }

  package var issues: RecordIssues { RecordIssues(rawValue: UInt16(length(Member.allCases.count))) }

  /// The member's JSON; nil where it is null or was absent.
  package subscript(member: Member) -> UnsafeBufferPointer<UInt8>? {
    var start = Self.head
    for index in 0..<member.rawValue { start += length(index) }
    let count = length(member.rawValue)
    return count == 0 ? nil : UnsafeBufferPointer(rebasing: bytes[start..<start + count])
  }

  private func length(_ index: Int) -> Int {
    Int(UInt32(littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)))
  }

  /// Packs the members of a scored line.
  package static func append(_ line: LineObject, issues: RecordIssues, to out: inout [UInt8]) {
    pack(issues, to: &out) { member, out in
      if let json = line.raw(member.key.description) { out.append(contentsOf: json) }
    }
  }

  /// Packs what a scored line of a contact would hold; the record is copied as it was received.
  ///
  /// - Parameter account: of the contact, which has one.
  package static func append(
    _ page: RecordPage, _ scored: ScoredPage, _ row: ScoredPage.Row, account: TextRef, matcherVersion: String,
    partyRevision: Int64?, to out: inout [UInt8]
  ) {
    let record = page.rows[row.row]
    page.bytes.withUnsafeBufferPointer { bytes in
      pack(record.issues, to: &out) { member, out in
        switch member {
        case .account: appendJSONString(UnsafeBufferPointer(rebasing: bytes[account.range]), to: &out)
        case .contact: appendJSONString(UnsafeBufferPointer(rebasing: bytes[record.id.range]), to: &out)
        case .matcherVersion: appendJSONString(matcherVersion, to: &out)
        case .partyRevision: if let partyRevision { out.append(contentsOf: String(partyRevision).utf8) }
        case .record: out.append(contentsOf: bytes[record.json.range])
        case .scored: ScoredContact.appendJSON(of: row, in: scored, to: &out)
        }
      }
    }
  }

  /// Appends the line of a contact that was scored, from what was packed of it.
  package func appendScoredLine(to out: inout [UInt8]) {
    ObjectWriter.append(to: &out) { object in
      for member in Member.allCases { object.json(member.key, self[member]) }
    }
    out.append(UInt8(ascii: "\n"))
  }

  private static func pack(_ issues: RecordIssues, to out: inout [UInt8], _ append: (Member, inout [UInt8]) -> Void) {
    let start = out.count
    out.append(contentsOf: repeatElement(0, count: head))
    func set(_ index: Int, _ value: Int, _ out: inout [UInt8]) {
      out.withUnsafeMutableBytes {
        $0.storeBytes(of: UInt32(value).littleEndian, toByteOffset: start + 4 * index, as: UInt32.self)
      }
    }
    for member in Member.allCases {
      let before = out.count
      append(member, &out)
      set(member.rawValue, out.count - before, &out)
    }
    set(Member.allCases.count, Int(issues.rawValue), &out)
  }
}
