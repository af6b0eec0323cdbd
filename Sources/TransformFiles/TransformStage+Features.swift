internal import ContactModel
internal import NDJSON
internal import Transform

extension TransformStage {
  /// Contacts → every candidate with what the ruling's model sees of it, as CSV (`contact,party,…`), account by account: for
  /// training the model.
  ///
  /// - Throws: ``StageFailure``, and what `output` throws.
  package func features(_ path: String, output: LineOutput) throws -> Report {
    var report = Report()
    var known = PartyNumbers(parties)
    var accounts: [String: AccountGraph] = [:]
    let nowhere: LineOutput = { _ in }
    try eachBatch(path, &report, nowhere) { batch in
      for contact in batch.contacts {
        let account = batch.withText(contact.account) { String(decoding: $0, as: UTF8.self) }
        _ = accounts[account, default: AccountGraph()].add(contact, of: batch, &known)
      }
    }
    try output(Array(("contact,party," + PairFeatures.names.joined(separator: ",") + "\n").utf8))
    for account in accounts.keys.sorted() {
      guard var graph = accounts[account] else { continue }
      graph.complete(
        links: standing.links[account] ?? [], judgements: standing.judgements[account] ?? [], &known)
      for pair in featuredPairs(graph.graph, policy: policy) {
        let (contacts, parties) = (graph.graph.contacts, graph.graph.parties)
        let ids = [
          graph.graph.contactIDs[contacts[Int(pair.contact)].id], graph.graph.partyIDs[parties[Int(pair.party)].id],
        ]
        let cells = ids.map(Self.cell) + pair.features.values.map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" }
        try output(Array((cells.joined(separator: ",") + "\n").utf8))
      }
    }
    return report
  }

  /// An id as a cell of CSV.
  private static func cell(_ id: String) -> String {
    id.contains(where: { ",\"\r\n".contains($0) }) ? "\"" + id.replacing("\"", with: "\"\"") + "\"" : id
  }
}
