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

  /// - Parameter parts: the keys of all parties, in the order of the parties.
  init(_ parts: [PartyKeys], _ workers: Workers = .alone) {
    let count = parts.reduce(0) { $0 + $1.keys.count }
    while bits < 26, 1 << bits < count / 2 { bits += 1 }
    let bits = bits
    // Leading bits by which the work is shared out: each worker fills the slots of its own.
    let share = min(bits, UInt64(Int.bitWidth - (workers.count - 1).leadingZeroBitCount))
    let shares = 1 << Int(share)
    starts = [UInt32](repeating: 0, count: 1 << Int(bits) + 1)
    postings = [UInt64](unsafeUninitializedCapacity: count + 1) { postings, filled in
      starts.withUnsafeMutableBufferPointer { starts in
        let slots = 1 << Int(bits - share)
        var totals = [Int](repeating: 0, count: shares)
        totals.withUnsafeMutableBufferPointer { totals in
          workers.each(shares) { own in
            var total = 0
            KeyTable.visit(parts, own, share) { key, _ in
              starts[Int(key >> (64 - bits)) + 1] += 1
              total += 1
            }
            totals[own] = total
          }
        }
        workers.each(shares) { own in
          var next = UInt32(totals[..<own].reduce(0, +))
          for slot in own * slots..<(own + 1) * slots {
            let size = starts[slot + 1]
            starts[slot + 1] = next
            next += size
          }
          // Each slot's end is where its next posting goes, until all are there.
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

  var count: Int { postings.count - 1 }

  /// Places of a key's postings, and of some others that begin like it.
  struct Span {
    var tag: UInt32
    var start: UInt32
    var end: UInt32
  }

  /// Replaces `found` by the parties that have one of the keys, each as often as it has them.
  ///
  /// All places are looked up before the first is read, and all are touched before the first is searched: memory is slow
  /// and does many things at once.
  func collect(_ keys: [UInt64], _ spans: inout [Span], into found: inout [UInt32]) {
    found.removeAll(keepingCapacity: true)
    spans.removeAll(keepingCapacity: true)
    starts.withUnsafeBufferPointer { starts in
      for key in keys {
        let slot = Int(key >> (64 - bits))
        spans.append(Span(tag: KeyTable.tag(key, bits), start: starts[slot], end: starts[slot + 1]))
      }
    }
    postings.withUnsafeBufferPointer { postings in
      var touched: UInt64 = 0
      for span in spans { touched |= postings[Int(span.start)] }
      if touched == .max { found.reserveCapacity(64) }
      for span in spans {
        for place in Int(span.start)..<Int(span.end) {
          let posting = postings[place]
          if UInt32(truncatingIfNeeded: posting >> 32) == span.tag {
            found.append(UInt32(truncatingIfNeeded: posting))
          }
        }
      }
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
