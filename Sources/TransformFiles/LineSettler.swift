internal import ContactModel
internal import NDJSON
internal import Parallel
internal import Transform

/// Collects scored contacts, settles each account when all are there, and writes one decision line for each of them.
///
/// What decision lines hand on waits on disk; in memory are the graphs.
struct LineSettler: ~Copyable {
  private let stage: TransformStage
  private let content: TransformStage.Content
  private var accounts = TextNumbers()
  private var graphs: [AccountGraph] = []
  private var parties: PartyNumbers
  /// For each line its account and its contact in that account's graph.
  private var places: [(account: Int32, contact: Int32)] = []
  private let spool: ByteSpool
  private var pieces: [Piece] = []
  private var spooled = 0

  /// What one batch added: its bytes in the spool, and its part of ``places``.
  private struct Piece {
    var bytes: Range<Int>
    var places: Range<Int>
  }

  init(_ stage: TransformStage, _ content: TransformStage.Content) throws(FileError) {
    self.stage = stage
    self.content = content
    parties = PartyNumbers(stage.parties)
    spool = try ByteSpool()
  }

  mutating func add(_ batch: ScoredBatch) throws(FileError) {
    guard !batch.contacts.isEmpty else { return }
    let first = places.count
    for contact in batch.contacts {
      let account = batch.withText(contact.account) { Int(accounts.number(of: $0)) }
      if account == graphs.count { graphs.append(AccountGraph()) }
      places.append((Int32(account), graphs[account].add(contact, of: batch, &parties)))
    }
    try spool.append(batch.handed)
    pieces.append(Piece(bytes: spooled..<spooled + batch.handed.count, places: first..<places.count))
    spooled += batch.handed.count
  }

  /// Decides, and writes the decisions in the order in which the contacts came.
  mutating func finish(_ report: inout TransformStage.Report, _ output: LineOutput) throws {
    var settled: [SettledAccount] = []
    for account in graphs.indices {
      let name = accounts.texts[Int32(account)]
      graphs[account].complete(
        links: stage.standing.links[name] ?? [], judgements: stage.standing.judgements[name] ?? [], &parties)
      let graph = graphs[account]
      graphs[account] = AccountGraph()
      settled.append(SettledAccount(graph, policy: stage.policy, stage.workers))
      report.oversizedGroups += settled[account].settlement.oversized.count
    }
    graphs = []
    let writer = DecisionWriter(stage: stage, content: content, accounts: settled, parties: parties)
    var next = 0
    let (pieces, places, spool) = (pieces, places, spool)
    try stage.workers.inOrder(state: ()) {
      next += 1
      return next <= pieces.count ? pieces[next - 1] : nil
    } work: { _, piece in
      var lines = DecisionWriter.Lines()
      let bytes = try spool.bytes(piece.bytes)
      bytes.withUnsafeBufferPointer { bytes in
        var start = 0
        for place in places[piece.places] {
          let handed = HandedMembers(UnsafeBufferPointer(rebasing: bytes[start...]))
          writer.append(place, handed, to: &lines)
          start += handed.count
        }
      }
      return lines
    } deliver: { lines in
      report.matched += lines.matched
      report.review += lines.review
      report.unmatched += lines.unmatched
      try output(lines.bytes)
    }
  }
}

/// An account's graph, settled.
struct SettledAccount: Sendable {
  let settlement: Settlement
  let partyIDs: TextArena
  /// For each party of the graph its place in ``partyIDs``, and its number in ``PartyNumbers``.
  let texts: [Int32]
  let numbers: [Int32]

  init(_ account: AccountGraph, policy: Policy, _ workers: Workers) {
    settlement = Settlement(account.graph, policy: policy, workers)
    partyIDs = account.graph.partyIDs
    texts = account.graph.parties.map(\.id)
    numbers = account.numbers
  }

  func id(_ party: Int32) -> String { partyIDs[texts[Int(party)]] }
}
