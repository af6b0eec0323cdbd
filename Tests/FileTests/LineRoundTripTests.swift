import ContactModel
import NDJSON
import TestSupport
import Testing

@Suite("Lines read back")
struct LineRoundTripTests {
  @Test("Typed lines give what was written")
  func typed() throws {
    let instant = try #require(Timestamp(rfc3339: "2026-03-01T12:00:00.25Z"))
    for end in [
      EndLine(account: "a", since: nil, bound: instant, rows: 0),
      EndLine(account: "ä\"\n", since: instant, bound: instant, rows: 1 << 40),
      EndLine(account: "a", since: nil, bound: nil, rows: 3),
    ] {
      #expect(try EndLine(LineObject(end.line)) == end)
    }
    let parties = PartiesEndLine(organization: "o", partyRevision: 9, rows: 2)
    #expect(try PartiesEndLine(LineObject(parties.line)) == parties)
    for record in [
      RejectedRecord(id: "c", reason: "wrong_type", detail: "d", raw: Array(#"{"a":"\n"}"#.utf8)),
      RejectedRecord(id: nil, reason: "malformed", detail: "", raw: [0xC3, 0x28, 0x00, 0x0A]),
      RejectedRecord(id: nil, reason: "missing_id", detail: "", raw: []),
    ] {
      let line = RejectedLine(account: "a", record: record)
      #expect(try RejectedLine(LineObject(line.line)) == line)
    }
    let standing: [StandingLine] = [
      .link(account: "a", contact: "c", party: "p", source: .created, isPrimary: false),
      .judgement(account: "a", contact: "c", party: "p", answer: .different),
      .judgement(account: "a", contact: "c", party: nil, answer: .unsure),
      .snapshot(organization: "o", number: 3, content: [1, 2, 0xFF, 0, 10]),
      .end(StandingEndLine(account: "a", rows: 4)),
    ]
    for line in standing { #expect(try StandingLine(LineObject(line.line)) == line) }
  }

  @Test("Scores survive to the last bit", arguments: 1...20 as ClosedRange<UInt64>)
  func scores(seed: UInt64) throws {
    var random = Seeded(seed)
    let scored = ScoredContact(
      keys: (0..<30).map { _ in random.next() },
      candidates: (0..<10).map { index in
        .init(
          party: "p\(index)", weight: Float(bitPattern: UInt32(truncatingIfNeeded: random.next()) & 0xBFFF_FFFF),
          levels: Levels(packed: random.next()))
      }, cut: Int.random(in: 0..<9, using: &random))
    let line = ScoredLine(
      account: "a", contact: "c", matcherVersion: "v", partyRevision: seed == 1 ? nil : 5,
      record: Array(#"{"id":"c"}"#.utf8)[...], scored: scored)
    let read = try ScoredLine(LineObject(line.line))
    #expect(read.scored.keys == scored.keys && read.scored.cut == scored.cut)
    for (a, b) in zip(read.scored.candidates, scored.candidates) {
      #expect(a.party == b.party && a.weight.bitPattern == b.weight.bitPattern && a.levels == b.levels)
    }
    #expect(read.partyRevision == line.partyRevision)
    #expect(read.record.map(Array.init) == line.record.map(Array.init))
  }

  /// What a record may hold that is hard to hand on.
  static let records: [[UInt8]] =
    [
      #"{"id":"c","name":"plain","addresses":[],"phone_numbers":[{"number":"1"},"x",null]}"#,
      #"{"id":"c","name":"tab\tquote\"\\ \ud83d\ude00 \u2028","addresses":[{"city":"\u00e4","state":{"a":[1]}}]}"#,
      #"{"id":"c","name":"half \ud800 pair","tax_number":"nul \u0000","phone_numbers":[{"number":"\udc00"}]}"#,
      #"{"id":"c","name":7,"tax_number":true,"is_customer":"yes","status":1e3,"company":{"id":"e","x":{}}}"#,
      #"{"id":"c","created_at":"yesterday","modified_at":5,"remote_updated_at":"2026-01-01T00:00:00+02:00"}"#,
      #"{"id":"c","remote_was_deleted":"true","addresses":[{"city":"first"}],"addresses":[{"city":7,"street_1":null}]}"#,
      #"{"id":"c","phone_numbers":[{"number":"1","x":1e999999}],"addresses":["id-of-one",{"type":"BILLING"}],"name":""}"#,
      #"{ "id" : "c" , "n\u0061me" : "key with an escape" , "unknown" : [ { } ] }"#,
    ].map { Array($0.utf8) } + [
      Array(#"{"id":"c","name":"broken "#.utf8) + [0xC3, 0x28, 0xFF] + Array(#" end","addresses":[{"city":""#.utf8)
        + [0xE2, 0x82] + Array(#""}]}"#.utf8)
    ]

  @Test("A contact's line says the same as the record that it was made from", arguments: records)
  func record(received: [UInt8]) throws {
    let page = try RecordPage.parse(object: received)
    let row = try #require(page.rows.first)
    var line: [UInt8] = []
    RecordLine.append(contact: row, of: page, account: "books", to: &line)
    #expect(String(validating: line, as: UTF8.self) != nil)
    #expect(line.count { $0 == UInt8(ascii: "\n") } == 1)
    let again = RecordPage.parse(lines: line)
    let read = try #require(again.rows.first, "\(again.rejected)")
    #expect(read.contentHash == row.contentHash)
    #expect(read.issues == row.issues)
    #expect(again.string(read.linkedAccount) == "books")
    #expect(again.string(read.name) == page.string(row.name))
    var second: [UInt8] = []
    RecordLine.append(contact: read, of: again, account: "books", to: &second)
    #expect(second == line)
  }

  static let wrong: [(line: String, what: String)] = [
    (#"{"type":"end","account":"a","bound":"2026-01-01T00:00:00Z","rows":1,"schema":2}"#, "`schema` is 2"),
    (#"{"type":"end","bound":"2026-01-01T00:00:00Z","rows":1}"#, "`account` is missing"),
    (#"{"type":"end","account":"a","bound":"today","rows":1}"#, "`bound` must be an instant"),
    (#"{"type":"end","account":"a","rows":1}"#, "`bound` is missing"),
    (#"{"type":"end","account":"a","bound":"2026-01-01T00:00:00Z"}"#, "`rows` must be"),
    (#"{"type":"end","account":7,"bound":"2026-01-01T00:00:00Z","rows":1}"#, "`account` must be a text"),
    (#"{"type":"end","#, "byte 14: expected a key"),
    (#"[1]"#, "byte 0: expected an object"),
  ]

  @Test("A wrong `end` says what is wrong with it", arguments: wrong)
  func wrongEnds(line: String, what: String) throws {
    let problem = #expect(throws: LineProblem.self) { try EndLine(LineObject(Array(line.utf8))) }
    #expect(try #require(problem).what.contains(what), "\(problem?.what ?? "")")
  }

  @Test("`since` may be the word beginning")
  func beginning() throws {
    let line = #"{"type":"end","account":"a","since":"beginning","bound":"2026-01-01T00:00:00Z","rows":1}"#
    #expect(try EndLine(LineObject(Array(line.utf8))).since == nil)
  }

  static let wrongScores: [(line: String, what: String)] = [
    (#"{"account":"a","contact":"c","matcher_version":"v"}"#, "`scored` is missing"),
    (#"{"account":"a","contact":"c","matcher_version":"v","scored":[]}"#, "`scored` must be an object"),
    (#"{"account":"a","contact":"c","matcher_version":"v","scored":{"keys":["1"]}}"#, "`keys` must be texts of 16"),
    (#"{"account":"a","contact":"c","matcher_version":"v","scored":{"keys":[1]}}"#, "`keys` must be a list of texts"),
    (
      #"{"account":"a","contact":"c","matcher_version":"v","scored":{"candidates":[{"party":"p","weight":1}]}}"#,
      "`levels` must be"
    ),
    (
      #"{"account":"a","contact":"c","matcher_version":"v","scored":{"candidates":[{"party":"p"}]}}"#,
      "`weight` of a candidate is missing"
    ),
    (#"{"account":"a","matcher_version":"v","scored":{}}"#, "`contact` is missing"),
    (#"{"account":"a","contact":"c","scored":{}}"#, "`matcher_version` is missing"),
  ]

  @Test("A wrong scored line says what is wrong with it", arguments: wrongScores)
  func wrongScored(line: String, what: String) throws {
    let problem = #expect(throws: LineProblem.self) { try ScoredLine(LineObject(Array(line.utf8))) }
    #expect(try #require(problem).what.contains(what), "\(problem?.what ?? "")")
  }

  @Test("Lines are numbered, and blank ones passed over", arguments: [1, 7, 1 << 16])
  func numbered(chunkSize: Int) throws {
    let folder = try Folder()
    let path = try folder.write(Array("a\n\n  \r\nb\u{2028}c\nlast".utf8), to: "f.ndjson")
    var reader = LineReader(try NDJSONReader(path: path, chunkSize: chunkSize))
    var found: [String] = []
    while let line = try reader.next() { found.append("\(line.number) \(String(decoding: line.bytes, as: UTF8.self))") }
    #expect(found == ["1 a", "4 b\u{2028}c", "5 last"])
    #expect(reader.file == path)
  }
}
