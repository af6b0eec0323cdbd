internal import ContactModel
internal import NDJSON
internal import Transform

/// Collects scored contacts, settles each account when all are there, and writes one decision line for each scored line.
///
/// The lines wait on disk; in memory are the graphs.
struct LineSettler: ~Copyable {
  private let stage: TransformStage
  private let content: TransformStage.Content
  private var accounts: [String: Int] = [:]
  private var names: [String] = []
  private var graphs: [AccountGraph] = []
  /// For each line its account and its contact in that account's graph.
  private var places: [(account: Int32, contact: Int32)] = []
  private var spool: LineSpool

  /// Bytes of decision lines that are written at once.
  private static let bufferSize = 1 << 18

  init(_ stage: TransformStage, _ content: TransformStage.Content) throws(FileError) {
    self.stage = stage
    self.content = content
    spool = try LineSpool()
  }

  /// What is wrong with a scored line as a line; nil where it was taken.
  mutating func add(_ bytes: some Collection<UInt8>, _ line: ScoredLine) throws(FileError) -> LineProblem? {
    guard let record = line.record else { return LineProblem("`record` is missing: `transform score` writes it") }
    guard let page = try? RecordPage.parse(object: Array(record)), let row = page.rows.first,
      page.string(row.id) == line.contact
    else { return LineProblem("`record` is not the contact that the line is about") }
    let account: Int
    if let known = accounts[line.account] {
      account = known
    } else {
      account = graphs.count
      accounts[line.account] = account
      names.append(line.account)
      graphs.append(AccountGraph())
    }
    places.append((Int32(account), graphs[account].add(line, page)))
    try spool.append(bytes)
    return nil
  }

  /// Decides, and writes the decisions in the order in which the lines came.
  mutating func finish(_ report: inout TransformStage.Report, _ output: LineOutput) throws {
    var decisions: [[Decision]] = []
    for account in graphs.indices {
      graphs[account].complete(
        links: stage.standing.links[names[account]] ?? [], judgements: stage.standing.judgements[names[account]] ?? [],
        parties: stage.parties)
      let settled = settleReporting(graphs[account].graph, policy: stage.policy)
      decisions.append(settled.decisions)
      report.oversizedGroups += settled.oversized.count
    }
    let lines = try spool.lines()
    var reader = try lines.reader()
    var out: [UInt8] = []
    for place in places {
      guard let line = try reader.next() else { break }
      let decision = decisions[Int(place.account)][Int(place.contact)]
      switch decision.verdict {
      case .matched: report.matched += 1
      case .review: report.review += 1
      case .unmatched: report.unmatched += 1
      }
      out += try self.line(decision, graphs[Int(place.account)].graph, LineObject(line.bytes))
      guard out.count >= Self.bufferSize else { continue }
      try output(out)
      out.removeAll(keepingCapacity: true)
    }
    if !out.isEmpty { try output(out) }
  }

  private func line(_ decision: Decision, _ graph: MatchGraph, _ scored: LineObject) throws -> [UInt8] {
    let page = try scored.raw("record").map { try RecordPage.parse(object: Array($0)) } ?? RecordPage()
    let isExplained = content.allEvidence || decision.verdict == .review
    let candidates = decision.candidates.map { candidate in
      let record = graph.partyIDs[graph.parties[Int(candidate.comparedRecord ?? candidate.party)].id]
      return DecisionLine.Candidate(
        party: graph.partyIDs[graph.parties[Int(candidate.party)].id], probability: candidate.probability,
        weight: candidate.weight, levels: candidate.levels,
        evidence: isExplained ? evidence(candidate, page, record) : nil)
    }
    return DecisionLine(
      verdict: decision.verdict, party: decision.party.map { graph.partyIDs[graph.parties[Int($0)].id] },
      probability: decision.probability, weight: decision.weight, matchKey: decision.matchKey, candidates: candidates,
      reasons: decision.reasons, issues: page.rows.first?.issues.codes ?? []
    ).line(scored, withRecord: content.withRecords)
  }

  private func evidence(_ candidate: RankedCandidate, _ page: RecordPage, _ party: String) -> [Evidence] {
    let explained = stage.parties.record(party).map { other in
      stage.parties.index.explain(contact: page, row: 0, party: other.page, row: other.row)
    }
    return Transform.evidence(for: candidate, policy: stage.policy, values: fieldValues(of: explained ?? []))
  }
}
