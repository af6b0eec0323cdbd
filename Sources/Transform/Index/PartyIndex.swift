package import ContactModel
import Synchronization

/// The parties of one organization, ready to be compared with: normalized forms, blocking keys and frequencies in compact
/// tables. Immutable; used from any number of threads at once.
package final class PartyIndex: Sendable {
  package let policy: Policy
  package let snapshot: FrequencySnapshot
  /// 16 hexadecimal digits: the same where policy, model, normalizers and frequencies are the same.
  package let matcherVersion: String
  let table: RecordTable
  let ids: TextArena
  /// Made anew where it was given back.
  private let keyTable: Mutex<KeyTable?>
  /// Normalizers keep caches: they are lent to one call at a time.
  private let scorers = Mutex<[Scorer]>([])

  init(policy: Policy, snapshot: FrequencySnapshot, table: RecordTable, ids: TextArena, keys: KeyTable) {
    keyTable = Mutex(keys)
    self.policy = policy
    self.snapshot = snapshot
    self.table = table
    self.ids = ids
    matcherVersion = MatcherVersion.text(policy: policy, snapshot: snapshot)
  }

  /// Number of parties.
  package var count: Int { table.count }

  /// Gives back the memory of the blocking keys, until a page is scored again.
  package func releaseKeys() { keyTable.withLock { $0 = nil } }

  /// The blocking keys, made anew where they were given back.
  func keys() -> KeyTable {
    keyTable.withLock { keys in
      let known = keys ?? KeyTable(of: table, snapshot)
      keys = known
      return known
    }
  }

  /// Candidates of the given rows of a page, each row's best first, with the rows' blocking keys.
  ///
  /// - Parameter rows: indices into `page.rows`; the result has one row for each, in this order.
  package func score(_ page: RecordPage, rows: [Int]) -> ScoredPage {
    let keys = keys()
    return withScorer { $0.score(page, rows, self, keys) }
  }

  /// The blocking keys of a page's records under this index's snapshot, ascending: what changed parties are looked up by.
  package func keys(of page: RecordPage) -> [[UInt64]] {
    withScorer { scorer in page.rows.map { scorer.keys(page, $0) } }
  }

  /// As ``keys(of:)``, with what sharing each of them counts; a pair is compared from a sum of ``BlockLimits/least``.
  package func weighedKeys(of page: RecordPage) -> [(keys: [UInt64], shares: [UInt32])] {
    withScorer { scorer in page.rows.map { scorer.weighedKeys(page, $0) } }
  }

  /// The evidence between a contact and any party record, whether or not they share a blocking key: prior, fields,
  /// interactions and the total; rivals are settle's to see.
  package func explain(contact page: RecordPage, row: Int, party other: RecordPage, row otherRow: Int) -> [Evidence] {
    withScorer { $0.explain(page, page.rows[row], other, other.rows[otherRow], policy) }
  }

  /// A contact compared with several parties of this index, whether or not they share a blocking key.
  ///
  /// - Parameter parties: numbers in the order in which the parties were added.
  package func compare(contact page: RecordPage, row: Int, parties: [Int]) -> [ComparedPair] {
    withScorer { $0.compare(page, page.rows[row], parties, self) }
  }

  /// The levels of a contact and any party record.
  package func levels(contact page: RecordPage, row: Int, party other: RecordPage, row otherRow: Int) -> Levels {
    withScorer { $0.outcomes(page, page.rows[row], other, other.rows[otherRow]) { $0.levels } }
  }

  func withScorer<R>(_ body: (inout Scorer) -> R) -> R {
    var scorer = scorers.withLock { $0.popLast() } ?? Scorer(snapshot)
    defer {
      let done = scorer
      scorers.withLock { $0.append(done) }
    }
    return body(&scorer)
  }
}
