package import ContactModel

/// Collects an organization's parties, page by page, and makes the index that contacts are scored against.
package struct PartyIndexBuilder {
  private let policy: Policy
  private let given: FrequencySnapshot?
  private var normalizer = Normalizer()
  private var record = NormalizedRecord()
  private var table = RecordTable()
  private var ids = TextArena()

  /// - Parameter snapshot: the frozen frequencies; nil: they are taken from the parties that are added.
  package init(policy: Policy, snapshot: FrequencySnapshot?) {
    self.policy = policy
    given = snapshot
  }

  /// Adds every party of a page; an id must come once.
  package mutating func add(_ page: RecordPage) {
    for row in page.rows {
      record.removeAll()
      normalizer.normalize(page, row, into: &record)
      table.append(record, HanScript(page, row))
      ids.append(page.bytes[row.id.range])
    }
  }

  /// The index of all parties added.
  package consuming func finish() -> PartyIndex {
    let snapshot = given ?? SnapshotMaker.snapshot(of: table)
    table.weigh(snapshot)
    var keys: [UInt64] = []
    var ends: [UInt32] = []
    ends.reserveCapacity(table.count)
    var maker = BlockKeys()
    table.withTables { tables in
      for index in 0..<tables.ends.count {
        maker.make(tables[index], snapshot)
        keys.append(contentsOf: maker.keys)
        ends.append(UInt32(keys.count))
      }
    }
    return PartyIndex(
      policy: policy, snapshot: snapshot, table: table, ids: ids, keys: KeyTable(keys: keys, ends: ends))
  }
}
