/// Two names laid word against word, in bits of information.
///
/// In this order: equal words; two neighbouring words that are one word on the other side; two forms of one given name;
/// words one slip apart
/// (Jaro–Winkler from 0.9, or one edit in five letters or more; four letters or more, no digits); a word cut short ("dist" for "distribution");
/// an initial for a word. A word is used once.
struct WordAlignment {
  /// Bits of the words that agree.
  var agreed: Float = 0
  /// Bits of the words that only one side has.
  var leftOver: Float = 0
  var rightOver: Float = 0
  var leftOverCount = 0
  var rightOverCount = 0
  /// Pairs by kind.
  var equal = 0
  var close = 0
  var shortened = 0
  var initials = 0
  /// Both sides have words left that hold digits: two numbers contradict one another.
  var numbersDiffer = false
  /// Both sides have a single letter left: two middle initials contradict one another.
  var initialsDiffer = false

  typealias Words = UnsafeBufferPointer<RecordTable.Word>

  /// - Parameter known: information in bits below which a word is surely a word of its own: a slip makes a word that
  ///   nobody else has, so of two words that are taken for one with a slip at least one tells more than this.
  init(
    _ a: RecordView, _ left: Words, _ b: RecordView, _ right: Words, known: Float, _ jaroWinkler: inout JaroWinkler
  ) {
    var freeLeft: UInt32 = (1 << UInt32(left.count)) &- 1
    var freeRight: UInt32 = (1 << UInt32(right.count)) &- 1
    takeEqual(left, right, &freeLeft, &freeRight)
    if freeLeft != 0, freeRight != 0 {
      takeJoined(a, left, b, right, &freeLeft, &freeRight)
      takeJoined(b, right, a, left, &freeRight, &freeLeft)
      takeForms(left, right, &freeLeft, &freeRight)
      takeClose(a, left, b, right, known, &freeLeft, &freeRight, &jaroWinkler)
      takeShortened(a, left, b, right, &freeLeft, &freeRight)
    }
    var digits = (false, false)
    var letters = (false, false)
    for i in WordAlignment.members(freeLeft) {
      leftOver += WordAlignment.bits(left[i])
      if left[i].count == 1 { letters.0 = true }
      if left[i].hasDigit { digits.0 = true }
    }
    for j in WordAlignment.members(freeRight) {
      rightOver += WordAlignment.bits(right[j])
      if right[j].count == 1 { letters.1 = true }
      if right[j].hasDigit { digits.1 = true }
    }
    leftOverCount = freeLeft.nonzeroBitCount
    rightOverCount = freeRight.nonzeroBitCount
    numbersDiffer = digits.0 && digits.1
    initialsDiffer = letters.0 && letters.1
  }

  private mutating func takeEqual(
    _ left: Words, _ right: Words, _ freeLeft: inout UInt32, _ freeRight: inout UInt32
  ) {
    for i in left.indices {
      for j in WordAlignment.members(freeRight) where left[i].hash == right[j].hash {
        freeLeft &= ~(1 << UInt32(i))
        freeRight &= ~(1 << UInt32(j))
        agreed += WordAlignment.bits(left[i])
        equal += 1
        break
      }
    }
  }

  /// Neighbours of the first side that together are one word of the second.
  private mutating func takeJoined(
    _ a: RecordView, _ left: Words, _ b: RecordView, _ right: Words, _ freeLeft: inout UInt32,
    _ freeRight: inout UInt32
  ) {
    guard left.count >= 2 else { return }
    for i in 0..<left.count - 1 where freeLeft >> UInt32(i) & 3 == 3 {
      let length = Int(left[i].count) + Int(left[i + 1].count)
      for j in WordAlignment.members(freeRight) where Int(right[j].count) == length {
        let (first, second) = (a.text(left[i]), a.text(left[i + 1]))
        let whole = b.text(right[j])
        guard sameBytes(first, UnsafeBufferPointer(rebasing: whole[..<first.count])),
          sameBytes(second, UnsafeBufferPointer(rebasing: whole[first.count...]))
        else { continue }
        freeLeft &= ~(3 << UInt32(i))
        freeRight &= ~(1 << UInt32(j))
        agreed += min(WordAlignment.bits(right[j]), WordAlignment.bits(left[i]) + WordAlignment.bits(left[i + 1]))
        equal += 1
        break
      }
    }
  }

  /// Two forms of one given name.
  private mutating func takeForms(
    _ left: Words, _ right: Words, _ freeLeft: inout UInt32, _ freeRight: inout UInt32
  ) {
    for i in WordAlignment.members(freeLeft) {
      let groups = GivenNameForms.groups(of: left[i].hash)
      if groups == 0 { continue }
      for j in WordAlignment.members(freeRight) where GivenNameForms.groups(of: right[j].hash) & groups != 0 {
        freeLeft &= ~(1 << UInt32(i))
        freeRight &= ~(1 << UInt32(j))
        agreed += min(WordAlignment.bits(left[i]), WordAlignment.bits(right[j])) / 2
        shortened += 1
        break
      }
    }
  }

  /// A slip costs this much of what the words tell: about as many words as 2^3 lie one slip around a word.
  private static let slipCost: Float = 3

  private mutating func takeClose(
    _ a: RecordView, _ left: Words, _ b: RecordView, _ right: Words, _ known: Float, _ freeLeft: inout UInt32,
    _ freeRight: inout UInt32, _ jaroWinkler: inout JaroWinkler
  ) {
    for i in WordAlignment.members(freeLeft) where left[i].count >= 4 && !left[i].hasDigit {
      let word = a.text(left[i])
      var best = (similarity: 0.0, place: -1)
      for j in WordAlignment.members(freeRight) where right[j].count >= 4 && !right[j].hasDigit {
        if max(WordAlignment.bits(left[i]), WordAlignment.bits(right[j])) < known { continue }
        let other = b.text(right[j])
        var similarity = jaroWinkler.similarity(word, other, atLeast: 0.9)
        if similarity < 0.9, max(word.count, other.count) >= 5, withinOneEdit(word, other) { similarity = 0.9 }
        if similarity >= 0.9, similarity > best.similarity { best = (similarity, j) }
      }
      guard best.place >= 0 else { continue }
      freeLeft &= ~(1 << UInt32(i))
      freeRight &= ~(1 << UInt32(best.place))
      let bits = min(WordAlignment.bits(left[i]), WordAlignment.bits(right[best.place]))
      agreed += max(bits - WordAlignment.slipCost, bits / 4)
      close += 1
    }
  }

  private mutating func takeShortened(
    _ a: RecordView, _ left: Words, _ b: RecordView, _ right: Words, _ freeLeft: inout UInt32,
    _ freeRight: inout UInt32
  ) {
    // "Martha J" and "Jorge M" are two people: initials stand for words on both sides in one order only.
    var first: (right: Int, isLeft: Bool)?
    for i in WordAlignment.members(freeLeft) {
      let word = a.text(left[i])
      for j in WordAlignment.members(freeRight) where left[i].count != right[j].count {
        let other = b.text(right[j])
        if word[0] != other[0] { continue }
        let isShorter = word.count < other.count
        let (short, long) = isShorter ? (word, other) : (other, word)
        guard sameBytes(short, UnsafeBufferPointer(rebasing: long[..<short.count])),
          !(isShorter ? right[j] : left[i]).hasDigit
        else { continue }
        guard short.count == 1 || short.count >= 3 else { continue }
        if short.count == 1 {
          let isLeft = word.count == 1
          if let first, first.isLeft != isLeft, j < first.right { continue }
          if first == nil { first = (j, isLeft) }
        }
        freeLeft &= ~(1 << UInt32(i))
        freeRight &= ~(1 << UInt32(j))
        if short.count == 1 {
          agreed += 3
          initials += 1
        } else {
          agreed += min(WordAlignment.bits(left[i]), WordAlignment.bits(right[j])) / 2
          shortened += 1
        }
        break
      }
    }
  }

  @inline(__always)
  static func bits(_ word: RecordTable.Word) -> Float { Float(word.information) / 256 }

  static func hasDigit(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    for byte in word where byte >= 0x30 && byte <= 0x39 { return true }
    return false
  }

  /// The places of the bits that are set, lowest first.
  @inline(__always)
  static func members(_ set: UInt32) -> BitMembers { BitMembers(rest: set) }
}

/// The places of a word's set bits, lowest first.
struct BitMembers: Sequence, IteratorProtocol {
  var rest: UInt32

  @inline(__always)
  mutating func next() -> Int? {
    guard rest != 0 else { return nil }
    let place = rest.trailingZeroBitCount
    rest &= rest - 1
    return place
  }
}
