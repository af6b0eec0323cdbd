import ContactModel
import Testing
import Transform

/// Groups that others make and settle apart.
@Suite struct MatchSpreadTests {
  /// More contacts than a component may have, all of one party: every third fits it well. One of these has another party beside.
  private static func crowd(_ weak: Levels) -> (graph: MatchGraph, strong: Set<Int32>) {
    var graph = MatchGraph()
    var strong: Set<Int32> = []
    for party in ["p", "q"] {
      graph.parties.append(MatchGraph.PartyNode(id: graph.partyIDs.append(party.utf8), isRetired: false))
    }
    for number in 0..<Int32(ActiveEdges.componentLimit + 10) {
      graph.contacts.append(
        MatchGraph.ContactNode(
          id: graph.contactIDs.append("c\(number)".utf8), createdAt: nil, isArchived: false, isDeleted: false,
          isCustomer: .yes, isSupplier: .no, company: ""))
      if number % 3 == 0 { strong.insert(number) }
      let levels = number % 3 == 0 ? Sketch.levels(Sketch.good) : weak
      graph.edges.append(
        MatchGraph.Edge(
          contact: number, party: 0, weight: Float(Policy.standard.total(of: levels)), levels: levels))
    }
    let levels = Sketch.levels(Sketch.strong)
    graph.edges.append(
      MatchGraph.Edge(contact: 3, party: 1, weight: Float(Policy.standard.total(of: levels)), levels: levels))
    return (graph, strong)
  }

  /// A name that is close, and a mailbox: weak in itself, and likely where nobody else comes into question.
  private static let likelyAlone = Levels(packed: UInt64(0x0400_0500_0002_0040).byteSwapped)

  @Test(
    "A component that was cut outside is settled, part by part, as it is inside",
    arguments: [Sketch.levels(Sketch.weak), likelyAlone])
  func cutOutside(weak: Levels) {
    let (graph, strong) = Self.crowd(weak)
    let (whole, oversized) = settleReporting(graph, policy: .standard)
    #expect(!oversized.isEmpty)

    // As who makes groups does it: the floor of the one large component rises until its weak edges are gone.
    let edges = ActiveEdges(graph, policy: .standard).edges
    #expect(edges.count == graph.edges.count)
    let weakest = edges.filter { !strong.contains($0.contact) }.map(\.rises).max() ?? 0
    #expect(edges.filter { strong.contains($0.contact) }.allSatisfy { $0.rises > weakest })
    let rises = UInt8(weakest + 1)

    var rest = graph
    for contact in rest.contacts.indices { rest.contacts[contact].rises = rises }
    let (parts, again) = settleReporting(rest, policy: .standard)
    #expect(again.isEmpty)
    #expect(parts.map { "\($0)" } == whole.map { "\($0)" })

    let told = settle(alone(4, of: graph, rises: rises), policy: .standard)
    #expect(told[0].probability == whole[4].probability && told[0].verdict == whole[4].verdict)
    #expect(told[0].reasons == whole[4].reasons)
  }

  @Test("A pair that was cut out of a component, and so was not weighed against its rivals, is for a person")
  func cutIsNotLinked() {
    let (graph, strong) = Self.crowd(Self.likelyAlone)
    #expect(settle(alone(4, of: graph, rises: 0), policy: .standard)[0].verdict == .matched)

    let cut = settle(graph, policy: .standard).enumerated().filter { !strong.contains(Int32($0.offset)) }.map(\.element)
    #expect(!cut.isEmpty)
    #expect(cut.allSatisfy { $0.verdict == .review && $0.reasons == [.rivalsNotWeighed] && $0.linkAction == .none })
  }

  /// A contact with its own edges only.
  private func alone(_ contact: Int32, of graph: MatchGraph, rises: UInt8) -> MatchGraph {
    var part = graph
    part.contacts = [graph.contacts[Int(contact)]]
    part.contacts[0].rises = rises
    part.edges = graph.edges.filter { $0.contact == contact }.map { edge in
      var edge = edge
      edge.contact = 0
      return edge
    }
    return part
  }

  @Test("What may not be linked holds nothing together; what is linked or judged is a tie")
  func edgesAndTies() {
    var sketch = Sketch()
    sketch.edge("a", "p", Sketch.good)
    sketch.edge("a", "old", Sketch.good)
    sketch.edge("b", "retired", Sketch.good)
    sketch.edge("c", "p", Sketch.good)
    sketch.edge("d", "p", Sketch.good)
    sketch.party("retired", isRetired: true)
    sketch.merge("old", into: "new")
    sketch.judge("c", "p", .different)
    sketch.contact("d") { $0.isDeleted = true }
    let graph = sketch.graph
    func words(_ edges: [ActiveEdges.Edge]) -> Set<String> {
      Set(
        edges.map { edge in
          let (contact, party) = (graph.contacts[Int(edge.contact)].id, graph.parties[Int(edge.party)].id)
          return "\(graph.contactIDs[contact]) \(graph.partyIDs[party])"
        })
    }
    let active = ActiveEdges(graph, policy: .standard)
    #expect(words(active.edges) == ["a p", "a new"])
    #expect(words(active.ties) == ["c p"])
  }

  @Test("Of candidates from parts the best are kept as from the whole: ten, and of equals the lesser id")
  func best() {
    let levels = (Sketch.levels(Sketch.good), Sketch.levels(Sketch.weak))
    let candidates = (0..<14).map { number in
      (party: "p\(number % 10)\(number)", levels: number < 4 ? levels.1 : levels.0)
    }
    let best = bestCandidates(candidates.reversed(), policy: .standard) {
      (party: $0.party, weight: Float(Policy.standard.total(of: $0.levels)), levels: $0.levels)
    }
    #expect(best.map(\.party) == candidates.dropFirst(4).map(\.party).sorted())
  }
}
