/// A list of words of which the first are common and the last are rare, as in the world (Zipf's law, flattened at the
/// head).
struct Words: Sendable {
  let items: [String]
  private let cumulative: [Int]

  /// Words parted by white space, most frequent first; `_` stands for a space inside a word.
  init(_ text: String, flatness: Int = 12) {
    items = text.split(whereSeparator: \.isWhitespace).map { word in
      String(word.map { $0 == "_" ? " " : $0 })
    }
    var total = 0
    cumulative = items.indices.map { rank in
      total += 1_000_000 / (rank + flatness)
      return total
    }
  }

  func pick(_ random: inout SeededRandom) -> String {
    let target = random.below(cumulative[cumulative.count - 1])
    var low = 0
    var high = cumulative.count - 1
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > target { high = middle } else { low = middle + 1 }
    }
    return items[low]
  }
}

/// Words made of a head and a tail, for the long tail of rare names: family names, small towns, made-up brands.
struct Compounds: Sendable {
  let heads: [String]
  let tails: [String]

  init(_ heads: String, _ tails: String) {
    self.heads = heads.split(separator: " ").map(String.init)
    self.tails = tails.split(separator: " ").map(String.init)
  }

  func pick(_ random: inout SeededRandom) -> String {
    let head = random.pick(heads)
    let tail = random.pick(tails)
    if let bar = head.firstIndex(of: "|"), let other = tail.firstIndex(of: "|") {
      return head[..<bar] + tail[..<other] + "|" + head[head.index(after: bar)...] + tail[tail.index(after: other)...]
    }
    return head + tail
  }
}
