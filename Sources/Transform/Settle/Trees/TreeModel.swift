import ContactModel

/// A sum of decision trees over ``PairFeatures``: the odds of a candidate in bits.
///
/// Stored as hexadecimal digits, all numbers little-endian: for each tree the number of its forks (one byte); each fork as
/// feature (one byte), threshold in quarters (two bytes, signed), and two branches (one byte each, signed: the number of a
/// fork, or -1 minus that of a leaf); then the leaves' bits (a 32-bit float each, one more than there are forks). A value that
/// is at most the threshold goes to the first branch.
package struct TreeModel: Sendable {
  private struct Fork {
    var feature: UInt8
    var threshold: Float
    var low: Int16
    var high: Int16
  }

  private var forks: [Fork] = []
  private var leaves: [Float] = []
  /// For each tree where its forks and its leaves begin.
  private var trees: [(forks: Int, leaves: Int)] = []

  /// nil where the text is no model for as many features as there are.
  package init?(hexadecimal text: StaticString) {
    guard let bytes = Self.bytes(text) else { return nil }
    var reader = ByteReader(bytes: bytes)
    while !reader.isAtEnd {
      guard let count = reader.byte() else { return nil }
      trees.append((forks.count, leaves.count))
      for _ in 0..<count {
        guard let feature = reader.byte(), let low = reader.byte(), let high = reader.byte(),
          let left = reader.byte(), let right = reader.byte(), Int(feature) < PairFeatures.names.count
        else { return nil }
        let quarters = Int16(bitPattern: UInt16(low) | UInt16(high) << 8)
        let branches = (Int16(Int8(bitPattern: left)), Int16(Int8(bitPattern: right)))
        for branch in [branches.0, branches.1] {
          guard branch >= 0 ? branch < count : -1 - branch <= count else { return nil }
        }
        forks.append(
          Fork(feature: feature, threshold: Float(quarters) / 4, low: branches.0, high: branches.1))
      }
      for _ in 0...count {
        var pattern: UInt32 = 0
        for shift in 0..<4 {
          guard let byte = reader.byte() else { return nil }
          pattern |= UInt32(byte) << (8 * UInt32(shift))
        }
        leaves.append(Float(bitPattern: pattern))
      }
    }
  }

  /// Bits that the trees may add to a pair's own evidence: nobody's absence makes a match of a weak pair.
  private static let lift = 4.0

  /// The odds of a candidate in bits, its neighbourhood weighed in.
  ///
  /// - Parameter own: bits of prior, fields and interactions.
  package func bits(_ features: PairFeatures, own: Double) -> Double { min(sum(features), own + Self.lift) }

  /// The odds of a pair that has no rivals, in bits.
  func bits(of levels: Levels, weight: Double, own: Double) -> Double {
    var features = PairFeatures()
    features.read(PairFeatures.Rival(levels: levels, weight: weight, bits: own), contact: .alone, party: .alone)
    return bits(features, own: own)
  }

  private func sum(_ features: PairFeatures) -> Double {
    features.values.withUnsafeBufferPointer { values in
      var sum = 0.0
      for tree in trees {
        var place: Int16 = 0
        repeat {
          let fork = forks[tree.forks + Int(place)]
          place = values[Int(fork.feature)] <= fork.threshold ? fork.low : fork.high
        } while place >= 0
        sum += Double(leaves[tree.leaves + Int(-1 - place)])
      }
      return sum
    }
  }

  private static func bytes(_ text: StaticString) -> [UInt8]? {
    text.withUTF8Buffer { digits in
      var bytes: [UInt8] = []
      bytes.reserveCapacity(digits.count / 2)
      var high: UInt8?
      for digit in digits where digit != UInt8(ascii: "\n") {
        let value: UInt8
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
        default: return nil
        }
        if let first = high {
          bytes.append(first << 4 | value)
          high = nil
        } else {
          high = value
        }
      }
      return high == nil ? bytes : nil
    }
  }
}

private struct ByteReader {
  let bytes: [UInt8]
  private var place = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { place == bytes.count }

  mutating func byte() -> UInt8? {
    guard place < bytes.count else { return nil }
    defer { place += 1 }
    return bytes[place]
  }
}
