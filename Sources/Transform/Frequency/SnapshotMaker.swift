/// Counts the values of all parties.
enum SnapshotMaker {
  static func snapshot(of parties: RecordTable) -> FrequencySnapshot {
    var values: [UInt64] = []
    parties.withTables { tables in
      for index in 0..<tables.ends.count { collectValues(tables[index], into: &values) }
    }
    let counted = CountTable(counting: &values, atLeast: 2)
    let words = FrequencySnapshot(
      partyCount: parties.count, values: counted, splitBlocks: CountTable(), closedBlocks: CountTable())
    var weighed = parties
    weighed.weigh(words)
    var maker = BlockKeys()
    var keys: [UInt64] = []
    let split = weighed.withTables { tables in
      for index in 0..<tables.ends.count { keys.append(contentsOf: maker.makePlain(tables[index])) }
      return CountTable(counting: &keys, atLeast: BlockLimits.whole + 1)
    }
    keys.removeAll()
    let closed = weighed.withTables { tables in
      for index in 0..<tables.ends.count { maker.makeParts(tables[index], of: split, into: &keys) }
      return CountTable(counting: &keys, atLeast: BlockLimits.part + 1)
    }
    return FrequencySnapshot(
      partyCount: parties.count, values: counted, splitBlocks: split, closedBlocks: closed)
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
