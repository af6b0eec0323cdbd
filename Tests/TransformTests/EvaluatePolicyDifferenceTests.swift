import ContactModel
import Testing
import Transform

@Suite("The difference between two policies' answers")
struct EvaluatePolicyDifferenceTests {
  static func answer(_ contact: String, _ party: String?, _ verdict: Verdict? = nil) -> DecidedContact {
    DecidedContact(
      contact: contact, verdict: verdict ?? (party == nil ? .unmatched : .matched), party: party, probability: 0.5,
      matchKey: "+NAME")
  }

  @Test(
    "One contact's two answers",
    arguments: [
      (answer("c", "p"), answer("c", "p"), nil), (answer("c", "p"), answer("c", "q"), .moved),
      (answer("c", "p"), answer("c", nil), .lost), (answer("c", "p"), answer("c", nil, .review), .lost),
      (answer("c", nil, .review), answer("c", "p"), .gained), (answer("c", nil), answer("c", nil, .review), nil),
    ] as [(DecidedContact, DecidedContact, PolicyDifference.Kind?)])
  func kinds(old: DecidedContact, new: DecidedContact, kind: PolicyDifference.Kind?) {
    let difference = PolicyDifference(old: [old], new: [new], limit: 5)
    #expect(difference.examples.map(\.kind) == (kind.map { [$0] } ?? []))
    #expect(difference.moved == (kind == .moved ? 1 : 0))
    #expect(difference.lost == (kind == .lost ? 1 : 0))
    #expect(difference.gained == (kind == .gained ? 1 : 0))
    #expect(difference.oldReview == (old.verdict == .review ? 1 : 0))
    #expect(difference.newReview == (new.verdict == .review ? 1 : 0))
    #expect(difference.newLinks - difference.oldLinks == difference.gained - difference.lost)
  }

  @Test("A contact that one side lacks counts as unmatched there")
  func oneSided() {
    let difference = PolicyDifference(old: [Self.answer("a", "p")], new: [Self.answer("b", "p")], limit: 5)
    #expect(difference.contacts == 2 && difference.lost == 1 && difference.gained == 1)
  }

  @Test("Examples are limited kind by kind, in the order of ids, in one account and over several")
  func examples() {
    let old = ["d", "b", "a", "c"].map { Self.answer($0, "p") } + [Self.answer("e", nil)]
    let new =
      ["a", "b"].map { Self.answer($0, nil) } + ["c", "d"].map { Self.answer($0, "q") } + [Self.answer("e", "p")]
    var difference = PolicyDifference(old: old, new: new, limit: 1)
    #expect(difference.examples.map { "\($0.kind) \($0.new.contact)" } == ["moved c", "lost a", "gained e"])
    #expect(difference.moved == 2 && difference.lost == 2)
    difference.add(PolicyDifference(old: old, new: new, limit: 2), limit: 2)
    #expect(
      difference.examples.map { "\($0.kind) \($0.new.contact)" } == [
        "moved c", "moved c", "lost a", "lost a", "gained e", "gained e",
      ])
    #expect(difference.contacts == 10)
  }
}
