/// Which parties have a key: postings in the order of the keys, found by the key's leading bits.
///
/// Eight bytes a posting: the leading bits give the place, the next 32 are kept to tell keys apart.
struct KeyTable: Sendable {
  private var tags: [UInt32] = []
  private var parties: [UInt32] = []
  private var starts: [UInt32] = [0, 0]
  private var bits: UInt64 = 1

  init() {}

  /// - Parameters:
  ///   - keys: the keys of all parties one after the other.
  ///   - ends: for each party the end of its keys.
  init(keys: [UInt64], ends: [UInt32]) {
    while bits < 26, 1 << bits < keys.count / 2 { bits += 1 }
    let shift = 64 - bits
    starts = [UInt32](repeating: 0, count: 1 << bits + 1)
    for key in keys { starts[Int(key >> shift) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    var places = starts
    tags = [UInt32](repeating: 0, count: keys.count)
    parties = tags
    var begin = 0
    for (party, end) in ends.enumerated() {
      for key in keys[begin..<Int(end)] {
        let slot = Int(key >> shift)
        let place = Int(places[slot])
        tags[place] = KeyTable.tag(key, bits)
        parties[place] = UInt32(party)
        places[slot] += 1
      }
      begin = Int(end)
    }
  }

  var count: Int { parties.count }

  /// Appends the parties that have the key.
  func collect(_ key: UInt64, into found: inout [UInt32]) {
    let slot = Int(key >> (64 - bits))
    let tag = KeyTable.tag(key, bits)
    for place in Int(starts[slot])..<Int(starts[slot + 1]) where tags[place] == tag { found.append(parties[place]) }
  }

  @inline(__always)
  private static func tag(_ key: UInt64, _ bits: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: (key << bits) >> 32) }
}
