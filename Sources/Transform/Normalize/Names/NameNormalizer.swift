import ContactModel

/// A name as received → its ``NameForm``s: the name proper, then trading names.
///
/// Only the first ``Folder/limit`` bytes of a name are read. `text` is a fixed point: normalized again (in the same
/// place) it stays what it is. A name without any letter or digit has no form.
struct NameNormalizer: Sendable {
  private let folder = Folder()
  private var folded: [UInt8] = []
  private var main: NameTokenizer
  private var side: NameTokenizer
  private var place: NameTokenizer
  private var branchWords: NameTokenizer
  private var pieces = Pieces()

  /// Without shortcuts every name is read byte by byte: the same forms, slower.
  init(takesShortcuts: Bool = true) {
    main = NameTokenizer(takesShortcuts: takesShortcuts)
    side = NameTokenizer(takesShortcuts: takesShortcuts)
    place = NameTokenizer(takesShortcuts: takesShortcuts)
    branchWords = NameTokenizer(takesShortcuts: takesShortcuts)
  }

  /// Appends the forms of `source` to `out`.
  ///
  /// `city` is the record's own city, folded ASCII (empty where unknown): a name that ends with it has it as its
  /// branch.
  mutating func normalize(
    _ source: UnsafeRawBufferPointer, city: [UInt8], country: UInt16, into out: inout NormalizedRecord
  ) {
    let isGerman = country == Country.de || country == Country.at || country == Country.ch
    main.readsUmlauts = isGerman
    place.readsUmlauts = isGerman
    pieces.removeAll()
    var reversed = false
    if let punctuation = splitWhole(source) {
      side.readsUmlauts = isGerman
      branchWords.readsUmlauts = isGerman
      if punctuation.contains(.slash) { NameStructure.expandSlashes(&folded) }
      if punctuation.contains(.colon) { takeColon() }
      if punctuation.contains(.bracket) { takeBrackets(city) }
      if punctuation.contains(.dash) { takeDash() }
      if punctuation.contains(.hash) { takeHash() }
      if punctuation.contains(.comma) { reversed = reversePerson() }
      main.tokenize(folded, folded.indices)
    }
    guard !main.words.isEmpty else { return }
    if city.isEmpty { place.removeAll() } else { place.tokenize(city, city.indices) }

    let isCut = NameNormalizer.mayBeCut(source)
    NameNormalizer.emitAll(
      main.all, place.all, &pieces, country, reversed, isCut, isFirst: true, &branchWords, into: &out)
    for index in pieces.tradingNames.indices {
      side.tokenize(pieces.bytes, pieces.tradingNames[index])
      NameNormalizer.emitAll(
        side.all, place.all, &pieces, country, false, false, isFirst: false, &branchWords, into: &out)
    }
  }

  /// Folds a name and splits it where no sign sets parts of it apart (nil); else its signs, and the name in ``folded``.
  private mutating func splitWhole(_ source: UnsafeRawBufferPointer) -> NameStructure.Punctuation? {
    let isASCII = main.fold(source)
    if !isASCII {
      folder.fold(source, into: &folded)
      guard main.fold(folded, folded.indices) else { return NameStructure.punctuation(of: folded) }
    }
    let punctuation = main.punctuation
    if punctuation.isWhole, main.splitWhole(punctuation) { return nil }
    if isASCII { folder.fold(source, into: &folded) }
    return punctuation
  }

  /// Emits the names that markers ("dba", "trading as") separate.
  private static func emitAll(
    _ tokens: NameWords, _ place: NameWords, _ pieces: inout Pieces, _ country: UInt16,
    _ reversed: Bool, _ cut: Bool, isFirst: Bool, _ branchWords: inout NameTokenizer, into out: inout NormalizedRecord
  ) {
    guard !tokens.words.isEmpty else { return }
    var rest = NameSpan(tokens.words.indices)
    guard !tokens.traits.isDisjoint(with: [.trading, .asWord]) else {
      emit(tokens, place, &pieces, rest, country, reversed, cut, isFirst: isFirst, &branchWords, into: &out)
      return
    }
    var isFirst = isFirst
    while true {
      rest.trimMarkers(tokens.words)
      let marker = rest.marker(tokens)
      let name = NameSpan(rest.low..<(marker?.lowerBound ?? rest.high))
      emit(
        tokens, place, &pieces, name, country, isFirst && reversed, isFirst && cut, isFirst: isFirst, &branchWords,
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
    pieces.append(folded[(colon + 1)...], isBranch: true)
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
        pieces.append(folded[inner], isBranch: false)
        NameStructure.blank(&folded, outer)
      } else if isLast, outer.lowerBound > 0, !words.allSatisfy({ $0.entry.legal != 0 }) {
        let isPlace =
          words.count == 1 || words.contains { $0.entry.traits.contains(.branch) } || folded[inner].elementsEqual(city)
        pieces.append(folded[inner], isBranch: isPlace)
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
    pieces.append(folded[(dash + 1)...], isBranch: !isTrading)
    folded.removeSubrange(dash...)
  }

  private mutating func takeHash() {
    guard let hash = folded.firstIndex(of: 0x23), NameStructure.wordBytes(folded, 0..<hash) >= 2,
      NameStructure.wordBytes(folded, hash..<folded.count) > 0
    else { return }
    pieces.append(folded[(hash + 1)...], isBranch: true)
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
    pieces.append(folded[(comma + 1)...], isBranch: true)
    folded.removeSubrange(comma...)
    return true
  }

  // MARK: Output

  private static func emit(
    _ tokens: NameWords, _ place: NameWords, _ pieces: inout Pieces, _ whole: NameSpan, _ country: UInt16,
    _ reversed: Bool, _ cut: Bool, isFirst: Bool, _ branchWords: inout NameTokenizer, into out: inout NormalizedRecord
  ) {
    var span = whole
    guard span.count > 0 else { return }
    span.strip(tokens, place: place, country: country)
    var form = NameForm()
    (form.text, form.sorted) = out.append(tokens, span.low..<span.high)
    form.legalForm = span.legalForm
    form.isPerson = span.isPerson(tokens, reversed)
    form.mayBeCut = cut
    if isFirst, span.hasBranches || !pieces.isEmpty {
      form.branch = branch(tokens, &pieces, span, &branchWords, into: &out)
    }
    out.names.append(form)
  }

  /// Branch words cut from the end, then what structure set apart.
  private static func branch(
    _ tokens: NameWords, _ pieces: inout Pieces, _ span: NameSpan, _ branchWords: inout NameTokenizer,
    into out: inout NormalizedRecord
  ) -> Slice {
    let start = out.bytes.count
    span.forEachBranch { out.append(tokens, $0, continuing: start) }
    for index in pieces.branches.indices {
      branchWords.tokenize(pieces.bytes, pieces.branches[index])
      out.append(branchWords.all, branchWords.words.indices, continuing: start)
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
