extension NormalizedRecord {
  /// A word and its first eight bytes.
  private struct Ranked {
    var prefix: UInt64
    var word: Int
  }

  /// Appends words separated by one space, and again sorted by their bytes where they do not stand so already.
  mutating func append(_ tokens: NameWords, _ words: Range<Int>) -> (text: Slice, sorted: Slice) {
    let start = bytes.count
    var most = words.count
    for word in words { most &+= tokens.words[word].count }
    var end = start
    bytes.append(addingCapacity: (most + 16) * 2) { (output: inout OutputSpan<UInt8>) in
      output.withUnsafeMutableBufferPointer { buffer, count in
        guard let base = UnsafeMutableRawPointer(buffer.baseAddress) else { return }
        for word in words { count = tokens.copy(tokens.words[word], to: base, at: count) }
        // The space behind the last.
        count -= 1
        end += count
        withUnsafeTemporaryAllocation(of: Ranked.self, capacity: NameTokenizer.mostWords + 8) { order in
          guard !NormalizedRecord.sort(tokens, words, into: order) else { return }
          for place in 0..<words.count { count = tokens.copy(tokens.words[order[place].word], to: base, at: count) }
          count -= 1
        }
      }
    }
    let text = Slice(start..<end)
    return (text, end == bytes.count ? text : Slice(end..<bytes.count))
  }

  /// Sorts words by their bytes; whether they stood so already.
  @inline(__always)
  private static func sort(
    _ tokens: NameWords, _ words: Range<Int>, into order: UnsafeMutableBufferPointer<Ranked>
  ) -> Bool {
    var isSorted = true
    // Insertion sort: names have a handful of words.
    for (count, word) in words.enumerated() {
      let ranked = Ranked(prefix: tokens.prefix(tokens.words[word]), word: word)
      var place = count
      while place > 0 {
        let before = order[place - 1]
        let precedes =
          ranked.prefix == before.prefix ? tokens.precedes(word, before.word) : ranked.prefix < before.prefix
        guard precedes else { break }
        order[place] = before
        place -= 1
      }
      order[place] = ranked
      if place != count { isSorted = false }
    }
    return isSorted
  }

  /// Appends words separated by one space, also from what stands since `continuing`.
  mutating func append(_ tokens: NameWords, _ words: Range<Int>, continuing: Int) {
    if words.isEmpty { return }
    if bytes.count > continuing { bytes.append(0x20) }
    var most = words.count + 16
    for word in words { most += tokens.words[word].count }
    bytes.append(addingCapacity: most) { (output: inout OutputSpan<UInt8>) in
      output.withUnsafeMutableBufferPointer { buffer, count in
        guard let base = UnsafeMutableRawPointer(buffer.baseAddress) else { return }
        for word in words { count = tokens.copy(tokens.words[word], to: base, at: count) }
        count -= 1
      }
    }
  }
}
