import ContactModel

/// A name as received → its ``NameForm``s: the name proper, then trading names.
///
/// Only the first ``Folder/limit`` bytes of a name are read. `text` is a fixed point: normalized again (in the same
/// place) it stays what it is. A name without any letter or digit has no form.
struct NameNormalizer: Sendable {
  private let folder = Folder()
  private var folded: [UInt8] = []
  private var main = NameTokenizer()
  private var side = NameTokenizer()
  private var place = NameTokenizer()
  private var branchWords = NameTokenizer()
  private var pieces: [Piece] = []

  /// A part of the name that structure (brackets, dash, colon, `#`) sets apart.
  private struct Piece {
    enum Use { case branch, tradingName }
    var use: Use
    var text: [UInt8]
  }

  /// Appends the forms of `source` to `out`.
  ///
  /// `city` is the record's own city, folded ASCII (empty where unknown): a name that ends with it has it as its
  /// branch.
  mutating func normalize(
    _ source: UnsafeRawBufferPointer, city: [UInt8], country: UInt16, into out: inout NormalizedRecord
  ) {
    folder.fold(source, into: &folded)
    let isGerman = country == Country.de || country == Country.at || country == Country.ch
    main.readsUmlauts = isGerman
    side.readsUmlauts = isGerman
    place.readsUmlauts = isGerman
    branchWords.readsUmlauts = isGerman
    pieces.removeAll(keepingCapacity: true)
    var punctuation = NameStructure.punctuation(of: folded)
    var reversed = false
    if !punctuation.isEmpty {
      if punctuation.contains(.slash) { NameStructure.expandSlashes(&folded) }
      if punctuation.contains(.colon) { takeColon() }
      if punctuation.contains(.bracket) { takeBrackets(city) }
      if punctuation.contains(.dash) { takeDash() }
      if punctuation.contains(.hash) { takeHash() }
      punctuation = punctuation.intersection(.comma)
      if punctuation.contains(.comma) { reversed = reversePerson() }
    }
    main.tokenize(folded, folded.indices)
    guard !main.words.isEmpty else { return }
    if !city.isEmpty { place.tokenize(city, city.indices) } else { place.removeAll() }

    let isCut = NameNormalizer.mayBeCut(source)
    NameNormalizer.emitAll(
      main.all, place.all, pieces, country, reversed, isCut, isFirst: true, &branchWords, into: &out)
    for index in pieces.indices where pieces[index].use == .tradingName {
      side.tokenize(pieces[index].text, pieces[index].text.indices)
      NameNormalizer.emitAll(
        side.all, place.all, pieces, country, false, false, isFirst: false, &branchWords, into: &out)
    }
  }

  /// Emits the names that markers ("dba", "trading as") separate.
  private static func emitAll(
    _ tokens: NameWords, _ place: NameWords, _ pieces: [Piece], _ country: UInt16,
    _ reversed: Bool, _ cut: Bool, isFirst: Bool, _ branchWords: inout NameTokenizer, into out: inout NormalizedRecord
  ) {
    guard !tokens.words.isEmpty else { return }
    var rest = NameSpan(tokens.words.indices)
    guard !tokens.traits.isDisjoint(with: [.trading, .asWord]) else {
      emit(tokens, place, pieces, rest, country, reversed, cut, isFirst: isFirst, &branchWords, into: &out)
      return
    }
    var isFirst = isFirst
    while true {
      rest.trimMarkers(tokens.words)
      let marker = rest.marker(tokens)
      let name = NameSpan(rest.low..<(marker?.lowerBound ?? rest.high))
      emit(
        tokens, place, pieces, name, country, isFirst && reversed, isFirst && cut, isFirst: isFirst, &branchWords,
        into: &out)
      guard let marker else { return }
      rest.low = marker.upperBound
      isFirst = false
    }
  }

  // MARK: Structure

  private mutating func takeColon() {
    guard let colon = folded.firstIndex(of: 0x3A) else { return }
    guard NameStructure.wordBytes(folded, 0..<colon) >= 2, NameStructure.wordBytes(folded, colon..<folded.count) > 0
    else { return }
    pieces.append(Piece(use: .branch, text: Array(folded[(colon + 1)...])))
    folded.removeSubrange(colon...)
  }

  private mutating func takeBrackets(_ city: [UInt8]) {
    var from = 0
    while let (outer, inner) = NameStructure.bracket(folded, from) {
      from = outer.upperBound
      side.tokenize(folded, inner)
      let outside =
        NameStructure.wordBytes(folded, 0..<outer.lowerBound)
        + NameStructure.wordBytes(folded, outer.upperBound..<folded.count)
      guard outside >= 2, !side.words.isEmpty else { continue }
      let words = side.words
      let isLast = NameStructure.wordBytes(folded, outer.upperBound..<folded.count) == 0
      if words.allSatisfy({ $0.entry.traits.contains(.note) }) {
        NameStructure.blank(&folded, outer)
      } else if words[0].entry.traits.contains(.trading) {
        pieces.append(Piece(use: .tradingName, text: Array(folded[inner])))
        NameStructure.blank(&folded, outer)
      } else if isLast, outer.lowerBound > 0, !words.allSatisfy({ $0.entry.legal != 0 }) {
        let isPlace =
          words.count == 1 || words.contains { $0.entry.traits.contains(.branch) } || folded[inner].elementsEqual(city)
        pieces.append(Piece(use: isPlace ? .branch : .tradingName, text: Array(folded[inner])))
        NameStructure.blank(&folded, outer)
      }
    }
  }

  private mutating func takeDash() {
    guard let dash = NameStructure.spacedDash(folded), NameStructure.wordBytes(folded, 0..<dash) >= 2 else { return }
    side.tokenize(folded, dash..<folded.count)
    guard let first = side.words.first, let last = side.words.last, last.entry.legal == 0 else { return }
    if side.words.allSatisfy({ $0.entry.traits.contains(.note) }) {
      folded.removeSubrange(dash...)
      return
    }
    let isTrading = first.entry.traits.contains(.trading)
    pieces.append(Piece(use: isTrading ? .tradingName : .branch, text: Array(folded[(dash + 1)...])))
    folded.removeSubrange(dash...)
  }

  private mutating func takeHash() {
    guard let hash = folded.firstIndex(of: 0x23), NameStructure.wordBytes(folded, 0..<hash) >= 2,
      NameStructure.wordBytes(folded, hash..<folded.count) > 0
    else { return }
    pieces.append(Piece(use: .branch, text: Array(folded[(hash + 1)...])))
    folded.removeSubrange(hash...)
  }

  /// "Smith, John" → "john smith", when nothing speaks against two parts of a person's name.
  private mutating func reversePerson() -> Bool {
    guard let comma = folded.firstIndex(of: 0x2C), folded[(comma + 1)...].firstIndex(of: 0x2C) == nil else {
      return false
    }
    side.tokenize(folded, comma + 1..<folded.count)
    let given = side.words
    if takePlace(comma) { return false }
    guard (1...3).contains(given.count) else { return false }
    let against: WordTraits = [.business, .trading, .branch, .outlet, .note]
    func isPersonal(_ word: NameWord) -> Bool { word.entry.legal == 0 && word.entry.traits.isDisjoint(with: against) }
    guard given.allSatisfy(isPersonal), folded[comma...].allSatisfy({ !ByteClass.isDigit($0) }) else { return false }
    side.tokenize(folded, 0..<comma)
    let family = side.words
    guard (1...3).contains(family.count), family.allSatisfy(isPersonal),
      folded[..<comma].allSatisfy({ !ByteClass.isDigit($0) })
    else { return false }
    folded = folded[(comma + 1)...] + [0x20] + folded[..<comma]
    return true
  }

  /// "Acme Co., New York": what follows a legal form and a comma is a place. Words are those behind the comma.
  private mutating func takePlace(_ comma: Int) -> Bool {
    guard (1...3).contains(side.words.count) else { return false }
    guard side.words.allSatisfy({ $0.entry.legal == 0 && $0.entry.traits.isDisjoint(with: [.business, .trading]) })
    else { return false }
    let before = folded[..<comma].split(whereSeparator: { !ByteClass.isWord($0) })
    guard before.count > 1, let last = before.last, let entry = Vocabulary.shared.words[folded, last.indices],
      entry.legal != 0
    else { return false }
    pieces.append(Piece(use: .branch, text: Array(folded[(comma + 1)...])))
    folded.removeSubrange(comma...)
    return true
  }

  // MARK: Output

  private static func emit(
    _ tokens: NameWords, _ place: NameWords, _ pieces: [Piece], _ whole: NameSpan, _ country: UInt16,
    _ reversed: Bool, _ cut: Bool, isFirst: Bool, _ branchWords: inout NameTokenizer, into out: inout NormalizedRecord
  ) {
    var span = whole
    guard span.count > 0 else { return }
    span.strip(tokens, place: place, country: country)
    var form = NameForm()
    form.text = out.append(tokens, span.low..<span.high)
    form.sorted = out.append(tokens, sorted: span.low..<span.high) ?? form.text
    form.legalForm = span.legalForm
    form.isPerson = span.isPerson(tokens, reversed)
    form.mayBeCut = cut
    if isFirst, span.hasBranches || !pieces.isEmpty {
      form.branch = branch(tokens, pieces, span, &branchWords, into: &out)
    }
    out.names.append(form)
  }

  /// Branch words cut from the end, then what structure set apart.
  private static func branch(
    _ tokens: NameWords, _ pieces: [Piece], _ span: NameSpan, _ branchWords: inout NameTokenizer,
    into out: inout NormalizedRecord
  ) -> Slice {
    let start = out.bytes.count
    span.forEachBranch { _ = out.append(tokens, $0, continuing: start) }
    for index in pieces.indices where pieces[index].use == .branch {
      branchWords.tokenize(pieces[index].text, pieces[index].text.indices)
      _ = out.append(branchWords.all, branchWords.words.indices, continuing: start)
    }
    return Slice(start..<out.bytes.count)
  }

  /// 40 or 41 characters long.
  private static func mayBeCut(_ source: UnsafeRawBufferPointer) -> Bool {
    guard source.count >= 40, source.count <= 164 else { return false }
    let characters = source.reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) }
    return characters == 40 || characters == 41
  }
}

extension NormalizedRecord {
  /// Appends words separated by one space; `continuing` separates them from what stands since that place.
  fileprivate mutating func append(_ tokens: NameWords, _ words: Range<Int>, continuing: Int? = nil) -> Slice {
    let start = bytes.count
    append(tokens, words, behindSpace: start > (continuing ?? start)) { $0 }
    return Slice(start..<bytes.count)
  }

  /// Appends words sorted by their bytes; nil, and nothing appended, where they stand so already.
  fileprivate mutating func append(_ tokens: NameWords, sorted words: Range<Int>) -> Slice? {
    guard words.dropFirst().contains(where: { tokens.precedes($0, $0 - 1) }) else { return nil }
    let start = bytes.count
    withUnsafeTemporaryAllocation(of: Int.self, capacity: NameTokenizer.mostWords + 8) { order in
      // Insertion sort: names have a handful of words.
      for word in words {
        var place = word - words.lowerBound
        while place > 0, tokens.precedes(word, order[place - 1]) {
          order[place] = order[place - 1]
          place -= 1
        }
        order[place] = word
      }
      append(tokens, words, behindSpace: false) { order[$0 - words.lowerBound] }
    }
    return Slice(start..<bytes.count)
  }

  /// Appends the words at `place` of each number of `range`.
  @inline(__always)
  private mutating func append(
    _ tokens: NameWords, _ range: Range<Int>, behindSpace: Bool, _ place: (Int) -> Int
  ) {
    var most = range.count + 7
    for index in range { most += tokens.words[index].count }
    bytes.append(addingCapacity: most) { (output: inout OutputSpan<UInt8>) in
      output.withUnsafeMutableBufferPointer { buffer, count in
        guard let base = UnsafeMutableRawPointer(buffer.baseAddress) else { return }
        var needsSpace = behindSpace
        for index in range {
          if needsSpace {
            buffer[count] = 0x20
            count += 1
          }
          let word = tokens.words[place(index)]
          tokens.copy(word, to: base + count)
          count += word.count
          needsSpace = true
        }
      }
    }
  }
}
