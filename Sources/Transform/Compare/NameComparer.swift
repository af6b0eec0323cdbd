/// The ladder of names; several names on a side (trading names, text in parentheses): the best pair counts.
///
/// - `exact`: the same words in the same order, or the same letters with other spaces.
/// - `same_words`: the same words in another order, or a name cut by the accounting system that agrees to its end.
/// - `contained`: every word of the one is in the other, and these words tell something.
/// - `close`: word by word within a slip, or all but words of one side that tell little. Where each side has a word that the
///   other lacks (a hotel's café and its restaurant) the names are at most `related`.
/// - `initials`: initials stand for words, or one name is the other's acronym.
/// - `related`: a telling word is shared, and each side has telling words of its own (sisters, families).
/// - `other_script`: one is written with Han characters, the other is not, and their letters say nothing.
/// - `different`: none of these.
enum NameLevel: UInt8, LadderLevel {
  case missing, exact, sameWords, contained, close, initials, related, otherScript, different

  var name: String {
    switch self {
    case .missing: "missing"
    case .exact: "exact"
    case .sameWords: "same_words"
    case .contained: "contained"
    case .close: "close"
    case .initials: "initials"
    case .related: "related"
    case .otherScript: "other_script"
    case .different: "different"
    }
  }
}

enum NameComparer {
  static func compare(
    _ a: RecordView, _ b: RecordView, _ context: inout Comparison, _ facts: inout PairFacts
  ) -> FieldOutcome<NameLevel> {
    var best = FieldOutcome(NameLevel.missing)
    var bestResult = Result(level: .missing)
    for left in a.names.indices {
      for right in b.names.indices {
        let result = compare(a, a.names[left], b, b.names[right], &context)
        let better =
          best.level == .missing || result.level.rawValue < best.level.rawValue
          || (result.level == best.level && result.surprise > bestResult.surprise)
        guard better else { continue }
        best = FieldOutcome(result.level, left, right)
        bestResult = result
      }
    }
    guard best.level != .missing else { return best }
    if best.level == .related || best.level == .different, HanScript.differ(a, b, .name) {
      best.level = .otherScript
      bestResult.surprise = 0
    }
    let (x, y) = (a.names[best.left], b.names[best.right])
    facts.setSurprise(bits: bestResult.surprise)
    facts.legalForm = relation(x.legalForm, y.legalForm)
    facts.branch = branches(a, x, b, y, &context)
    facts.persons = x.isPerson && y.isPerson
    facts.viaSecondName = best.left > 0 || best.right > 0
    facts.cutName = bestResult.cut
    facts.extraWords = bestResult.extraWords
    facts.sharedName = y.isShared
    return best
  }

  private struct Result {
    var level: NameLevel
    /// Bits that the agreeing words are rarer than one party's worth of chance.
    var surprise: Float = 0
    var cut = false
    var extraWords = false
  }

  /// Words that tell less than this are generic ("services", "group").
  private static let telling: Float = 6

  private static func compare(
    _ a: RecordView, _ x: RecordTable.Name, _ b: RecordView, _ y: RecordTable.Name, _ context: inout Comparison
  ) -> Result {
    let (left, right) = (a.text(x.text), b.text(y.text))
    let (leftWords, rightWords) = (a.words(of: x), b.words(of: y))
    let homonym = context.snapshot.homonymBits
    if sameBytes(left, right) || sameLetters(left, right) {
      var bits: Float = 0
      for word in leftWords { bits += WordAlignment.bits(word) }
      let count = context.snapshot.count(hashed(left, HashSeed.name))
      var surprise = bits - homonym
      if count > 1 { surprise = min(surprise, -Float(count).log2) }
      return Result(level: .exact, surprise: surprise)
    }
    let alignment = WordAlignment(
      a, leftWords, b, rightWords, known: context.snapshot.populationBits - 0.8, &context.jaroWinkler)
    var result = Result(level: .different, surprise: alignment.agreed - homonym)
    result.extraWords = max(alignment.leftOver, alignment.rightOver) >= telling
    if isCut(x, left, y, right) {
      result.level = .sameWords
      result.cut = true
      result.extraWords = false
      return result
    }
    result.level = level(alignment)
    if result.level == .different || result.level == .related {
      let isClose = context.jaroWinkler.similarity(left, right, atLeast: 0.95) >= 0.95
      if isClose, !alignment.numbersDiffer, !alignment.initialsDiffer {
        result.level = .close
      } else if isAcronym(left, b, rightWords) || isAcronym(right, a, leftWords) {
        result.level = .initials
        result.surprise = Float(min(left.count, right.count)) * 3 - homonym
      }
    }
    return result
  }

  private static func level(_ alignment: WordAlignment) -> NameLevel {
    let slips = alignment.close + alignment.shortened + alignment.initials
    if alignment.numbersDiffer || alignment.initialsDiffer {
      return alignment.agreed >= telling ? .related : .different
    }
    if alignment.leftOverCount == 0, alignment.rightOverCount == 0 {
      if alignment.initials > 0 { return .initials }
      return slips == 0 ? .sameWords : .close
    }
    if alignment.agreed < telling { return .different }
    let over = alignment.leftOver + alignment.rightOver
    if alignment.leftOverCount == 0 || alignment.rightOverCount == 0, alignment.initials == 0 {
      if slips == 0 { return .contained }
      return alignment.agreed >= over ? .close : .related
    }
    return .related
  }

  /// One name ends where the accounting system cut it, and the other goes on from there.
  private static func isCut(
    _ x: RecordTable.Name, _ left: UnsafeBufferPointer<UInt8>, _ y: RecordTable.Name,
    _ right: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let (short, long, cut) = left.count < right.count ? (left, right, x.mayBeCut) : (right, left, y.mayBeCut)
    return cut && short.count >= 20 && sameBytes(short, UnsafeBufferPointer(rebasing: long[..<short.count]))
  }

  /// Equal but for spaces, four letters or more.
  private static func sameLetters(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    guard a.count >= 4, b.count >= 4 else { return false }
    var i = 0
    var j = 0
    while true {
      while i < a.count, a[i] == 0x20 { i += 1 }
      while j < b.count, b[j] == 0x20 { j += 1 }
      if i == a.count || j == b.count { return i == a.count && j == b.count }
      if a[i] != b[j] { return false }
      i += 1
      j += 1
    }
  }

  /// Three to six letters that begin the other name's words in order.
  private static func isAcronym(
    _ text: UnsafeBufferPointer<UInt8>, _ record: RecordView, _ words: UnsafeBufferPointer<RecordTable.Word>
  ) -> Bool {
    guard (3...6).contains(text.count), words.count == text.count else { return false }
    for (letter, word) in zip(text, words) where record.bytes[Int(word.start)] != letter { return false }
    return true
  }

  private static func relation(_ x: UInt8, _ y: UInt8) -> PairFacts.Relation {
    if x == y { return x == 0 ? .none : .same }
    return x == 0 || y == 0 ? .oneSided : .conflict
  }

  private static func branches(
    _ a: RecordView, _ x: RecordTable.Name, _ b: RecordView, _ y: RecordTable.Name, _ context: inout Comparison
  ) -> PairFacts.Relation {
    if x.branch.isEmpty, y.branch.isEmpty { return .none }
    if x.branch.isEmpty || y.branch.isEmpty { return .oneSided }
    let (left, right) = (a.text(x.branch), b.text(y.branch))
    if sameBytes(left, right) { return .same }
    if WordAlignment.hasDigit(left) || WordAlignment.hasDigit(right) {
      return sameDigits(left, right) ? .same : .conflict
    }
    return context.jaroWinkler.similarity(left, right, atLeast: 0.93) >= 0.93 ? .same : .conflict
  }

  /// "Store 12" and "#12".
  private static func sameDigits(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    a.filter { $0 >= 0x30 && $0 <= 0x39 } == b.filter { $0 >= 0x30 && $0 <= 0x39 }
  }
}
