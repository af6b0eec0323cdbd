import ContactModel

/// Postal addresses as received → ``AddressForm``s.
///
/// The country comes first (name or code; else the form of the postcode, a state together with a ZIP code, the record's
/// country), because it says how the rest is to be read. An address without street, city, postcode and state has no
/// form; one of which two lines may be the street has a form for each.
struct AddressNormalizer: Sendable {
  private let folder = Folder()
  private let cities = CityNormalizer()
  private let countries = CountryTable.shared
  private let subdivisions = Subdivisions.shared
  private let table = StreetTable.shared
  private var parser = StreetParser()
  private var folded: [UInt8] = []
  private var postcode: [UInt8] = []
  private var state: [UInt8] = []

  /// What an address itself says of its country; 0 where nothing. `fallback` is what the record
  /// says elsewhere; in euros no state of America, Australia or India is meant.
  mutating func country(_ bytes: UnsafeRawBufferPointer, _ row: AddressRow, fallback: UInt16, isEuro: Bool) -> UInt16 {
    fold(bytes, row.country)
    let named = countries.country(named: folded)
    if named != 0 { return named }
    fold(bytes, row.postcode)
    let shaped = Postcode.country(of: folded)
    if shaped != 0 { return shaped }
    let digits = folded.filter(ByteClass.isDigit).count
    fold(bytes, row.subdivision)
    let joined = folded.filter(ByteClass.isWord)
    if fallback != 0, subdivisions.code(joined, in: fallback) != nil { return fallback }
    if isEuro { return fallback }
    for (country, widths) in [(Country.us, [5, 9]), (Country.au, [4]), (Country.india, [6]), (Country.ca, [])]
    where subdivisions.code(joined, in: country) != nil && (widths.contains(digits) || digits == 0 && fallback == 0) {
      return country
    }
    return fallback
  }

  mutating func normalize(
    _ bytes: UnsafeRawBufferPointer, _ row: AddressRow, country: UInt16, into out: inout NormalizedRecord
  ) {
    var form = AddressForm()
    form.country = country
    fold(bytes, row.postcode)
    postcode = Postcode.canonical(folded, country: country)
    fold(bytes, row.subdivision)
    state = folded.filter(ByteClass.isWord)
    if let code = subdivisions.code(state, in: country) { state = code }
    fold(bytes, row.city)
    let (city, digits) = cities.normalize(folded, country: country)
    if postcode.isEmpty, digits.count >= 4 { postcode = Postcode.canonical(digits, country: country) }

    parser.tokens.removeAll()
    fold(bytes, row.street1)
    parser.tokens.append(folded)
    fold(bytes, row.street2)
    parser.tokens.append(folded)
    parser.parse(country: country)

    form.postcode = out.append(postcode)
    form.city = out.append(city)
    form.subdivision = out.append(state.prefix(64))
    form.number = out.append(parser.number)
    form.unit = out.append(parser.unit)
    form.isPostOfficeBox = parser.isBox
    form.street = parser.isBox ? out.append("po box".utf8) : street(parser.street, country, into: &out)
    if form.street.isEmpty, form.city.isEmpty, form.postcode.isEmpty, form.subdivision.isEmpty { return }
    out.addresses.append(form)
    guard !parser.isBox, !parser.otherStreet.isEmpty else { return }
    form.street = street(parser.otherStreet, country, into: &out)
    out.addresses.append(form)
  }

  /// The country whose language a street is written in ("rue", "Hauptstraße"); 0 where none can be told.
  mutating func language(_ bytes: UnsafeRawBufferPointer, _ row: AddressRow, isEuro: Bool) -> UInt16 {
    for ref in [row.street1, row.street2] {
      fold(bytes, ref)
      for word in folded.split(whereSeparator: { !ByteClass.isLetter($0) }) {
        if let country = StreetLanguage.country(of: word, isEuro: isEuro) { return country }
      }
    }
    return 0
  }

  private mutating func fold(_ bytes: UnsafeRawBufferPointer, _ ref: TextRef) {
    guard !ref.isAbsent else {
      folded.removeAll(keepingCapacity: true)
      return
    }
    folder.fold(UnsafeRawBufferPointer(rebasing: bytes[ref.range]), into: &folded)
  }

  private static let attaching: Set<UInt16> = [Country.de, Country.at, Country.ch, Country.nl, Country.be]
  private static let romance: Set<UInt16> = [Country.fr, Country.es, Country.it, Country.be, Country.pt, Country.ch]

  /// Canonical street words, articles left out.
  private func street(_ items: [StreetToken], _ country: UInt16, into out: inout NormalizedRecord) -> Slice {
    let start = out.bytes.count
    for (index, token) in items.enumerated() {
      if out.bytes.count - start > 200 { break }
      let traits = token.entry.traits
      let isLetter = token.range.count == 1
      if traits.contains(.article), items.count > 1, !isLetter || AddressNormalizer.romance.contains(country) {
        continue
      }
      var word = canonical(token, isLetter, country, isLast: isTail(items, index + 1))
      if traits.contains(.attached), AddressNormalizer.attaching.contains(country), out.bytes.count > start {
        if word.elementsEqual("st".utf8) { word = Array("str".utf8)[...] }
        if word.elementsEqual("pl".utf8) { word = Array("platz".utf8)[...] }
        out.bytes.append(contentsOf: word)
        continue
      }
      if out.bytes.count > start { out.bytes.append(0x20) }
      if country == Country.us, let route = route(items, index) { word = route }
      out.bytes.append(contentsOf: word)
    }
    return Slice(start..<out.bytes.count)
  }

  /// "CR 12" is a county road; nil where no number follows, or stood in its place.
  private func route(_ items: [StreetToken], _ index: Int) -> ArraySlice<UInt8>? {
    guard items.count == 1 || index + 1 < items.count && items[index + 1].isNumber else { return nil }
    let text = parser.tokens.text(items[index])
    return StreetWords.routes.first { text.elementsEqual($0.0.utf8) }.map { Array($0.1.utf8)[...] }
  }

  /// Nothing but directions and numbers follows.
  private func isTail(_ items: [StreetToken], _ from: Int) -> Bool {
    items[from...].allSatisfy { $0.entry.traits.contains(.direction) || $0.isNumber }
  }

  private func canonical(_ token: StreetToken, _ isLetter: Bool, _ country: UInt16, isLast: Bool) -> ArraySlice<UInt8> {
    let text = parser.tokens.text(token).prefix(64)
    if text.elementsEqual("st".utf8), !isLast { return Array("saint".utf8)[...] }
    if country == Country.es, text.elementsEqual("cl".utf8) || text.elementsEqual("c".utf8) {
      return Array("calle".utf8)[...]
    }
    if token.entry.traits.contains([.direction, .numberSign]), !isLetter, StreetParser.lettered.contains(country) {
      return Array("north".utf8)[...]
    }
    if token.entry.canonical != 0, !isLetter || AddressNormalizer.romance.contains(country) {
      return table.canonical[Int(token.entry.canonical) - 1][...]
    }
    for (ending, short) in table.endings
    where text.count > ending.count + 2 && text.suffix(ending.count).elementsEqual(ending) {
      return text.dropLast(ending.count) + short
    }
    return text
  }
}

extension NormalizedRecord {
  fileprivate mutating func append(_ text: some Collection<UInt8>) -> Slice {
    let start = bytes.count
    bytes.append(contentsOf: text)
    return Slice(start..<bytes.count)
  }
}
