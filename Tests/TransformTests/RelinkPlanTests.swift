import ContactModel
import TestSupport
import Testing
import Transform

@Suite("Which contact of before is which of now")
struct RelinkPlanTests {
  typealias Pair = RelinkPlan.Pair

  static func contact(
    _ id: String, _ remoteID: String?, company: String = "", customer: Flag = .yes, supplier: Flag = .no,
    name: Int64? = nil, known: Bool = true
  ) -> RelinkContact {
    RelinkContact(
      id: id, remoteID: remoteID, company: company, isCustomer: customer, isSupplier: supplier, nameHash: name,
      isKnown: known)
  }

  @Test("Remote id and roles, where both sides have them once")
  func unique() {
    let plan = RelinkPlan(
      old: [
        Self.contact("a", "1"), Self.contact("b", "2"), Self.contact("twin", "1", customer: .no, supplier: .yes),
        Self.contact("gone", "9"), Self.contact("nameless", nil), Self.contact("unheard", "8", known: false),
      ],
      new: [
        Self.contact("A", "1"), Self.contact("B", "2"), Self.contact("Twin", "1", customer: .no, supplier: .yes),
        Self.contact("Fresh", "77"), Self.contact("Nameless", nil),
      ])
    #expect(plan.pairs == [Pair(old: "a", new: "A"), Pair(old: "b", new: "B"), Pair(old: "twin", new: "Twin")])
    #expect(plan.unclear == [])
    #expect(plan.missing == ["gone", "nameless"])
  }

  @Test(
    "What is not unique, or has other roles now, is unclear",
    arguments: [
      (
        [contact("a", "1"), contact("b", "1")], [contact("A", "1")],
        [Pair(old: "a", new: "A"), Pair(old: "b", new: "A")]
      ),
      (
        [contact("a", "1")], [contact("A", "1"), contact("B", "1")],
        [Pair(old: "a", new: "A"), Pair(old: "a", new: "B")]
      ),
      ([contact("a", "1")], [contact("A", "1", supplier: .yes)], [Pair(old: "a", new: "A")]),
      ([contact("a", "1"), contact("b", "1", known: false)], [contact("A", "1")], [Pair(old: "a", new: "A")]),
    ])
  func unclear(old: [RelinkContact], new: [RelinkContact], pairs: [Pair]) {
    // Beside them contacts that are clear, so that the company is.
    let plan = RelinkPlan(
      old: old + [Self.contact("x", "50"), Self.contact("y", "51")],
      new: new + [Self.contact("X", "50"), Self.contact("Y", "51")])
    #expect(plan.pairs == [Pair(old: "x", new: "X"), Pair(old: "y", new: "Y")])
    #expect(plan.unclear == pairs)
    #expect(plan.missing == [])
  }

  @Test("Two companies with overlapping remote ids are told apart by the ids that only one has")
  func companies() {
    var (old, new): ([RelinkContact], [RelinkContact]) = ([], [])
    for (company, numbers) in [("x", 1...30), ("y", 1...40)] {
      // Company x has two customers with numbers of its own.
      for number in Array(numbers) + (company == "x" ? [101, 102] : []) {
        old.append(Self.contact("\(company)\(number)", String(number), company: company))
        new.append(Self.contact("new-\(company)\(number)", String(number), company: "new-\(company)"))
      }
    }
    let plan = RelinkPlan(old: old, new: new.reversed())
    #expect(plan.pairs.count == old.count)
    #expect(plan.pairs.allSatisfy { $0.new == "new-\($0.old)" })
    #expect(plan.unclear.isEmpty && plan.missing.isEmpty)
  }

  @Test("A company that nothing tells is unclear, and so are its contacts; one false witness moves nothing")
  func unknownCompany() {
    // x has no number of its own; its number 90 went to y meanwhile.
    let old =
      (1...3).map { Self.contact("x\($0)", String($0), company: "x") } + [Self.contact("x90", "90", company: "x")]
      + (1...9).map { Self.contact("y\($0)", String($0), company: "y") }
    let new =
      (1...3).map { Self.contact("X\($0)", String($0), company: "X") } + [Self.contact("Y90", "90", company: "Y")]
      + (1...9).map { Self.contact("Y\($0)", String($0), company: "Y") }
    let plan = RelinkPlan(old: old, new: new)
    #expect(plan.pairs.map(\.old) == (1...9).map { "y\($0)" })
    #expect(plan.pairs.allSatisfy { $0.new == $0.old.uppercased() })
    #expect(plan.unclear == (1...3).map { Pair(old: "x\($0)", new: "X\($0)") })
    #expect(plan.missing == ["x90"])
  }

  @Test(
    "Other books are known by their names",
    arguments: [([1, 2, 3, 4], false), ([1, 2, 8, 9], false), ([1, 7, 8, 9], true), ([7, 8], false), ([], false)]
      as [([Int64], Bool)])
  func otherBooks(names: [Int64], isOther: Bool) {
    let old = names.indices.map { Self.contact("o\($0)", String($0), name: Int64($0 + 1)) }
    let new = names.indices.map { Self.contact("n\($0)", String($0), name: names[$0]) }
    let plan = RelinkPlan(old: old, new: new)
    #expect(plan.isOfOtherBooks == isOther)
    let isDoubtful = names == [7, 8]
    #expect(plan.pairs.count == (isDoubtful ? 0 : names.count))
    #expect(plan.unclear.count == (isDoubtful ? 2 : 0))
  }

  @Test("A law: pairs are one to one, agree in remote id and roles, and do not depend on the order", arguments: 1...10)
  func laws(seed: Int) {
    var random = Seeded(UInt64(seed))
    let flags: [Flag] = [.yes, .no, .unknown]
    func side(_ prefix: String) -> [RelinkContact] {
      (0..<60).map { number in
        Self.contact(
          "\(prefix)\(number)", Int.random(in: 0...50, using: &random).description,
          company: prefix + ["p", "q"].randomElement(using: &random)!, customer: flags.randomElement(using: &random)!,
          supplier: flags.randomElement(using: &random)!, known: Bool.random(using: &random))
      }
    }
    let (old, new) = (side("o"), side("n"))
    let plan = RelinkPlan(old: old, new: new)
    #expect(Set(plan.pairs.map(\.old)).count == plan.pairs.count)
    #expect(Set(plan.pairs.map(\.new)).count == plan.pairs.count)
    for pair in plan.pairs {
      let (before, now) = (old.first { $0.id == pair.old }!, new.first { $0.id == pair.new }!)
      #expect(before.remoteID == now.remoteID && before.isCustomer == now.isCustomer)
      #expect(before.isSupplier == now.isSupplier)
    }
    #expect(Set(plan.unclear.map(\.new)).isDisjoint(with: plan.pairs.map(\.new)))
    let known = Set(old.filter(\.isKnown).map(\.id))
    let accounted = Set(plan.pairs.map(\.old)).union(plan.unclear.map(\.old)).union(plan.missing)
    #expect(known.isSubset(of: accounted), "nothing known is lost")
    let shuffled = RelinkPlan(old: old.shuffled(using: &random), new: new.shuffled(using: &random))
    #expect(Set(shuffled.pairs.map { $0.old + $0.new }) == Set(plan.pairs.map { $0.old + $0.new }))
    #expect(Set(shuffled.unclear.map { $0.old + $0.new }) == Set(plan.unclear.map { $0.old + $0.new }))
  }
}
