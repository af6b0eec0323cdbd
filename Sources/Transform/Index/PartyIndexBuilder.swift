package import ContactModel
package import Parallel

/// Collects an organization's parties, page by page, and makes the index that contacts are scored against.
package struct PartyIndexBuilder {
  private let policy: Policy
  /// The frozen frequencies; nil: they are taken from the parties that are added.
  package var snapshot: FrequencySnapshot?
  private var normalizer = PartyNormalizer()
  private var table = RecordTable()
  private var ids = TextArena()

  package init(policy: Policy, snapshot: FrequencySnapshot?) {
    self.policy = policy
    self.snapshot = snapshot
  }

  /// Adds every party of a page; an id must come once.
  package mutating func add(_ page: RecordPage) { add(normalizer.forms(of: page)) }

  /// Adds parties that were normalized elsewhere; they are numbered in the order in which they are added.
  package mutating func add(_ forms: PartyForms) {
    table.append(contentsOf: forms.table)
    ids.append(contentsOf: forms.ids)
  }

  /// The index of all parties added.
  package consuming func finish(_ workers: Workers = .alone) -> PartyIndex {
    if let snapshot { table.weigh(snapshot, workers) }
    let snapshot = snapshot ?? SnapshotMaker.weigh(&table, workers)
    let keys = KeyTable(of: table, snapshot, workers)
    return PartyIndex(policy: policy, snapshot: snapshot, table: table, ids: ids, keys: keys)
  }
}

/// Parties in the form in which they are compared, and their ids.
package struct PartyForms: Sendable {
  var table = RecordTable()
  var ids = TextArena()
}

/// Brings parties into the form in which they are compared; it keeps caches: one per thread.
package struct PartyNormalizer: Sendable {
  private var normalizer = Normalizer()
  private var record = NormalizedRecord()

  package init() {}

  package mutating func forms(of page: RecordPage) -> PartyForms {
    var forms = PartyForms()
    for row in page.rows {
      normalizer.normalize(page, row, into: &record)
      forms.table.append(record, HanScript(page, row))
      forms.ids.append(page.bytes[row.id.range])
    }
    return forms
  }
}
