/// Street lines → house number, street words, unit and PO box.
///
/// The number stands before the street in English- and French-speaking countries and India, behind it in German, Dutch,
/// Spanish, Italian, Nordic and Slavic ones; the other place is tried where the first has none. In Australia "5/12
/// Smith St" is unit 5 of number 12, in Canada "305-120 King St" unit 305 of 120; in Japan the block numbers are the
/// number ("1-2-3").
struct StreetParser: Sendable {
  var tokens = StreetTokens()
  private(set) var number: [UInt8] = []
  private(set) var unit: [UInt8] = []
  private(set) var isBox = false
  /// The tokens of the street's name.
  private(set) var street: [StreetToken] = []
  /// The tokens of another line that may be the street, where the number stands beside a house's name ("7 Redlands, Totterdell
  /// Street"); else empty.
  private(set) var otherStreet: [StreetToken] = []

  private static let numberLast: Set<UInt16> = [
    Country.de, Country.at, Country.ch, Country.nl, Country.be, Country.es, Country.it, Country.dk, Country.se,
    Country.no,
    Country.fi, Country.pl, Country.pt, Country.mx, Country.br, Country.gr, Country.code("CZ"), Country.code("SK"),
    Country.code("HU"), Country.code("RO"), Country.code("AR"), Country.code("CL"), Country.code("CO"),
    Country.code("LI"), Country.code("HR"), Country.code("SI"), Country.code("TR"), Country.code("RU"),
  ]

  /// Reads ``tokens``.
  mutating func parse(country: UInt16) {
    number.removeAll(keepingCapacity: true)
    unit.removeAll(keepingCapacity: true)
    street.removeAll(keepingCapacity: true)
    otherStreet.removeAll(keepingCapacity: true)
    isBox = false
    dropAttention()
    let box = takeBox()
    takeUnits(country)
    if country == Country.jp {
      takeBlocks()
    } else {
      takeNumber(country)
    }
    if street.isEmpty || number.isEmpty, let box, !street.contains(where: { $0.entry.traits.contains(.type) }) {
      isBox = true
      number = box
      street.removeAll(keepingCapacity: true)
    }
  }

  private mutating func dropAttention() {
    guard let first = tokens.items.firstIndex(where: { $0.entry.traits.contains(.attention) }) else { return }
    let segment = tokens.items[first].segment
    let end = tokens.items[first...].firstIndex { $0.segment != segment || $0.isNumber } ?? tokens.items.count
    tokens.items.removeSubrange(first..<end)
  }

  /// Digits of a PO box (as a number); nil where there is none. Takes its tokens out.
  private mutating func takeBox() -> [UInt8]? {
    let items = tokens.items
    for start in items.indices {
      var next: Int
      if items[start].entry.traits.contains(.box) || items.count == 2 && tokens.isText(items[start], "box") {
        next = start + 1
      } else if let length = boxWords(items, start) {
        next = start + length
      } else {
        continue
      }
      while next < items.count, !items[next].isNumber, items[next].segment == items[start].segment,
        !items[next].entry.traits.isDisjoint(with: [.numberSign, .unitSign]) || tokens.isText(items[next], "de")
          || tokens.isText(items[next], "correos") || tokens.isText(items[next], "postal")
      {
        next += 1
      }
      let digits = next
      while next < items.count, items[next].isNumber, next == digits || items[next].segment == items[digits].segment {
        next += 1
      }
      let short = items[start].range.count == 2
      guard next > digits || !short else { continue }
      let number = items[digits..<next].flatMap { tokens.text($0).filter(ByteClass.isWord) }
      tokens.items.removeSubrange(start..<next)
      return Array(number.prefix(16))
    }
    return nil
  }

  private static let boxPhrases = [
    ["po", "box"], ["p", "o", "box"], ["post", "office", "box"], ["gpo", "box"], ["g", "p", "o", "box"],
    ["locked", "bag"],
    ["private", "bag"], ["private", "mail", "bag"], ["boite", "postale"], ["caixa", "postal"], ["b", "p"],
    ["case", "postale"],
    ["post", "box"], ["po", "drawer"], ["p", "o", "drawer"],
  ]

  private func boxWords(_ items: [StreetToken], _ start: Int) -> Int? {
    for phrase in StreetParser.boxPhrases where start + phrase.count <= items.count {
      if zip(items[start...], phrase).allSatisfy({ tokens.isText($0, $1) }) { return phrase.count }
    }
    return nil
  }

  // MARK: Units

  private mutating func takeUnits(_ country: UInt16) {
    var second: [UInt8] = []
    var index = 0
    while index < tokens.items.count {
      let token = tokens.items[index]
      let traits = token.entry.traits
      let isSign = !traits.isDisjoint(with: [.unitSign, .floorSign, .buildingSign])
      if isSign, index + 2 < tokens.items.count, isNumberSign(tokens.items[index + 1], token) {
        tokens.items.remove(at: index + 1)
      }
      if isSign, index + 1 < tokens.items.count, let value = designator(tokens.items[index + 1], token, country) {
        if traits.contains(.unitSign), unit.isEmpty { unit = value } else if second.isEmpty { second = value }
        tokens.items.removeSubrange(index..<index + 2)
        continue
      }
      if traits.contains(.floorSign), index > 0,
        tokens.isOrdinal(tokens.items[index - 1]) || tokens.items[index - 1].isNumber,
        index > 1 || tokens.isOrdinal(tokens.items[index - 1])
      {
        if second.isEmpty { second = floor(tokens.items[index - 1]) }
        tokens.items.removeSubrange(index - 1...index)
        index -= 1
        continue
      }
      if traits.contains(.wholeUnit), tokens.items.count > 1 {
        if second.isEmpty { second = Array(tokens.text(token)) }
        tokens.items.remove(at: index)
        continue
      }
      index += 1
    }
    splitFirst(country)
    if unit.isEmpty { unit = second }
  }

  /// "#" or "no." behind "suite".
  private func isNumberSign(_ token: StreetToken, _ sign: StreetToken) -> Bool {
    guard token.segment == sign.segment else { return false }
    return tokens.isText(token, "#") || ["no", "nr", "num", "number"].contains { tokens.isText(token, $0) }
  }

  /// "2nd" → "2", "9n" → "9n".
  private func floor(_ token: StreetToken) -> [UInt8] {
    tokens.text(token).filter(tokens.isOrdinal(token) ? ByteClass.isDigit : ByteClass.isWord)
  }

  /// What follows "suite": a number, a number with letters, one letter. "5/12" keeps the 12 for the house.
  private mutating func designator(_ token: StreetToken, _ sign: StreetToken, _ country: UInt16) -> [UInt8]? {
    guard token.segment == sign.segment else { return nil }
    let text = tokens.text(token)
    let hasDigit = text.contains(where: ByteClass.isDigit)
    guard text.count <= 8, hasDigit || text.count == 1 else { return nil }
    if let slash = text.firstIndex(of: 0x2F), let place = tokens.items.firstIndex(where: { $0.range == token.range }) {
      // Leave the house number behind in the list, in front of what the caller removes.
      var house = token
      house.range = slash + 1..<token.range.upperBound
      house.isNumber = true
      tokens.items.insert(house, at: place + 1)
      return text[..<slash].filter(ByteClass.isWord)
    }
    let value = text.filter(ByteClass.isWord)
    return tokens.isOrdinal(token) ? value.filter(ByteClass.isDigit) : value
  }

  private mutating func splitFirst(_ country: UInt16) {
    guard unit.isEmpty, tokens.items.count > 1, let first = tokens.items.first, first.isNumber else { return }
    let text = tokens.text(first)
    let separator: UInt8
    switch country {
    case Country.au, Country.nz: separator = 0x2F
    case Country.ca: separator = 0x2D
    default: return
    }
    guard let cut = text.firstIndex(of: separator), ByteClass.isDigit(text[cut + 1]) else { return }
    if country == Country.ca {
      let (low, high) = (HouseNumber.value(text[..<cut]), HouseNumber.value(text[(cut + 1)...]))
      if high > low, high - low <= 20 { return }
    }
    unit = Array(text[..<cut])
    tokens.items[0].range = cut + 1..<first.range.upperBound
  }

  // MARK: Number

  private mutating func takeBlocks() {
    for token in tokens.items {
      if token.isNumber {
        if !number.isEmpty { number.append(0x2D) }
        number.append(contentsOf: tokens.text(token).prefix(16).filter { !ByteClass.isLetter($0) })
      } else if !["chome", "banchi", "ban", "go", "cho"].contains(where: { tokens.isText(token, $0) }) {
        street.append(token)
      }
    }
    number.removeSubrange(min(number.count, 24)...)
  }

  private mutating func takeNumber(_ country: UInt16) {
    let signs = tokens.items.filter { $0.entry.traits.contains(.numberSign) && isSign($0, country) }
    if !signs.isEmpty { tokens.items.removeAll { item in signs.contains { $0.range == item.range } } }
    let isLast = StreetParser.numberLast.contains(country)
    guard let place = isLast ? trailing() ?? leading() : leading() ?? trailing() else {
      let typed = tokens.items.first { $0.entry.traits.contains(.type) }?.segment
      street = typed.map { segment in tokens.items.filter { $0.segment == segment } } ?? tokens.items
      return
    }
    let token = tokens.items[place]
    number = HouseNumber.text(tokens.text(token), country)
    var after = place + 1
    if after < tokens.items.count, isSuffix(tokens.items[after], token, country) {
      number.append(contentsOf: tokens.text(tokens.items[after]).prefix(3))
      after += 1
    }
    if after < tokens.items.count, tokens.isText(tokens.items[after], "1/2") { after += 1 }
    let before = Array(tokens.items[..<place])
    let rest = Array(tokens.items[after...])
    let same = before.filter { $0.segment == token.segment } + rest.filter { $0.segment == token.segment }
    if same.contains(where: { !$0.isNumber }) {
      street = same
      if !isLast { findOtherStreet(before + rest, beside: token) }
    } else if isLast, let segment = before.last(where: { !$0.isNumber })?.segment {
      street = before.filter { $0.segment == segment }
    } else if let segment = rest.first(where: { !$0.isNumber })?.segment {
      street = rest.filter { $0.segment == segment }
    } else {
      street = before.filter { !$0.isNumber }
    }
    if isLast, unit.isEmpty, !rest.isEmpty, number.count < 8 { takeDoor(rest, token) }
  }

  /// A line without the number that ends in a word for "street", where the number's own line does not.
  private mutating func findOtherStreet(_ items: [StreetToken], beside number: StreetToken) {
    func isTyped(_ line: [StreetToken]) -> Bool {
      line.count > 1 && line.last { !$0.entry.traits.contains(.direction) }?.entry.traits.contains(.type) == true
    }
    guard !isTyped(street) else { return }
    let others = items.filter { $0.segment != number.segment }
    guard let typed = others.last(where: { $0.entry.traits.contains(.type) }) else { return }
    let line = others.filter { $0.segment == typed.segment }
    if isTyped(line), line.allSatisfy({ !$0.isNumber }) { otherStreet = line }
  }

  /// Spanish "12, 3o B": what follows the number is floor and door.
  private mutating func takeDoor(_ rest: [StreetToken], _ token: StreetToken) {
    let doors = rest.prefix { $0.isNumber || $0.range.count == 1 }
    guard doors.count <= 2, doors.contains(where: \.isNumber), rest.count == doors.count else { return }
    unit = doors.flatMap { door in
      tokens.isOrdinal(door) ? tokens.text(door).filter(ByteClass.isDigit) : tokens.text(door).filter(ByteClass.isWord)
    }
  }

  /// "n" says "number" where it does not say "north".
  private func isSign(_ token: StreetToken, _ country: UInt16) -> Bool {
    token.range.count > 1 ? !token.entry.traits.contains(.direction) : StreetParser.lettered.contains(country)
  }

  /// Where "n" says "number".
  static let lettered: Set<UInt16> = [Country.fr, Country.es, Country.it, Country.be, Country.pt]

  /// The first number that begins a segment and is not an ordinal, unless nothing but it stands behind a street.
  private func leading() -> Int? {
    let items = tokens.items
    for index in items.indices where items[index].isNumber && !tokens.isOrdinal(items[index]) {
      guard index == 0 || items[index - 1].segment != items[index].segment else { continue }
      if index + 1 < items.count || index == 0 { return index }
    }
    return nil
  }

  /// The last number of the first segment that has a word in front of it, or that stands alone behind a segment of
  /// words.
  private func trailing() -> Int? {
    let items = tokens.items
    var best: Int?
    for index in items.indices where items[index].isNumber && index > 0 && !tokens.isOrdinal(items[index]) {
      if let best, items[index].segment != items[best].segment { break }
      if let best, items[best + 1..<index].allSatisfy({ $0.isNumber || $0.range.count == 1 }) { continue }
      best = index
    }
    return best
  }

  private func isSuffix(_ token: StreetToken, _ number: StreetToken, _ country: UInt16) -> Bool {
    guard token.segment == number.segment, !token.isNumber else { return false }
    if ["bis", "ter", "quater"].contains(where: { tokens.isText(token, $0) }) {
      return country == Country.fr || country == Country.be
    }
    guard token.range.count == 1, tokens.text(number).allSatisfy(ByteClass.isDigit) else { return false }
    let isEnd = tokens.items.last?.range == token.range
    if StreetParser.numberLast.contains(country) { return isEnd || tokens.text(token).first.map { $0 <= 0x68 } == true }
    return country != Country.us && country != Country.ca && tokens.text(token).first.map { $0 <= 0x64 } == true
      && !isEnd
  }
}
