import ContactModel
import NDJSON
import Testing

@Suite("Decision lines read back")
struct DecidedLineTests {
  static let levels = Levels(packed: 0x0102_0304_0506_0708)

  @Test("What was decided survives, to the last bit of its probability")
  func roundTrip() throws {
    let evidence = [
      Evidence(field: "prior", level: "", weight: -4, left: "", right: ""),
      Evidence(field: "name", level: "exact", weight: 0.1 + 0.2, left: "a \"b\"", right: "ü"),
    ]
    let shown = DecisionLine.Candidate(party: "s", probability: 0, weight: 0, levels: Levels(), evidence: [])
    let best = DecisionLine.Candidate(
      party: "p", probability: 0.1 + 0.2, weight: -1.0 / 3, levels: Self.levels, evidence: evidence)
    let other = DecisionLine.Candidate(party: "q", probability: 1e-9, weight: -30, levels: Self.levels, evidence: nil)
    let scored = ScoredLine(
      account: "a", contact: "c", matcherVersion: "v", partyRevision: nil,
      record: Array(#"{"id":"c"}"#.utf8)[...], scored: ScoredContact())
    let line = DecisionLine(
      verdict: .review, party: nil, probability: best.probability, weight: best.weight, matchKey: "+NAME",
      candidates: [shown, best, other], reasons: [.relinked, .belowMatch], issues: []
    ).line(try LineObject(scored.line), withRecord: true)
    let read = try DecidedLine(LineObject(line))
    #expect(read.account == "a" && read.contact == "c" && read.verdict == .review && read.party == nil)
    #expect(read.probability.bitPattern == best.probability.bitPattern && read.matchKey == "+NAME")
    #expect(read.reasons == [.relinked, .belowMatch])
    #expect(read.candidates.map(\.party) == ["s", "p", "q"])
    #expect(read.candidates[1].weight.bitPattern == best.weight.bitPattern)
    #expect(read.candidates[1].levels == Self.levels && read.candidates[1].evidence == evidence)
    #expect(read.candidates[2].evidence == nil)
    #expect(read.best?.party == "p", "a party shown for another reason is not the best candidate")
    #expect(read.record.map { String(decoding: $0, as: UTF8.self) } == #"{"id":"c"}"#)
  }

  static let wrong: [(line: String, what: String)] = [
    (#"{"account":"a","contact":"c"}"#, "`verdict` is missing"),
    (#"{"account":"a","contact":"c","verdict":"perhaps"}"#, "`verdict` must be"),
    (#"{"contact":"c","verdict":"review","probability":0}"#, "`account` is missing"),
    (#"{"account":"a","contact":"c","verdict":"review"}"#, "`probability` must be"),
    (#"{"account":"a","contact":"c","verdict":"review","probability":1.5}"#, "`probability` must be"),
    (#"{"account":"a","contact":"c","verdict":"review","probability":"x"}"#, "`probability` must be"),
    (#"{"account":"a","contact":"c","verdict":"matched","probability":1}"#, "`party` is missing"),
    (
      #"{"account":"a","contact":"c","verdict":"review","probability":1,"candidates":[{"probability":1}]}"#,
      "`party` is missing"
    ),
  ]

  @Test("A wrong decision line says what is wrong with it", arguments: wrong)
  func wrongLines(line: String, what: String) throws {
    let problem = #expect(throws: LineProblem.self) { try DecidedLine(LineObject(Array(line.utf8))) }
    #expect(try #require(problem).what.contains(what), "\(problem?.what ?? "")")
  }
}
