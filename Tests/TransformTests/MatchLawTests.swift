import ContactModel
import TestSupport
import Testing
import Transform

/// Laws of settling on random graphs.
@Suite struct MatchLawTests {
  private static func sketch(seed: UInt64, withMergers: Bool = false) -> Sketch {
    var random = Seeded(seed)
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
    for id in parties where withMergers && Int.random(in: 0..<4, using: &random) == 0 {
      sketch.merge(id, into: parties.randomElement(using: &random)!)
    }
    return sketch
  }

  @Test(arguments: 1...40) func orderChangesNothing(seed: UInt64) {
    let sketch = Self.sketch(seed: seed, withMergers: seed > 20)
    var random = Seeded(seed &+ 1000)
    var shuffled = sketch
    shuffled.contacts.shuffle(using: &random)
    shuffled.parties.shuffle(using: &random)
    shuffled.edges.shuffle(using: &random)
    shuffled.judgements.shuffle(using: &random)
    shuffled.standing.shuffle(using: &random)
    #expect(sketch.settled == shuffled.settled)
  }

  @Test(arguments: 1...20) func componentsMayBeSettledApart(seed: UInt64) {
    let (first, second) = (
      Self.sketch(seed: seed, withMergers: seed > 10),
      Self.renamed(Self.sketch(seed: seed &+ 500, withMergers: seed > 10))
    )
    var both = first
    both.contacts += second.contacts
    both.parties += second.parties
    both.nodes.merge(second.nodes) { a, _ in a }
    both.retired.formUnion(second.retired)
    both.merged.merge(second.merged) { a, _ in a }
    both.edges += second.edges
    both.judgements += second.judgements
    both.standing += second.standing
    #expect(both.settled == first.settled.merging(second.settled) { a, _ in a })
  }

  // The same records with the survivor's id written wherever a merged party stood. Only links that stood with a merged
  // party are another matter: they move, and are not disputed.
  @Test(arguments: 1...60) func mergingThenSettlingIsSettlingTheSurvivors(seed: UInt64) {
    var sketch = Self.sketch(seed: seed, withMergers: true)
    sketch.standing = sketch.standing.filter { [sketch] link in
      link.source != .auto || Self.survivor(of: link.party, in: sketch) == link.party
    }
    let merged = sketch.settled
    let aliased = Self.aliased(sketch).settled
    let moved = Set(sketch.standing.filter { Self.survivor(of: $0.party, in: sketch) != $0.party }.map(\.contact))
    for (id, decision) in merged {
      var expected = aliased[id]!
      if moved.contains(id) {
        let link = sketch.standing.first { $0.contact == id }!
        switch expected.action {
        case .none: expected.action = .move(primary: link.isPrimary, by: .merge)
        case .setPrimary(let isPrimary): expected.action = .move(primary: isPrimary, by: .merge)
        default: break
        }
      }
      #expect(decision == expected, "contact \(id)")
    }
  }

  private static func survivor(of party: String, in sketch: Sketch) -> String {
    var chain = [party]
    while let next = sketch.merged[chain.last!] {
      if chain.contains(next) { return party }
      chain.append(next)
    }
    return sketch.retired.contains(chain.last!) ? party : chain.last!
  }

  /// Without the mergers that lead to a survivor; a chain that leads nowhere is plainly retired.
  private static func aliased(_ sketch: Sketch) -> Sketch {
    var other = sketch
    func survivor(_ party: String) -> String { Self.survivor(of: party, in: sketch) }
    other.merged = [:]
    for id in sketch.merged.keys { other.party(id, isRetired: true) }
    other.edges = []
    for edge in sketch.edges {
      let edge = (contact: edge.contact, party: survivor(edge.party), levels: edge.levels)
      guard let place = other.edges.firstIndex(where: { $0.contact == edge.contact && $0.party == edge.party }) else {
        other.edges.append(edge)
        continue
      }
      func bits(_ levels: Levels) -> Double {
        evidence(for: levels, policy: .standard).reduce(0) { sum, row in
          ["together", "total"].contains(row.field) ? sum : sum + row.weight
        }
      }
      let (new, old) = (bits(edge.levels), bits(other.edges[place].levels))
      if new > old || (new == old && edge.levels.packed < other.edges[place].levels.packed) {
        other.edges[place] = edge
      }
    }
    other.judgements = []
    for judgement in sketch.judgements where judgement.party.map({ survivor($0) == $0 }) ?? true {
      other.judgements.append(judgement)
    }
    for answer in [MatchGraph.Judgement.Answer.same, .different, .unsure] {
      for judgement in sketch.judgements where judgement.answer == answer {
        let party = judgement.party.map(survivor)
        if !other.judgements.contains(where: { $0.contact == judgement.contact && $0.party == party }) {
          other.judgements.append((judgement.contact, party, answer))
        }
      }
    }
    other.standing = sketch.standing.map { ($0.contact, survivor($0.party), $0.source, $0.isPrimary) }
    return other
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
    other.merged = Dictionary(uniqueKeysWithValues: sketch.merged.map { ("d" + $0, "d" + $1) })
    other.edges = sketch.edges.map { ("d" + $0.contact, "d" + $0.party, $0.levels) }
    other.judgements = sketch.judgements.map { ("d" + $0.contact, $0.party.map { "d" + $0 }, $0.answer) }
    other.standing = sketch.standing.map { ("d" + $0.contact, "d" + $0.party, $0.source, $0.isPrimary) }
    return other
  }
}
