import ContactModel
import TestSupport
import Testing
import Transform

@Suite struct MatchIndexTests {
  private func best(_ contact: Business, _ parties: [Business]) -> String? {
    let scored = matchIndex(parties).score(matchPage([contact]), rows: [0])
    return scored.candidates.first.map { scored.partyIDs[$0.party] }
  }

  private static let parties = town(300, seed: 1)

  // Each contact shares one thing with the party, damaged in its own way.
  @Test(arguments: [
    Business(name: "Blue Kestrel Outfitters"), Business(name: "Outfitters Blue Kestrel Inc"),
    Business(name: "Blue Kestral Outfitters"), Business(name: "BlueKestrel Outfitters"),
    Business(name: "Kestrel", postcode: "62701", country: "US"),
    Business(name: "B K O", phones: ["+1 217 555 0142"]), Business(name: "Unlike", email: "ANN@kestrel.example.com"),
    Business(name: "Blue Hawk", street: "77 Harbor Road", postcode: "62701", country: "US"),
  ]) func findsTheParty(contact: Business) {
    let party = Business(
      id: "kestrel", name: "Blue Kestrel Outfitters LLC", email: "ann@kestrel.example.com", phones: ["217-555-0142"],
      street: "77 Harbor Road", city: "Springfield", postcode: "62701", country: "US")
    let scored = matchIndex(Self.parties + [party]).score(matchPage([contact]), rows: [0])
    #expect(scored.candidates.contains { scored.partyIDs[$0.party] == "kestrel" })
  }

  @Test func missingWeighsNothing() {
    let parties = matchIndex(Self.parties)
    let everything = Business(name: "Acorna Plumbing", email: "x@acorna.example.com", phones: ["217-555-0120"])
    let levels = parties.levels(
      contact: matchPage([everything]), row: 0, party: matchPage([Business(name: nil)]), row: 0)
    for field in Field.allCases {
      #expect(levels[field] == 0)
      #expect(Policy.standard.bits(field, of: levels) == 0)
    }
  }

  @Test func comparingIsSymmetric() {
    let businesses = town(60, seed: 3)
    let (pages, parties) = (matchPage(businesses), matchIndex(Self.parties))
    for i in 0..<60 {
      for j in 0..<i {
        let there = parties.levels(contact: pages, row: i, party: pages, row: j)
        let back = parties.levels(contact: pages, row: j, party: pages, row: i)
        for field in Field.allCases { #expect(there[field] == back[field], "\(field) of \(i) and \(j)") }
      }
    }
  }

  // Frozen frequencies: a party that has nothing to do with a contact moves neither its score nor its candidates.
  @Test func unrelatedPartiesMoveNoScore() {
    let before = matchIndex(Self.parties)
    let contacts = matchPage(town(80, seed: 9))
    let after = matchIndex(
      Self.parties + [Business(id: "new", name: "Zwölfingerdarm Quixotic", phones: ["+44 20 7946 0958"])],
      snapshot: before.snapshot)
    let (x, y) = (before.score(contacts, rows: Array(0..<80)), after.score(contacts, rows: Array(0..<80)))
    #expect(before.matcherVersion == after.matcherVersion)
    #expect(x.keys == y.keys)
    for (a, b) in zip(x.rows, y.rows) {
      #expect(
        x.candidates[a.candidates].map { "\(x.partyIDs[$0.party]) \($0.weight) \($0.levels.packed)" }
          == y.candidates[b.candidates].map { "\(y.partyIDs[$0.party]) \($0.weight) \($0.levels.packed)" })
    }
  }

  @Test func orderOfPartiesAndRowsChangesNothing() {
    let contacts = matchPage(town(50, seed: 5))
    var random = Seeded(11)
    let (one, two) = (matchIndex(Self.parties), matchIndex(Self.parties.shuffled(using: &random)))
    #expect(one.matcherVersion == two.matcherVersion)
    let x = one.score(contacts, rows: Array(0..<50))
    let y = two.score(contacts, rows: (0..<50).reversed())
    for row in 0..<50 {
      let (a, b) = (x.rows[row], y.rows[49 - row])
      #expect(a.row == b.row)
      #expect(x.keys[a.keys] == y.keys[b.keys])
      #expect(
        x.candidates[a.candidates].map { "\(x.partyIDs[$0.party]) \($0.weight)" }
          == y.candidates[b.candidates].map { "\(y.partyIDs[$0.party]) \($0.weight)" })
    }
  }

  @Test func severalThreadsAgree() async {
    let parties = matchIndex(Self.parties)
    let contacts = matchPage(town(100, seed: 6))
    let expected = parties.score(contacts, rows: Array(0..<100)).candidates.map(\.levels)
    await withTaskGroup(of: [Levels].self) { group in
      for _ in 0..<8 {
        group.addTask { parties.score(contacts, rows: Array(0..<100)).candidates.map(\.levels) }
      }
      for await levels in group { #expect(levels == expected) }
    }
  }

  // Who changes a party looks its contacts up by the keys; both sides must name them alike.
  @Test func keysOfPartiesAndContactsMeet() {
    let parties = matchIndex(Self.parties)
    let twin = matchPage([Self.parties[17]])
    let scored = parties.score(twin, rows: [0])
    #expect(parties.keys(of: twin) == [Array(scored.keys)])
    #expect(scored.candidates.contains { scored.partyIDs[$0.party] == Self.parties[17].id })
  }

  @Test func oversizedBlocksAreSplitAndCounted() {
    let chain = (0..<200).map { number in
      Business(
        id: "store\(number)", name: "Quarkburger", street: "\(number) Main Street", city: "Town\(number % 7)",
        postcode: "627\(10 + number % 60)", country: "US")
    }
    let parties = matchIndex(chain)
    let placed = matchPage([chain[42], Business(name: "Quarkburger")])
    let scored = parties.score(placed, rows: [0, 1])
    #expect(scored.candidates.first.map { scored.partyIDs[$0.party] } == "store42")
    #expect(scored.rows[0].candidates.count <= 10)
    #expect(scored.rows[1].cut >= 200)
  }

  // A key that many have is not enough alone: a word of four letters that 20 parties share, against one that four share.
  @Test(arguments: [(4, 4), (20, 0)]) func aSharedKeyCountsTheLessTheMoreHaveIt(sharing: Int, candidates: Int) {
    let words = ["Apple", "Birch", "Cedar", "Dahlia", "Elder"]
    let family = (0..<sharing).map { number in
      Business(id: "zorb\(number)", name: "Zorb \(words[number % 5]) \(words[number / 5])")
    }
    let scored = matchIndex(Self.parties + family).score(matchPage([Business(name: "Zorb")]), rows: [0])
    #expect(scored.rows[0].candidates.count == candidates)
  }
}
