/// The words of a tokenized name that are its text, narrowed step by step; never to nothing.
struct NameSpan {
  var low: Int
  var high: Int
  /// Class of the outermost legal form cut off.
  private(set) var legalForm: UInt8 = 0
  private(set) var hasTitle = false
  /// Words cut off as branch, and those of them that begin what was cut off at once; by bit (a name has 40 words).
  private var cutWords: UInt64 = 0
  private var cutStarts: UInt64 = 0

  init(_ range: Range<Int>) {
    low = range.lowerBound
    high = range.upperBound
  }

  var count: Int { high - low }

  /// Cuts markers of trading names off both ends.
  mutating func trimMarkers(_ words: UnsafeBufferPointer<NameWord>) {
    while count > 1, words[low].entry.traits.contains(.trading) { low += 1 }
    while count > 1, words[high - 1].entry.traits.contains(.trading) { high -= 1 }
  }

  /// The first marker between two names: "dba", "trading as", "formerly known as" …
  func marker(_ tokens: NameWords) -> Range<Int>? {
    guard count > 2 else { return nil }
    let words = tokens.words
    for index in low + 1..<high - 1 {
      let traits = words[index].entry.traits
      if traits.contains(.trading) { return index..<index + 1 }
      guard traits.contains(.asWord) else { continue }
      let before = tokens.text(words[index - 1])
      if index - 1 > low,
        before.elementsEqual("trading".utf8) || before.elementsEqual("operating".utf8)
          || before.elementsEqual("known".utf8)
      {
        return index - 1..<index + 1
      }
      if index - 2 > low, before.elementsEqual("business".utf8),
        tokens.text(words[index - 2]).elementsEqual("doing".utf8)
      {
        return index - 2..<index + 1
      }
    }
    return nil
  }

  /// Cuts off "the", titles, legal forms, degrees and branches until nothing more can be cut.
  mutating func strip(_ tokens: NameWords, place: NameWords, country: UInt16) {
    while count > 1 {
      if stripFront(tokens, country) || stripLegalForm(tokens, country) || stripBranch(tokens, place)
        || stripPlace(tokens, country)
      {
        continue
      }
      return
    }
  }

  @inline(__always)
  private mutating func stripFront(_ tokens: NameWords, _ country: UInt16) -> Bool {
    let first = tokens.words[low]
    if first.entry.legal == 0, first.entry.traits.isDisjoint(with: [.leading, .title, .trading]),
      !ByteClass.isDigit(tokens.bytes[first.start + first.count - 1])
    {
      return false
    }
    return stripKnownFront(tokens, country)
  }

  private mutating func stripKnownFront(_ tokens: NameWords, _ country: UInt16) -> Bool {
    let first = tokens.words[low].entry
    if !first.traits.isDisjoint(with: [.leading, .title, .trading]) {
      hasTitle = hasTitle || first.traits.contains(.title)
      low += 1
      return true
    }
    if isCode(tokens, tokens.words[low]) {
      low += 1
      return true
    }
    guard first.legal != 0 else { return false }
    for length in [2, 1] where count > length {
      guard let rule = rule(tokens, low, length), rule.pointee.leads, accepts(rule, tokens, low, length, country),
        rule.pointee.leadCountries.isEmpty || rule.pointee.leadCountries.contains(country)
      else { continue }
      if legalForm == 0 { legalForm = rule.pointee.form }
      low += length
      return true
    }
    return false
  }

  /// A record's number in front of its name, as ERP systems put it there: "CUST45909", "10023".
  private func isCode(_ tokens: NameWords, _ word: NameWord) -> Bool {
    guard word.count >= 5, word.count <= 12, ByteClass.isDigit(tokens.bytes[word.start + word.count - 1]) else {
      return false
    }
    let letters = tokens.text(word).prefix { !ByteClass.isDigit($0) }
    let digits = tokens.text(word).dropFirst(letters.count)
    return letters.count <= 4 && digits.count >= 4 && digits.allSatisfy(ByteClass.isDigit)
  }

  @inline(__always)
  private mutating func stripLegalForm(_ tokens: NameWords, _ country: UInt16) -> Bool {
    let last = tokens.words[high - 1].entry
    if last.legal == 0, last.traits.isDisjoint(with: [.trading, .degree]) { return false }
    return stripKnownLegalForm(tokens, country)
  }

  private mutating func stripKnownLegalForm(_ tokens: NameWords, _ country: UInt16) -> Bool {
    if tokens.words[high - 1].entry.traits.contains(.trading) {
      high -= 1
      return true
    }
    guard tokens.words[high - 1].entry.legal != 0 else {
      guard count > 2, tokens.words[high - 1].entry.traits.contains(.degree) else { return false }
      high -= 1
      return true
    }
    var longest = 1
    while longest < min(7, count - 1), tokens.words[high - 1 - longest].entry.legal != 0 { longest += 1 }
    for length in (1...longest).reversed() {
      guard let rule = rule(tokens, high - length, length), accepts(rule, tokens, high - length, length, country)
      else { continue }
      if legalForm == 0 { legalForm = rule.pointee.form }
      high -= length
      return true
    }
    return false
  }

  /// Cuts off one to three words behind a legal form that is nothing else ("Acme GmbH Berlin"), and the form; words of a
  /// business ("Acme LLC Services") are none of a place.
  @inline(__always)
  private mutating func stripPlace(_ tokens: NameWords, _ country: UInt16) -> Bool {
    guard count > 2, tokens.legal & NameSpan.bits(max(low + 1, high - 4)..<high - 1) != 0 else { return false }
    return stripKnownPlace(tokens, country)
  }

  private mutating func stripKnownPlace(_ tokens: NameWords, _ country: UInt16) -> Bool {
    for end in (max(low + 2, high - 3)..<high).reversed() where tokens.words[end - 1].entry.legal != 0 {
      let isBusiness = tokens.words[end..<high].contains {
        $0.entry.traits.contains(.business) && !tokens.text($0).elementsEqual("city".utf8)
      }
      if isBusiness { return false }
      for length in (1...min(7, end - low - 1)).reversed() {
        let start = end - length
        guard let rule = rule(tokens, start, length), rule.pointee.form != 0,
          accepts(rule, tokens, start, length, country),
          isUnmistakable(tokens, start..<end)
        else { continue }
        cut(end..<high)
        high = start
        if legalForm == 0 { legalForm = rule.pointee.form }
        return true
      }
    }
    return false
  }

  /// Words that are a legal form wherever they stand: several, an abbreviation ("Ltd", "Inc"), letters with dots that
  /// are no initials, or a word that means nothing else.
  private func isUnmistakable(_ tokens: NameWords, _ range: Range<Int>) -> Bool {
    let word = tokens.words[range.lowerBound]
    if range.count > 1 || word.entry.canonical != 0 { return true }
    if word.joined, word.count > 2 || !tokens.words[low].entry.traits.contains(.givenName) { return true }
    let bytes = tokens.text(word)
    return NameSpan.unmistakable.contains { bytes.elementsEqual($0) }
  }

  private static func bits(_ range: Range<Int>) -> UInt64 {
    (1 << UInt64(range.upperBound) &- 1) & ~(1 << UInt64(range.lowerBound) &- 1)
  }

  private static let unmistakable = """
    llc pllc llp lllp plc gmbh ggmbh gesmbh mbh kgaa ohg gbr sarl eurl sasu selarl sprl bvba vof srl slu ltda sro kft
    """.split(whereSeparator: \.isWhitespace).map { Array($0.utf8) }

  private func rule(_ tokens: NameWords, _ start: Int, _ length: Int) -> UnsafePointer<LegalForms.Rule>? {
    var packed: UInt64 = 0
    for index in start..<start + length {
      let legal = tokens.words[index].entry.legal
      if legal == 0 { return nil }
      packed = packed << 8 | UInt64(legal)
    }
    return tokens.legalForms[packed]
  }

  private func accepts(
    _ rule: UnsafePointer<LegalForms.Rule>, _ tokens: NameWords, _ start: Int, _ length: Int, _ country: UInt16
  ) -> Bool {
    if rule.pointee.isEverywhere { return true }
    for index in start..<start + length where tokens.words[index].joined { return true }
    return rule.pointee.countries.isEmpty
      ? !rule.pointee.exceptions.contains(country) : rule.pointee.countries.contains(country)
  }

  @inline(__always)
  private mutating func stripBranch(_ tokens: NameWords, _ place: NameWords) -> Bool {
    guard count > 2 || !place.words.isEmpty else { return false }
    let last = tokens.words[high - 1]
    if place.words.isEmpty, tokens.traits.isDisjoint(with: [.outlet, .branch]),
      last.count != 1 || !ByteClass.isDigit(tokens.bytes[last.start])
    {
      return false
    }
    return stripKnownBranch(tokens, place)
  }

  private mutating func stripKnownBranch(_ tokens: NameWords, _ place: NameWords) -> Bool {
    if count > 2, !tokens.traits.isDisjoint(with: [.outlet, .branch]) {
      let (last, before) = (tokens.words[high - 1], tokens.words[high - 2])
      let isNumber = tokens.text(last).allSatisfy(ByteClass.isDigit)
      if isNumber ? !before.entry.traits.isDisjoint(with: [.outlet, .branch]) : before.entry.traits.contains(.branch) {
        return cut(2)
      }
      if last.entry.traits.contains(.branch) { return cut(2) }
    }
    // "Acme Plumbing 2": the same name entered again.
    if count > 2, tokens.words[high - 1].count == 1, ByteClass.isDigit(tokens.bytes[tokens.words[high - 1].start]) {
      return cut(1)
    }
    let length = place.words.count
    guard length > 0, count > length else { return false }
    for offset in 0..<length {
      let (word, city) = (tokens.words[high - length + offset], place.words[offset])
      let same =
        tokens.text(word).elementsEqual(place.text(city))
        || (offset == 0 && place.text(city).elementsEqual("saint".utf8)
          && tokens.text(word).elementsEqual("street".utf8))
      if !same { return false }
    }
    let before = tokens.words[high - length - 1].entry.traits
    if before.contains(.preposition) || (count == length + 1 && before.contains(.business)) { return false }
    return cut(length)
  }

  var hasBranches: Bool { cutStarts != 0 }

  /// Calls `body` with the parts cut off as branch, outermost first.
  func forEachBranch(_ body: (Range<Int>) -> Void) {
    var rest = cutStarts
    while rest != 0 {
      let start = 63 - rest.leadingZeroBitCount
      rest &= ~(1 << UInt64(start))
      var end = start + 1
      while cutWords & ~cutStarts & 1 << UInt64(end) != 0 { end += 1 }
      body(start..<end)
    }
  }

  private mutating func cut(_ words: Range<Int>) {
    for word in words { cutWords |= 1 << UInt64(word) }
    cutStarts |= 1 << UInt64(words.lowerBound)
  }

  private mutating func cut(_ length: Int) -> Bool {
    cut(high - length..<high)
    high -= length
    return true
  }

  /// Two to four words, no legal form, nothing of a business, and a title, a comma or a known given name in front.
  @inline(__always)
  func isPerson(_ tokens: NameWords, _ reversed: Bool) -> Bool {
    guard legalForm == 0, hasTitle || reversed || tokens.words[low].entry.traits.contains(.givenName) else {
      return false
    }
    return isKnownPerson(tokens)
  }

  private func isKnownPerson(_ tokens: NameWords) -> Bool {
    guard count <= 4, count >= (hasTitle ? 1 : 2) else { return false }
    let words = tokens.words[low..<high]
    guard words.allSatisfy({ !$0.entry.traits.contains(.business) }) else { return false }
    return words.allSatisfy { tokens.text($0).allSatisfy(ByteClass.isLetter) }
  }
}
