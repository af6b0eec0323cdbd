import ContactModel

/// One thread's working space for scoring: normalizer, the record at hand, and buffers that are reused.
struct Scorer: Sendable {
  private var normalizer = Normalizer()
  private var record = NormalizedRecord()
  private var table = RecordTable()
  private var maker = BlockKeys()
  private var comparison: Comparison
  private var spans: [KeyTable.Span] = []
  private var shared: [UInt64] = []
  private var found: [UInt32] = []
  private var best: [Found] = []
  private var partyNumbers: [UInt32: Int32] = [:]

  /// Candidates kept for a contact.
  static let candidateLimit = 10
  /// Pairs below these odds in bits, prior and interactions included, are no candidates and nobody's rivals.
  static let floor = -7.0

  private struct Found {
    var party: UInt32
    var weight: Float
    var bits: Double
    var levels: Levels
  }

  init(_ snapshot: FrequencySnapshot) { comparison = Comparison(snapshot) }

  mutating func score(_ page: RecordPage, _ rows: [Int], _ index: PartyIndex, _ keyTable: KeyTable) -> ScoredPage {
    var scored = ScoredPage()
    partyNumbers.removeAll(keepingCapacity: true)
    index.table.withTables { parties in
      for row in rows {
        load(page, page.rows[row])
        makeKeys()
        keyTable.collect(maker.keys, maker.shares, &spans, &shared, into: &found)
        Scorer.findBest(found, table, parties, index, &comparison, &best)
        let firstKey = scored.keys.count
        let firstCandidate = scored.candidates.count
        scored.keys.append(contentsOf: maker.keys)
        for candidate in best {
          scored.candidates.append(
            ScoredPage.Candidate(
              party: number(candidate.party, index, &scored), weight: candidate.weight, levels: candidate.levels))
        }
        scored.rows.append(
          ScoredPage.Row(
            row: row, keys: firstKey..<scored.keys.count, candidates: firstCandidate..<scored.candidates.count,
            cut: maker.cut))
      }
    }
    return scored
  }

  mutating func keys(_ page: RecordPage, _ row: RecordRow) -> [UInt64] { weighedKeys(page, row).keys }

  mutating func weighedKeys(_ page: RecordPage, _ row: RecordRow) -> (keys: [UInt64], shares: [UInt32]) {
    load(page, row)
    makeKeys()
    return (maker.keys, maker.shares)
  }

  /// All values of a record in their normalized form, by `Field.rawValue`.
  mutating func texts(_ page: RecordPage, _ row: RecordRow) -> [String] {
    load(page, row)
    return table.withTables { ExplainedOutcomes.texts(of: $0[0]) }
  }

  mutating func explain(
    _ page: RecordPage, _ row: RecordRow, _ other: RecordPage, _ otherRow: RecordRow, _ policy: Policy
  ) -> [Evidence] {
    outcomes(page, row, other, otherRow) { outcomes in
      evidence(for: outcomes.levels, policy: policy, values: outcomes.values)
    }
  }

  mutating func compare(
    _ page: RecordPage, _ row: RecordRow, _ parties: [Int], _ index: PartyIndex
  ) -> [ComparedPair] {
    load(page, row)
    return Scorer.compare(table, parties, index, &comparison)
  }

  private static func compare(
    _ contact: RecordTable, _ parties: [Int], _ index: PartyIndex, _ comparison: inout Comparison
  ) -> [ComparedPair] {
    contact.withTables { tables in
      index.table.withTables { others in
        parties.map { party in
          let (left, right) = (tables[0], others[party])
          let outcomes = ExplainedOutcomes(PairComparer.outcomes(left, right, &comparison), left, right)
          return ComparedPair(levels: outcomes.levels, values: outcomes.values)
        }
      }
    }
  }

  /// The levels of a record and of every party that has enough blocking keys in common with it, however weak the levels.
  mutating func blocked(_ page: RecordPage, _ row: RecordRow, _ index: PartyIndex, _ keyTable: KeyTable) -> [Levels] {
    load(page, row)
    makeKeys()
    keyTable.collect(maker.keys, maker.shares, &spans, &shared, into: &found)
    return Scorer.levels(table, found, index, &comparison)
  }

  private static func levels(
    _ contact: RecordTable, _ parties: [UInt32], _ index: PartyIndex, _ comparison: inout Comparison
  ) -> [Levels] {
    contact.withTables { tables in
      index.table.withTables { others in
        parties.map { PairComparer.levels(tables[0], others[Int($0)], &comparison) }
      }
    }
  }

  /// Compares two records and calls `body` while their texts are at hand.
  mutating func outcomes<R>(
    _ page: RecordPage, _ row: RecordRow, _ other: RecordPage, _ otherRow: RecordRow,
    _ body: (ExplainedOutcomes) -> R
  ) -> R {
    load(page, row)
    append(other, otherRow)
    return Scorer.compare(table, &comparison, body)
  }

  private static func compare<R>(
    _ table: RecordTable, _ comparison: inout Comparison, _ body: (ExplainedOutcomes) -> R
  ) -> R {
    table.withTables { tables in
      let (left, right) = (tables[0], tables[1])
      return body(ExplainedOutcomes(PairComparer.outcomes(left, right, &comparison), left, right))
    }
  }

  private mutating func load(_ page: RecordPage, _ row: RecordRow) {
    table.removeAll()
    append(page, row)
  }

  private mutating func append(_ page: RecordPage, _ row: RecordRow) {
    normalizer.normalize(page, row, into: &record)
    table.append(record, HanScript(page, row))
    table.weigh(comparison.snapshot)
  }

  private mutating func makeKeys() { Scorer.makeKeys(table, comparison.snapshot, &maker) }

  private static func makeKeys(_ table: RecordTable, _ snapshot: FrequencySnapshot, _ maker: inout BlockKeys) {
    table.withTables { maker.make($0[0], snapshot) }
  }

  private static func findBest(
    _ found: [UInt32], _ contact: RecordTable, _ parties: RecordTables, _ index: PartyIndex,
    _ comparison: inout Comparison, _ best: inout [Found]
  ) {
    best.removeAll(keepingCapacity: true)
    let ruling = Ruling(index.policy)
    contact.withTables { tables in
      let contact = tables[0]
      for party in found {
        let levels = PairComparer.levels(contact, parties[Int(party)], &comparison)
        let weight = Float(index.policy.total(of: levels))
        let bits = ruling.bits(of: levels, weight: Double(weight))
        if bits >= Scorer.floor { best.append(Found(party: party, weight: weight, bits: bits, levels: levels)) }
      }
    }
    best.sort { a, b in
      a.bits != b.bits ? a.bits > b.bits : Scorer.precedes(a.party, b.party, index.ids)
    }
    if best.count > Scorer.candidateLimit { best.removeLast(best.count - Scorer.candidateLimit) }
  }

  private static func precedes(_ a: UInt32, _ b: UInt32, _ ids: TextArena) -> Bool {
    ids.bytes[ids.range(Int32(a))].lexicographicallyPrecedes(ids.bytes[ids.range(Int32(b))])
  }

  private mutating func number(_ party: UInt32, _ index: PartyIndex, _ scored: inout ScoredPage) -> Int32 {
    if let known = partyNumbers[party] { return known }
    let number = scored.partyIDs.append(index.ids.bytes[index.ids.range(Int32(party))])
    partyNumbers[party] = number
    return number
  }
}
