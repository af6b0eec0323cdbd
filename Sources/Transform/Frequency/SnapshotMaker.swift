import Parallel

/// Counts the values of all parties.
enum SnapshotMaker {
  /// Takes the snapshot of a table, and weighs the table with it.
  static func weigh(_ parties: inout RecordTable, _ workers: Workers) -> FrequencySnapshot {
    let values = count(parties, atLeast: 2, workers) { record, values in collectValues(record, into: &values) }
    let words = FrequencySnapshot(
      partyCount: parties.count, values: values, blocks: CountTable(), partBlocks: CountTable())
    parties.weigh(words, workers)
    let blocks = count(parties, atLeast: BlockLimits.small + 1, workers, BlockKeys()) { record, keys, maker in
      maker.makePlain(record, into: &keys)
    }
    let parts = count(parties, atLeast: BlockLimits.small + 1, workers, BlockKeys()) { record, keys, maker in
      maker.makeParts(record, of: blocks, into: &keys)
    }
    return FrequencySnapshot(
      partyCount: parties.count, values: values, blocks: blocks, partBlocks: parts)
  }

  /// Parties that are looked at at a time.
  private static let batch = 1 << 15

  /// Counts what `collect` gives for each party: the same each time, for it is asked twice.
  ///
  /// Most values are rare, and all at once would take much memory: first they are counted in a sieve where several values
  /// share a count, then only those are kept that may be frequent.
  private static func count<State>(
    _ parties: RecordTable, atLeast least: Int, _ workers: Workers, _ state: State,
    _ collect: (RecordView, inout [UInt64], inout State) -> Void
  ) -> CountTable {
    parties.withTables { tables in
      func values(_ range: Range<Int>) -> [UInt64] {
        var state = state
        var values: [UInt64] = []
        for index in range { collect(tables[index], &values, &state) }
        return values
      }
      var sieve = HashSieve(parties: tables.ends.count, workers)
      for start in stride(from: 0, to: tables.ends.count, by: batch) {
        let size = min(batch, tables.ends.count - start)
        let some = workers.ranges(of: size, least: 256) { values(start + $0.lowerBound..<start + $0.upperBound) }
        sieve.add(some, workers)
      }
      let kept = workers.ranges(of: tables.ends.count, least: 256) { range in
        var kept: [UInt64] = []
        for start in stride(from: range.lowerBound, to: range.upperBound, by: 1024) {
          let some = values(start..<min(start + 1024, range.upperBound))
          kept.append(contentsOf: some.lazy.filter { sieve.mayOccur($0, atLeast: least) })
        }
        return HashParts(kept)
      }
      return CountTable(counting: kept, atLeast: least, workers)
    }
  }

  private static func count(
    _ parties: RecordTable, atLeast least: Int, _ workers: Workers, _ collect: (RecordView, inout [UInt64]) -> Void
  ) -> CountTable {
    count(parties, atLeast: least, workers, ()) { record, values, _ in collect(record, &values) }
  }

  /// Every value of a party once.
  private static func collectValues(_ record: RecordView, into values: inout [UInt64]) {
    let start = values.count
    for word in record.words { values.append(word.hash) }
    for name in record.names { values.append(hashed(record.text(name.text), HashSeed.name)) }
    for tax in record.taxes { values.append(hashed(record.text(tax.text), HashSeed.tax)) }
    for email in record.emails {
      values.append(hashed(record.text(email.mailbox), HashSeed.mailbox))
      if !email.isFreeMail { values.append(hashed(record.text(email.domain), HashSeed.domain)) }
    }
    for phone in record.phones { values.append(mix(HashSeed.phone, phone.e164)) }
    for address in record.addresses where !address.street.isEmpty {
      values.append(AddressComparer.premises(record, address))
    }
    values[start...].sort()
    var kept = start
    for index in start..<values.count where index == start || values[index] != values[kept - 1] {
      values[kept] = values[index]
      kept += 1
    }
    values.removeLast(values.count - kept)
  }
}
