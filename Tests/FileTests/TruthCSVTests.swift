import CSV
import Testing

@Suite("Truth and judged files")
struct TruthCSVTests {
  private static func truth(_ text: String) throws(CSVError) -> TruthCSV {
    try TruthCSV(bytes: Array(text.utf8), name: "truth.csv")
  }

  @Test(
    "Pairs under either name of the columns, in any order",
    arguments: [
      "party_id,contact_id\np1,c1\np2,c1\n,c2\n", "accounting_id,note,platform_id\r\nc1,x,p1\r\nc1,,p2\r\nc2,,\r\n",
      "\u{FEFF}Contact_ID;Party_ID\nc1;p1\nc1;p2\nc2; \n",
    ])
  func pairs(text: String) throws {
    let truth = try Self.truth(text)
    #expect(truth.parties == ["c1": ["p1", "p2"], "c2": []])
    #expect(truth.problems.isEmpty)
  }

  @Test("A row without a contact is left out and named by its line")
  func problems() throws {
    let truth = try Self.truth("party_id,contact_id\np1,\np2,c2\n")
    #expect(truth.parties == ["c2": ["p2"]])
    #expect(truth.problems.map(\.description) == ["truth.csv:2: the contact's id is empty"])
  }

  @Test(
    "A file that cannot be taken",
    arguments: [
      ("", "truth.csv: the file is empty"), ("party,contact\n", "truth.csv:1: the header needs the columns party_id"),
      ("party_id,contact_id,party_id\n", "truth.csv:1: the column 'party_id' stands twice"),
    ])
  func refused(text: String, words: String) throws {
    let error = #expect(throws: CSVError.self) { try Self.truth(text) }
    #expect(try #require(error).description.hasPrefix(words))
  }

  @Test("What was written into the column decision, spreadsheet or not")
  func judged() throws {
    let text = "\u{FEFF}decision;review_id\n Match ;r1\n;r2\nNOT_A_MATCH;r3\n"
    let judged = try JudgedCSV(bytes: Array(text.utf8), name: "sample.csv")
    #expect(
      judged.rows.map { "\($0.line) \($0.reviewID) \($0.decision)" } == ["2 r1 match", "3 r2 ", "4 r3 not_a_match"])
    let error = #expect(throws: CSVError.self) { try JudgedCSV(bytes: Array("review_id\n".utf8), name: "s.csv") }
    #expect(try #require(error).description == "s.csv:1: the header needs the columns review_id and decision")
  }
}

@Suite("Files of labels")
struct PatternsCSVTests {
  @Test("Several labels of a contact, in any order of columns; a row without a contact is named")
  func labels() throws {
    let text = "pattern,contact_id\nplain,c1\nbranch,c1\n,c2\nplain,\n"
    let file = try PatternsCSV(bytes: Array(text.utf8), name: "patterns.csv")
    #expect(file.patterns == ["c1": ["plain", "branch"]])
    #expect(file.problems.map(\.description) == ["patterns.csv:5: the contact's id is empty"])
    let error = #expect(throws: CSVError.self) {
      try PatternsCSV(bytes: Array("contact_id\nc1\n".utf8), name: "patterns.csv")
    }
    #expect(
      try #require(error).description == "patterns.csv:1: the header needs the columns contact_id and pattern")
  }
}
