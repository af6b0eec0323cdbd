import ContactModel
import NDJSON
import Testing

/// One golden line for each shape of a pipeline file: keys sorted, no spaces, ended by LF.
@Suite("Golden lines")
struct GoldenLineTests {
  private static func text(_ line: [UInt8]) -> String { String(decoding: line, as: UTF8.self) }

  private static let bound = Timestamp(rfc3339: "2026-03-01T12:00:00Z")!

  private static let edges: EdgesLine = {
    var edges = EdgesLine(account: "acme-books", contact: "c1")
    edges.edges = [EdgesLine.Edge(party: "p1", rises: 3)]
    edges.ties = ["p2"]
    return edges
  }()

  static let shapes: [(name: String, line: [UInt8], golden: String)] = [
    (
      "end of contacts, everything read",
      EndLine(account: "acme-books", since: nil, bound: bound, rows: 2).line,
      #"{"account":"acme-books","bound":"2026-03-01T12:00:00Z","rows":2,"schema":1,"since":null,"type":"end"}"#
    ),
    (
      "end of contacts, what changed",
      EndLine(account: "acme-books", since: bound.advanced(bySeconds: -900), bound: bound, rows: 0).line,
      #"{"account":"acme-books","bound":"2026-03-01T12:00:00Z","rows":0,"schema":1,"#
        + #""since":"2026-03-01T11:45:00Z","type":"end"}"#
    ),
    (
      "end of contacts, from an export", EndLine(account: "acme-books", since: nil, bound: nil, rows: 7).line,
      #"{"account":"acme-books","bound":null,"rows":7,"schema":1,"since":null,"type":"end"}"#
    ),
    (
      "end of parties", PartiesEndLine(organization: "acme", partyRevision: 7, rows: 120).line,
      #"{"organization":"acme","party_revision":7,"rows":120,"schema":1,"type":"end"}"#
    ),
    (
      "end of what stands", StandingEndLine(account: "acme-books", rows: 3).line,
      #"{"account":"acme-books","rows":3,"schema":1,"type":"end"}"#
    ),
    (
      "edges", edges.line,
      #"{"account":"acme-books","contact":"c1","edges":[{"party":"p1","rises":3}],"ties":["p2"]}"#
    ),
    (
      "keys",
      NormalizedLine(
        account: "acme-books", id: "c1", organization: nil, keys: [1, 255], shares: [256, 51], forms: nil
      ).line,
      #"{"account":"acme-books","id":"c1","keys":["0000000000000001","00000000000000ff"],"organization":null,"#
        + #""shares":[256,51]}"#
    ),
    (
      "rejected",
      RejectedLine(
        account: "acme-books",
        record: RejectedRecord(id: "c1", reason: "wrong_type", detail: "name: expected a string", raw: Array("{}".utf8))
      ).line,
      #"{"account":"acme-books","detail":"name: expected a string","id":"c1","raw":"{}","reason":"wrong_type","#
        + #""type":"rejected"}"#
    ),
    (
      "rejected, not UTF-8",
      RejectedLine(
        account: "acme-books",
        record: RejectedRecord(id: nil, reason: "malformed", detail: "", raw: [0xFF, 0x7B])
      ).line,
      #"{"account":"acme-books","detail":"","id":null,"raw":null,"raw_base64":"/3s=","reason":"malformed","#
        + #""type":"rejected"}"#
    ),
    (
      "link",
      StandingLine.link(account: "acme-books", contact: "c1", party: "p1", source: .imported, isPrimary: true).line,
      #"{"account":"acme-books","contact":"c1","is_primary":true,"party":"p1","source":"import","type":"link"}"#
    ),
    (
      "judgement", StandingLine.judgement(account: "acme-books", contact: "c1", party: nil, answer: .unsure).line,
      #"{"account":"acme-books","answer":"unsure","contact":"c1","party":null,"type":"judgement"}"#
    ),
    (
      "snapshot", StandingLine.snapshot(organization: "acme", number: 4, content: [0, 1, 2, 255]).line,
      #"{"content":"AAEC/w==","number":4,"organization":"acme","type":"snapshot"}"#
    ),
    ("contact", contact, contactGolden),
    ("contact with little", bareContact, bareContactGolden),
    ("party", party, partyGolden),
    ("scored", scored.line, scoredGolden),
    ("decision", decision, decisionGolden),
    ("decision without the record", shortDecision, shortDecisionGolden),
  ]

  @Test("A line of each shape", arguments: shapes)
  func golden(shape: (name: String, line: [UInt8], golden: String)) {
    #expect(Self.text(shape.line) == shape.golden + "\n", "\(shape.name)")
  }

  // MARK: records

  private static let contact: [UInt8] = {
    let received = #"""
      {"id":"c1","remote_id":"17","name":"Harbour \u00e9 Bakery","is_supplier":null,"is_customer":true,
      "email_address":"ap@harbour.example","tax_number":null,"status":"ACTIVE","currency":"USD",
      "remote_updated_at":"2026-02-01T00:00:00Z","company":"e1","addresses":[{"type":null, "city":"Springfield"}],
      "phone_numbers":[{"number":"555-0123"}],"remote_was_deleted":false,"created_at":"2026-01-01T00:00:00Z",
      "modified_at":"2026-02-02T00:00:00Z","field_mappings":{"x":1},"remote_data":null}
      """#
    guard let page = try? RecordPage.parse(object: Array(received.utf8)) else { return [] }
    var out: [UInt8] = []
    RecordLine.append(contact: page.rows[0], of: page, account: "acme-books", to: &out)
    return out
  }()
  private static let contactGolden =
    #"{"account":"acme-books","addresses":[{"type":null, "city":"Springfield"}],"company":"e1","#
    + #""created_at":"2026-01-01T00:00:00Z","currency":"USD","email_address":"ap@harbour.example","id":"c1","#
    + #""is_customer":true,"is_supplier":null,"modified_at":"2026-02-02T00:00:00Z","name":"Harbour \u00e9 Bakery","#
    + #""phone_numbers":[{"number":"555-0123"}],"remote_id":"17","remote_updated_at":"2026-02-01T00:00:00Z","#
    + #""remote_was_deleted":false,"status":"ACTIVE","tax_number":null}"#

  private static let bareContact: [UInt8] = {
    guard let page = try? RecordPage.parse(object: Array(#"{"id":"c2"}"#.utf8)) else { return [] }
    var out: [UInt8] = []
    RecordLine.append(contact: page.rows[0], of: page, account: "a\"b", to: &out)
    return out
  }()
  private static let bareContactGolden =
    #"{"account":"a\"b","addresses":null,"company":null,"created_at":null,"currency":null,"email_address":null,"#
    + #""id":"c2","is_customer":null,"is_supplier":null,"modified_at":null,"name":null,"phone_numbers":null,"#
    + #""remote_id":null,"remote_updated_at":null,"remote_was_deleted":null,"status":null,"tax_number":null}"#

  private static let party: [UInt8] = {
    let received = #"""
      {"id" : "p1", "organization" : "acme", "name" : "Harbor Bakery, LLC", "email_address" : null, "tax_number" : null,
      "is_customer" : true, "is_supplier" : null, "addresses" : [{"city": "Springfield"}], "phone_numbers" : null,
      "linked_account_id" : null, "merged_into" : "p2", "deleted_at" : "2026-01-01T00:00:00+00:00"}
      """#
    guard let page = try? RecordPage.parse(object: Array(received.utf8)) else { return [] }
    var out: [UInt8] = []
    RecordLine.append(party: page.rows[0], of: page, to: &out)
    return out
  }()
  private static let partyGolden =
    #"{"addresses":[{"city": "Springfield"}],"deleted_at":"2026-01-01T00:00:00+00:00","email_address":null,"id":"p1","#
    + #""is_customer":true,"is_supplier":null,"linked_account_id":null,"merged_into":"p2","name":"Harbor Bakery, LLC","#
    + #""organization":"acme","phone_numbers":null,"tax_number":null}"#

  // MARK: decisions

  private static let scored = ScoredLine(
    account: "acme-books", contact: "c1", matcherVersion: "00ff00ff00ff00ff", partyRevision: 7,
    record: Array(#"{"account":"acme-books","id":"c1"}"#.utf8)[...],
    scored: ScoredContact(
      keys: [1, .max], candidates: [.init(party: "p1", weight: 12.5, levels: levels)], cut: 3))
  private static let levels: Levels = {
    var levels = Levels()
    levels[.name] = 1
    levels[.address] = 4
    levels[byte: 7] = 0x80
    return levels
  }()
  private static let scoredGolden =
    #"{"account":"acme-books","contact":"c1","matcher_version":"00ff00ff00ff00ff","party_revision":7,"#
    + #""record":{"account":"acme-books","id":"c1"},"scored":"# + found + "}"
  private static let found =
    #"{"candidates":[{"levels":"0100000004000080","party":"p1","weight":12.5}],"cut":3,"#
    + #""keys":["0000000000000001","ffffffffffffffff"]}"#

  private static let answer = DecisionLine(
    verdict: .review, party: nil, probability: 0.5, weight: 0, matchKey: "+NAME",
    candidates: [
      .init(
        party: "p1", probability: 0.5, weight: 0, levels: levels,
        evidence: [Evidence(field: "name", level: "exact", weight: 8.1, left: "a", right: "a")])
    ], reasons: [.belowMatch], issues: ["text_repaired"])

  private static let decision: [UInt8] = {
    (try? LineObject(scored.line)).map { answer.line($0, withRecord: true) } ?? []
  }()
  private static let decisionGolden =
    #"{"account":"acme-books","candidates":[{"evidence":[{"field":"name","left":"a","level":"exact","right":"a","#
    + #""weight":8.1}],"levels":"0100000004000080","party":"p1","probability":0.5,"weight":0.0}],"contact":"c1","#
    + #""issues":["text_repaired"],"match_key":"+NAME","matcher_version":"00ff00ff00ff00ff","party":null,"#
    + #""party_revision":7,"probability":0.5,"reasons":["below_match_threshold"],"#
    + #""record":{"account":"acme-books","id":"c1"},"scored":"# + found + #","verdict":"review","weight":0.0}"#

  private static let shortDecision: [UInt8] = {
    var short = answer
    short.verdict = .matched
    short.party = "p1"
    short.candidates[0].evidence = nil
    short.issues = []
    return (try? LineObject(scored.line)).map { short.line($0, withRecord: false) } ?? []
  }()
  private static let shortDecisionGolden =
    #"{"account":"acme-books","candidates":[{"levels":"0100000004000080","party":"p1","probability":0.5,"weight":0.0}],"#
    + #""contact":"c1","issues":[],"match_key":"+NAME","matcher_version":"00ff00ff00ff00ff","party":"p1","#
    + #""party_revision":7,"probability":0.5,"reasons":["below_match_threshold"],"scored":"# + found
    + #","verdict":"matched","weight":0.0}"#
}
