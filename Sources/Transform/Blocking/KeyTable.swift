import Parallel

/// Which parties have a key: postings in the order of the keys, found by the key's leading bits.
///
/// Eight bytes a posting: the leading bits give the place, the next 32 are kept to tell keys apart.
struct KeyTable: Sendable {
  /// Tag and party, 32 bits each; one more than there are, so that every place can be looked at.
  private var postings: [UInt64] = [0]
  private var starts: [UInt32] = [0, 0, 0]
  private var bits: UInt64 = 1

  init() {}

  /// The keys of all records of a table, which are numbered as there.
  init(of table: RecordTable, _ snapshot: FrequencySnapshot, _ workers: Workers = .alone) {
    self = table.withTables { tables in
      KeyTable(parties: tables.ends.count, workers) { range in
        var maker = BlockKeys()
        var keys = PartyKeys(first: range.lowerBound)
        for index in range {
          maker.make(tables[index], snapshot)
          keys.append(maker.keys)
        }
        return keys
      }
    }
  }

  /// Parties whose keys are made at a time.
  private static let batch = 1 << 15

  /// - Parameters:
  ///   - parties: their number.
  ///   - keys: makes the keys of some parties, the same each time: it is asked twice, for all at once would take much memory.
  private init(parties: Int, _ workers: Workers, keys: (Range<Int>) -> PartyKeys) {
    // Leading bits by which the work is shared out: each worker fills the slots of its own.
    let share = UInt64(Int.bitWidth - (workers.count - 1).leadingZeroBitCount)
    func visit(_ body: (_ own: Int, _ parts: [PartyKeys]) -> Void) {
      for start in stride(from: 0, to: parties, by: KeyTable.batch) {
        let size = min(KeyTable.batch, parties - start)
        let parts = workers.ranges(of: size, least: 256) { keys(start + $0.lowerBound..<start + $0.upperBound) }
        workers.each(1 << Int(share)) { body($0, parts) }
      }
    }
    // Leading bits that are counted: about one pattern for each key.
    var widest = max(share, 6)
    while widest < KeyTable.most, 1 << Int(widest) < 16 * parties { widest += 1 }
    let wide = 64 - widest
    var counts = [UInt32](repeating: 0, count: 1 << Int(widest))
    counts.withUnsafeMutableBufferPointer { counts in
      visit { own, parts in
        KeyTable.visit(parts, own, share) { key, _ in counts[Int(key >> wide)] += 1 }
      }
    }
    let count = counts.reduce(0) { $0 + Int($1) }
    bits = max(1, share)
    while bits < widest, 4 << Int(bits) < count { bits += 1 }
    starts = KeyTable.firsts(counts, bits, widest)
    counts = []
    let bits = bits
    postings = [UInt64](unsafeUninitializedCapacity: count + 1) { postings, filled in
      starts.withUnsafeMutableBufferPointer { starts in
        // Each slot's end is where its next posting goes, until all are there.
        visit { own, parts in
          KeyTable.visit(parts, own, share) { key, party in
            let slot = Int(key >> (64 - bits))
            postings[Int(starts[slot + 1])] = UInt64(KeyTable.tag(key, bits)) << 32 | UInt64(party)
            starts[slot + 1] += 1
          }
        }
      }
      postings[count] = 0
      filled = count + 1
    }
  }

  /// Leading bits that are looked up at most.
  private static let most: UInt64 = 24

  /// For each slot, one place behind it, where its postings begin.
  private static func firsts(_ counts: [UInt32], _ bits: UInt64, _ widest: UInt64) -> [UInt32] {
    var firsts = [UInt32](repeating: 0, count: 1 << Int(bits) + 1)
    let size = 1 << Int(widest - bits)
    var next: UInt32 = 0
    for slot in 0..<1 << Int(bits) {
      firsts[slot + 1] = next
      for index in slot * size..<(slot + 1) * size { next += counts[index] }
    }
    return firsts
  }

  var count: Int { postings.count - 1 }

  /// Places of a key's postings, and of some others that begin like it; and what sharing the key counts.
  struct Span {
    var tag: UInt32
    var start: UInt32
    var end: UInt32
    var share: UInt32
    /// The posting at its start, even where it is another key's.
    var first: UInt64 = 0
  }

  /// Replaces `found` by the parties that have enough of the keys, each once, ascending.
  ///
  /// All places are looked up before the first is read, and all firsts are read before the first is searched: memory is slow
  /// and does many things at once.
  ///
  /// - Parameter shares: for each key what sharing it counts, in shares of ``BlockLimits/unit``; a party is found from
  ///   ``BlockLimits/least``.
  func collect(
    _ keys: [UInt64], _ shares: [UInt32], _ spans: inout [Span], _ shared: inout [UInt64], into found: inout [UInt32]
  ) {
    spans.removeAll(keepingCapacity: true)
    shared.removeAll(keepingCapacity: true)
    starts.withUnsafeBufferPointer { starts in
      for (key, share) in zip(keys, shares) {
        let slot = Int(key >> (64 - bits))
        spans.append(Span(tag: KeyTable.tag(key, bits), start: starts[slot], end: starts[slot + 1], share: share))
      }
    }
    postings.withUnsafeBufferPointer { postings in
      for index in spans.indices { spans[index].first = postings[Int(spans[index].start)] }
      for span in spans where span.start < span.end {
        var posting = span.first
        var place = Int(span.start)
        while true {
          if UInt32(truncatingIfNeeded: posting >> 32) == span.tag {
            shared.append(UInt64(UInt32(truncatingIfNeeded: posting)) << 32 | UInt64(span.share))
          }
          place += 1
          guard place < Int(span.end) else { break }
          posting = postings[place]
        }
      }
    }
    KeyTable.gather(&shared, into: &found)
  }

  /// The parties whose shares come to enough.
  private static func gather(_ shared: inout [UInt64], into found: inout [UInt32]) {
    found.removeAll(keepingCapacity: true)
    shared.sort()
    var index = 0
    while index < shared.count {
      let party = UInt32(truncatingIfNeeded: shared[index] >> 32)
      var sum: UInt32 = 0
      while index < shared.count, UInt32(truncatingIfNeeded: shared[index] >> 32) == party {
        sum += UInt32(truncatingIfNeeded: shared[index])
        index += 1
      }
      if sum >= BlockLimits.least { found.append(party) }
    }
  }

  /// Calls `body` with every key whose leading bits are `own`, and its party.
  @inline(__always)
  private static func visit(
    _ parts: [PartyKeys], _ own: Int, _ share: UInt64, _ body: (_ key: UInt64, _ party: UInt32) -> Void
  ) {
    for part in parts {
      part.keys.withUnsafeBufferPointer { keys in
        var begin = 0
        var party = UInt32(part.first)
        for end in part.ends {
          for place in begin..<Int(end) where share == 0 || Int(keys[place] >> (64 - share)) == own {
            body(keys[place], party)
          }
          begin = Int(end)
          party += 1
        }
      }
    }
  }

  @inline(__always)
  private static func tag(_ key: UInt64, _ bits: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: (key << bits) >> 32) }
}

/// The keys of consecutive parties.
struct PartyKeys: Sendable {
  /// Number of the first of the parties.
  let first: Int
  private(set) var keys: [UInt64] = []
  /// For each party the end of its keys.
  private(set) var ends: [UInt32] = []

  init(first: Int) { self.first = first }

  mutating func append(_ keys: [UInt64]) {
    self.keys.append(contentsOf: keys)
    ends.append(UInt32(self.keys.count))
  }
}
