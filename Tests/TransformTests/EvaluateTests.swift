import ContactModel
import Testing
import Transform

@Suite("Evaluating decisions")
struct EvaluateTests {
  typealias Contact = EvaluatedContact

  static func evaluation(_ contacts: [Contact]) -> Evaluation {
    var evaluation = Evaluation()
    for contact in contacts { evaluation.add(contact) }
    return evaluation
  }

  /// One contact, and which of right, right in review, found and mistakes it counts under.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var contact: EvaluatedContact
    var right = 0
    var rightInReview = 0
    var found = 0
    var mistakes = 0
  }

  static let cases = [
    Case(
      testDescription: "linked rightly",
      contact: Contact(contact: "c", verdict: .matched, party: "p", truth: ["p"], candidates: ["p", "q"]), right: 1,
      found: 1),
    Case(
      testDescription: "linked to one of two that it is",
      contact: Contact(contact: "c", verdict: .matched, party: "q", truth: ["p", "q"], candidates: ["q"]), right: 1,
      found: 1),
    Case(
      testDescription: "linked to another",
      contact: Contact(contact: "c", verdict: .matched, party: "q", truth: ["p"], candidates: ["p", "q"]), found: 1,
      mistakes: 1),
    Case(
      testDescription: "linked, though it is none",
      contact: Contact(contact: "c", verdict: .matched, party: "q", candidates: ["q"]), mistakes: 1),
    Case(
      testDescription: "shown to a person with its party",
      contact: Contact(contact: "c", verdict: .review, truth: ["p"], candidates: ["p", "q"], shown: ["q", "p"]),
      rightInReview: 1, found: 1),
    Case(
      testDescription: "shown to a person without it",
      contact: Contact(contact: "c", verdict: .review, truth: ["p"], candidates: ["q"], shown: ["q"])),
    Case(
      testDescription: "missed, though it was compared",
      contact: Contact(contact: "c", verdict: .unmatched, truth: ["p"], candidates: ["p"]), found: 1),
    Case(testDescription: "rightly left alone", contact: Contact(contact: "c", verdict: .unmatched)),
  ]

  @Test("A contact counts once, under what it is", arguments: cases)
  func counts(one: Case) {
    let evaluation = Self.evaluation([one.contact])
    #expect(evaluation.contacts == 1)
    #expect(evaluation.withTruth == (one.contact.truth.isEmpty ? 0 : 1))
    #expect(evaluation.right == one.right && evaluation.rightInReview == one.rightInReview)
    #expect(evaluation.found == one.found && evaluation.mistakes.count(.wrongLink) == one.mistakes)
    #expect(evaluation.matched + evaluation.review + evaluation.unmatched == 1)
  }

  @Test("The measures over all of them")
  func measures() {
    let evaluation = Self.evaluation(Self.cases.map(\.contact))
    #expect(evaluation.precision == Share(2, of: 4))
    #expect(evaluation.recall == Share(2, of: 6))
    #expect(evaluation.f1 == 0.4)
    #expect(evaluation.recallWithReview == Share(3, of: 6))
    #expect(evaluation.reviewShare == Share(2, of: 8))
    #expect(evaluation.candidateRecall == Share(5, of: 6))
    #expect(evaluation.partyRecall == Share(2, of: 2))
    #expect(Evaluation().f1 == nil)
  }

  @Test("By match key, and the worst mistakes first, ten of them")
  func tables() {
    var contacts = (0..<12).map {
      Contact(contact: "w\($0)", verdict: .matched, party: "q", probability: Double($0) / 12, matchKey: "+NAME")
    }
    contacts += [
      Contact(contact: "a", verdict: .matched, party: "p", matchKey: "+TAX", truth: ["p"]),
      Contact(contact: "b", verdict: .review, matchKey: "+TAX"),
      Contact(contact: "c", verdict: .unmatched, matchKey: "-TAX"),
    ]
    let evaluation = Self.evaluation(contacts)
    #expect(evaluation.byKey.map(\.matchKey) == ["+NAME", "+TAX"])
    #expect(evaluation.byKey.map(\.precision) == [Share(0, of: 12), Share(1, of: 1)])
    #expect(evaluation.byKey.map(\.review) == [0, 1])
    #expect(evaluation.mistakes.count(.wrongLink) == 12)
    #expect(evaluation.mistakes.worst(.wrongLink).map(\.contact) == (2...11).reversed().map { "w\($0)" })
  }
}
