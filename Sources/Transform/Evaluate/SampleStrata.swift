/// The strata of a sample of automatic links, by the probability that they were made with: the likelier, the finer, for
/// that is where most links are.
package enum SampleStrata {
  /// Lower bounds; the first stratum begins at 0, and each ends where the next one begins (the last one at 1, included).
  package static let lowerBounds = [0, 0.97, 0.99, 0.999, 0.9997]

  /// The stratum of a probability; an unknown one (nil) is in the first.
  package static func index(of probability: Double?) -> Int {
    guard let probability else { return 0 }
    return lowerBounds.lastIndex { $0 <= probability } ?? 0
  }

  /// How many links to draw of each stratum.
  ///
  /// A third of the sample is spread evenly over the strata, so that each can be spoken of (one link at least); the rest goes by their size
  /// (largest remainders first). A stratum that is smaller than its part is taken whole, and the others share what is left.
  ///
  /// - Parameters:
  ///   - sizes: links of each stratum.
  ///   - count: links to draw; all of them where there are not so many.
  /// - Returns: one number for each stratum; their sum is `count`, or all.
  package static func allocate(_ count: Int, over sizes: [Int]) -> [Int] {
    let total = sizes.reduce(0, +)
    if count >= total { return sizes }
    let filled = sizes.count { $0 > 0 }
    let least = filled == 0 ? 0 : max(count / 3 / filled, count >= filled ? 1 : 0)
    var parts = sizes.map { min($0, least) }
    while true {
      let left = count - parts.reduce(0, +)
      let open = sizes.indices.filter { parts[$0] < sizes[$0] }
      if left <= 0 || open.isEmpty { return parts }
      let weight = open.reduce(0) { $0 + sizes[$1] }
      var wanted = open.map { (stratum: $0, part: left * sizes[$0] / weight, rest: left * sizes[$0] % weight) }
      let spare = left - wanted.reduce(0) { $0 + $1.part }
      let byRest = wanted.indices.sorted { a, b in
        wanted[a].rest != wanted[b].rest ? wanted[a].rest > wanted[b].rest : a > b
      }
      for place in byRest.prefix(spare) { wanted[place].part += 1 }
      for want in wanted { parts[want.stratum] = min(sizes[want.stratum], parts[want.stratum] + want.part) }
    }
  }

  /// A number by which a link is drawn: those of a stratum with the smallest ones. The same seed gives the same sample of
  /// the same links, in whatever order they come, and links that are added later move none of the others.
  package static func lot(seed: UInt64, account: String, contact: String) -> UInt64 {
    var text = "\(account)\n\(contact)"
    return mix(seed, text.withUTF8 { hash64(UnsafeRawBufferPointer($0), seed: seed) })
  }
}
