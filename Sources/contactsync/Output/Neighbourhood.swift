import ContactModel
import Extract
import Postgres
import Transform

/// The records that a contact's answer hangs together with, settled in memory.
struct Neighbourhood: Sendable {
  struct Candidate: Sendable {
    var party: String
    /// Whose record was compared: the party's own, or one that was merged into it.
    var record: String
    /// Bits after the ruling.
    var weight: Double
  }

  struct Rival: Sendable {
    var contact: String
    var weight: Double
    var linked: String?
  }

  /// Of the contact, best first; parties that it was not compared with are left out.
  let candidates: [Candidate]
  /// Other contacts that have the best candidate among theirs, the likeliest first.
  let rivals: [Rival]
  private let judgements: [String: MatchGraph.Judgement.Answer]

  /// Nothing is compared anew: the edges are the stored ones, weighed under the policy.
  init(
    _ session: borrowing Session, account: String, organization: String, contact: String, _ policy: Policy
  ) throws {
    var graph = try GraphReader.read(
      session, account: account, organization: organization, scope: .around(contact)
    ).graph
    for place in graph.edges.indices { graph.edges[place].weight = Float(policy.total(of: graph.edges[place].levels)) }
    let decisions = settle(graph, policy: policy)
    let own = decisions.first { graph.contactIDs[graph.contacts[Int($0.contact)].id] == contact }
    func party(_ index: Int32) -> String { graph.partyIDs[graph.parties[Int(index)].id] }
    candidates = (own?.candidates ?? []).filter { $0.probability > 0 }.map {
      Candidate(party: party($0.party), record: party($0.comparedRecord ?? $0.party), weight: $0.weight)
    }
    let best = own?.candidates.first { $0.probability > 0 }?.party
    rivals = decisions.filter { $0.contact != own?.contact }.compactMap { decision in
      guard let claim = decision.candidates.first(where: { $0.party == best && $0.probability > 0 }) else { return nil }
      return Rival(
        contact: graph.contactIDs[graph.contacts[Int(decision.contact)].id], weight: claim.weight,
        linked: graph.standing.first { $0.contact == decision.contact }.map { party($0.party) })
    }.sorted { ($1.weight, $0.contact) < ($0.weight, $1.contact) }
    var judgements: [String: MatchGraph.Judgement.Answer] = [:]
    for judgement in graph.judgements where judgement.contact == own?.contact {
      if let index = judgement.party { judgements[party(index)] = judgement.answer }
    }
    self.judgements = judgements
  }

  /// What a person or an import said last of the contact and a party; nil: nothing.
  func said(of party: String) -> MatchGraph.Judgement.Answer? { judgements[party] }
}
