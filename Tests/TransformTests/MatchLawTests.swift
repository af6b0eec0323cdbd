import ContactModel
import Testing
import Transform

/// Laws of settling on random graphs.
@Suite struct MatchLawTests {
  private static func sketch(seed: UInt64) -> Sketch {
    var random = MatchRandom(state: seed)
    var sketch = Sketch()
    let contacts = (0..<30).map { "c\($0)" }
    let parties = (0..<20).map { "p\($0)" }
    for id in contacts {
      sketch.contact(id) {
        $0.isDeleted = Int.random(in: 0..<15, using: &random) == 0
        $0.isArchived = Int.random(in: 0..<8, using: &random) == 0
        $0.isSupplier = Flag([nil, false, true].randomElement(using: &random)!)
        $0.isCustomer = Flag([nil, false, true].randomElement(using: &random)!)
        $0.createdAt = Timestamp(microseconds: Int64.random(in: 0..<5, using: &random))
      }
    }
    for id in parties { sketch.party(id, isRetired: Int.random(in: 0..<10, using: &random) == 0) }
    for contact in contacts {
      for party in parties where Int.random(in: 0..<8, using: &random) == 0 {
        var agreement: Sketch.Agreement = [:]
        for field in Field.allCases where Bool.random(using: &random) {
          agreement[field] = Ladder.names(of: field).randomElement(using: &random)!
        }
        sketch.edge(contact, party, agreement) { $0.surprise = UInt8.random(in: 0...15, using: &random) }
        if Int.random(in: 0..<12, using: &random) == 0 {
          sketch.judge(contact, party, [.same, .different, .unsure].randomElement(using: &random)!)
        }
      }
      if Int.random(in: 0..<4, using: &random) == 0 {
        let source = [LinkSource.auto, .auto, .human, .imported].randomElement(using: &random)!
        sketch.stand(
          contact, parties.randomElement(using: &random)!, source, isPrimary: Bool.random(using: &random))
      }
    }
    return sketch
  }

  @Test(arguments: 1...40) func orderChangesNothing(seed: UInt64) {
    let sketch = Self.sketch(seed: seed)
    var random = MatchRandom(state: seed &+ 1000)
    var shuffled = sketch
    shuffled.contacts.shuffle(using: &random)
    shuffled.parties.shuffle(using: &random)
    shuffled.edges.shuffle(using: &random)
    shuffled.judgements.shuffle(using: &random)
    shuffled.standing.shuffle(using: &random)
    #expect(sketch.settled == shuffled.settled)
  }

  @Test(arguments: 1...20) func componentsMayBeSettledApart(seed: UInt64) {
    let (first, second) = (Self.sketch(seed: seed), Self.renamed(Self.sketch(seed: seed &+ 500)))
    var both = first
    both.contacts += second.contacts
    both.parties += second.parties
    both.nodes.merge(second.nodes) { a, _ in a }
    both.retired.formUnion(second.retired)
    both.edges += second.edges
    both.judgements += second.judgements
    both.standing += second.standing
    #expect(both.settled == first.settled.merging(second.settled) { a, _ in a })
  }

  @Test(arguments: 1...40) func linksObeyPeople(seed: UInt64) {
    let sketch = Self.sketch(seed: seed)
    let settled = sketch.settled
    #expect(settled.count == sketch.contacts.count)
    for judgement in sketch.judgements where judgement.answer == .different {
      let decision = settled[judgement.contact]
      let stands = sketch.standing.contains { $0.contact == judgement.contact && $0.party == judgement.party }
      #expect(decision?.party != judgement.party || stands)
    }
    for link in sketch.standing where link.source != .auto {
      let judged = sketch.judgements.contains { $0.contact == link.contact && $0.party != nil }
      let isDeleted = sketch.nodes[link.contact]?.isDeleted == true
      #expect(judged || isDeleted || settled[link.contact]?.party == link.party)
    }
    for (id, decision) in settled where decision.action == .link(primary: true) {
      #expect(!(sketch.nodes[id]?.isDeleted ?? true))
    }
  }

  private static func renamed(_ sketch: Sketch) -> Sketch {
    var other = Sketch()
    other.contacts = sketch.contacts.map { "d" + $0 }
    other.parties = sketch.parties.map { "d" + $0 }
    other.nodes = Dictionary(uniqueKeysWithValues: sketch.nodes.map { ("d" + $0, $1) })
    other.retired = Set(sketch.retired.map { "d" + $0 })
    other.edges = sketch.edges.map { ("d" + $0.contact, "d" + $0.party, $0.levels) }
    other.judgements = sketch.judgements.map { ("d" + $0.contact, $0.party.map { "d" + $0 }, $0.answer) }
    other.standing = sketch.standing.map { ("d" + $0.contact, "d" + $0.party, $0.source, $0.isPrimary) }
    return other
  }
}
