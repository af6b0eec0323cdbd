/// The stored shape of a snapshot: magic, number of parties, then each table as its size, its hashes and its counts; all
/// numbers little-endian, hashes as steps from the one before, both in groups of seven bits (LEB128).
enum SnapshotCoding {
  private static let magic: [UInt8] = Array("contactsync frequencies 2\n".utf8)

  static func encode(_ partyCount: Int, _ tables: [CountTable]) -> [UInt8] {
    var bytes = magic
    append(UInt64(partyCount), to: &bytes)
    for table in tables {
      append(UInt64(table.hashes.count), to: &bytes)
      var before: UInt64 = 0
      for hash in table.hashes {
        append(hash &- before, to: &bytes)
        before = hash
      }
      for count in table.counts { append(UInt64(count), to: &bytes) }
    }
    return bytes
  }

  static func decode(_ bytes: [UInt8]) -> (Int, [CountTable])? {
    guard bytes.starts(with: magic) else { return nil }
    var place = magic.count
    guard let partyCount = read(bytes, &place), partyCount <= UInt64(Int32.max) else { return nil }
    var tables: [CountTable] = []
    for _ in 0..<3 {
      guard let size = read(bytes, &place), size <= UInt64(bytes.count) else { return nil }
      var hashes: [UInt64] = []
      var counts: [UInt32] = []
      hashes.reserveCapacity(Int(size))
      counts.reserveCapacity(Int(size))
      for _ in 0..<size {
        guard let step = read(bytes, &place) else { return nil }
        let (hash, overflow) = (hashes.last ?? 0).addingReportingOverflow(step)
        guard !overflow, hashes.isEmpty || step > 0 else { return nil }
        hashes.append(hash)
      }
      for _ in 0..<size {
        guard let count = read(bytes, &place).flatMap(UInt32.init(exactly:)) else { return nil }
        counts.append(count)
      }
      tables.append(CountTable(hashes: hashes, counts: counts))
    }
    return place == bytes.count ? (Int(partyCount), tables) : nil
  }

  private static func append(_ value: UInt64, to bytes: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private static func read(_ bytes: [UInt8], _ place: inout Int) -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while place < bytes.count, shift < 64 {
      let byte = bytes[place]
      place += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }
}
