import ContactModel

/// Tax numbers as received → ``TaxForm``.
///
/// Labels and punctuation go; the country is told by a country prefix that fits the number, by a label (ABN, GSTIN …),
/// by the record's country where the number has its form (a wrong check digit counts only where nothing else does), or by
/// a form that no other country has. Then the country's rule checks the check digits and gives the canonical text, chosen so that two writings of one business agree: FR the
/// SIREN, IN the PAN, AU the nine digits behind the ABN's two check digits, BR the CNPJ's root, NL the nine digits
/// before `B01`, GB, CA, HU, SE without branch and account parts. A number of no known form stays as it is, unverified,
/// country 0.
///
/// Placeholders (one digit repeated, 123456789, "n/a") and masked numbers (XXX-XX-1234) are dropped.
struct TaxNormalizer: Sendable {
  private let folder = Folder()
  private static let attached = TaxLabels.attached.map { Array($0.utf8) }
  private var folded: [UInt8] = []

  /// Labels, and the country that a label names (0: none).
  private static let labels: WordMap<UInt16> = {
    let named = TaxLabels.byCountry.split(separator: "\n").flatMap { line in
      let words = line.split(separator: " ").map(String.init)
      return words.dropFirst().filter { $0.utf8.count <= WordKey.limit }.map { ($0, Country.code(words[0])) }
    }
    let neutral = TaxLabels.neutral.split(whereSeparator: \.isWhitespace).map { (String($0), UInt16(0)) }
    return WordMap(named + neutral)
  }()

  /// The country that the text itself names by a prefix that fits, a label or its form; 0 where none.
  mutating func country(_ text: UnsafeRawBufferPointer) -> UInt16 {
    guard let (body, label) = cleaned(text) else { return 0 }
    return told(body, label)?.country ?? selfEvident(body) ?? 0
  }

  mutating func normalize(_ text: UnsafeRawBufferPointer, country: UInt16, into out: inout NormalizedRecord) {
    guard let (body, label) = cleaned(text) else { return }
    var form = TaxForm()
    var reading = TaxReading(unverified: body.bytes)
    let own = TaxRules.byCountry[country]?(body)
    if let (told, body) = told(body, label), let read = TaxRules.byCountry[told]?(body) {
      form.country = told
      reading = read
    } else if let own, own.validity != .invalid {
      form.country = country
      reading = own
    } else if let evident = selfEvident(body), let read = TaxRules.byCountry[evident]?(body) {
      form.country = evident
      reading = read
    } else if let own {
      form.country = country
      reading = own
    }
    guard !TaxNormalizer.isPlaceholder(reading.text) else { return }
    let start = out.bytes.count
    out.bytes.append(contentsOf: reading.text)
    form.text = Slice(start..<out.bytes.count)
    form.validity = reading.validity
    out.taxNumbers.append(form)
  }

  /// The country and the rest of the number where the text tells both.
  private func told(_ body: TaxBody, _ label: UInt16) -> (country: UInt16, body: TaxBody)? {
    if body.isLetter(0), body.isLetter(1) {
      var prefix = Country.code(body.bytes[0], body.bytes[1])
      if prefix == Country.code("EL") { prefix = Country.gr }
      if prefix == Country.code("XI") { prefix = Country.gb }
      let rest = TaxBody(Array(body.bytes.dropFirst(2)))
      if TaxRules.byCountry[prefix]?(rest) != nil { return (prefix, rest) }
    }
    if label != 0, TaxRules.byCountry[label]?(body) != nil { return (label, body) }
    return nil
  }

  private func selfEvident(_ body: TaxBody) -> UInt16? {
    TaxRules.selfEvident.first { TaxRules.isSelfEvident(body, $0) }
  }

  /// Letters and digits in upper case without labels, and the country of a label; nil where no number is left.
  private mutating func cleaned(_ text: UnsafeRawBufferPointer) -> (body: TaxBody, label: UInt16)? {
    folder.fold(text, into: &folded)
    if folded.contains(0x2A) { return nil }
    var bytes: [UInt8] = []
    var country: UInt16 = 0
    var index = 0
    while index < folded.count, bytes.count < 40 {
      guard ByteClass.isWord(folded[index]) else {
        index += 1
        continue
      }
      let start = index
      while index < folded.count, ByteClass.isWord(folded[index]) { index += 1 }
      if let label = TaxNormalizer.labels[folded, start..<index],
        bytes.isEmpty ? index < folded.count : index - start > 1
      {
        if country == 0 { country = label }
        if label == Country.ch, bytes.isEmpty { bytes.append(contentsOf: folded[start..<index]) }
        continue
      }
      bytes.append(contentsOf: folded[start..<index])
    }
    let attached = TaxNormalizer.attached.first {
      bytes.starts(with: $0) && bytes.dropFirst($0.count).first.map(ByteClass.isDigit) == true
    }
    if let attached {
      if country == 0 { country = TaxNormalizer.labels[attached, attached.indices] ?? 0 }
      bytes.removeFirst(attached.count)
    }
    for index in bytes.indices where ByteClass.isLetter(bytes[index]) { bytes[index] &= 0xDF }
    bytes = Array(bytes.prefix(40))
    guard !TaxNormalizer.isMasked(bytes) else { return nil }
    let digits = bytes.filter(ByteClass.isDigit)
    // Of a thousand PANs one repeats its digit four times.
    let isShort = TaxNormalizer.isBritishBody(bytes) || TaxRules.isPAN(bytes[...])
    guard isShort || digits.count >= 4 && !TaxNormalizer.isPlaceholder(digits) else {
      return nil
    }
    return (TaxBody(bytes), country)
  }

  /// `GD001`, `HA500`: numbers of government bodies, the only short ones.
  private static func isBritishBody(_ bytes: [UInt8]) -> Bool {
    let tail = bytes.suffix(5)
    return tail.count == 5 && (tail.starts(with: "GD".utf8) || tail.starts(with: "HA".utf8))
      && tail.suffix(3).allSatisfy(ByteClass.isDigit)
  }

  /// Three X in a row stand for what is not told.
  private static func isMasked(_ bytes: [UInt8]) -> Bool {
    var run = 0
    for byte in bytes {
      run = byte == 0x58 ? run + 1 : 0
      if run == 3 { return true }
    }
    return false
  }

  private static let placeholders = [
    "123456789", "1234567890", "12345678", "1234567", "123456", "987654321", "0123456789", "12345",
  ]

  /// One digit repeated, or digits counted up.
  private static func isPlaceholder(_ text: [UInt8]) -> Bool {
    guard let first = text.first else { return true }
    return text.allSatisfy { $0 == first } || placeholders.contains { text.elementsEqual($0.utf8) }
  }
}
