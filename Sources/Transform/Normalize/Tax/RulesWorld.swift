/// Tax numbers outside Europe.
extension TaxRules {
  /// EIN, SSN or ITIN: nine digits without a check digit, a leading zero put back (IRS, Publication 1635).
  static func unitedStates(_ body: TaxBody) -> TaxReading? {
    body.padded(9, from: 8).map { TaxReading(unverified: $0.bytes) }
  }

  /// Business number, nine digits, Luhn (CRA); a program account (`RT0001`) is cut off.
  static func canada(_ body: TaxBody) -> TaxReading? {
    if body.count == 15, body.bytes[9] == 0x52, body.isLetter(10), body.numbers(11..<15) != nil,
      let digits = body.numbers(0..<9)
    {
      return TaxReading(body.prefix(9), Checks.luhn(digits))
    }
    if let digits = body.digits(9) { return TaxReading(body.bytes, Checks.luhn(digits)) }
    // Québec sales tax: ten digits and TQ0001.
    guard body.numbers(0..<10) != nil, body.count == 10 || body.count == 16 && body.bytes[10] == 0x54 else {
      return nil
    }
    return TaxReading(unverified: body.prefix(10))
  }

  /// ABN (eleven digits, modulo 89, ABR) and ACN (nine, modulo 10, ASIC). An ABN's first two digits only check the
  /// other nine, which for a company are its ACN: the nine are the canonical text of both. Other nine digits are a
  /// TFN's.
  static func australia(_ body: TaxBody) -> TaxReading? {
    if var digits = body.digits(11) {
      let isABN = digits[0] > 0
      digits[0] -= 1
      return TaxReading(
        body.suffix(9), isABN && Checks.weighted(digits, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) % 89 == 0)
    }
    guard let digits = body.digits(9) else { return nil }
    let isCompany = (10 - Checks.weighted(digits, [8, 7, 6, 5, 4, 3, 2, 1]) % 10) % 10 == digits[8]
    let isPerson = Checks.weighted(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 == 0
    return TaxReading(body.bytes, isCompany || isPerson)
  }

  /// IRD, eight or nine digits, modulo 11 in two rounds (Inland Revenue); NZBN, thirteen digits (GS1 modulo 10).
  static func newZealand(_ body: TaxBody) -> TaxReading? {
    if let digits = body.digits(13) {
      let sum = digits.enumerated().reduce(0) { $0 + $1.element * ($1.offset % 2 == 0 ? 1 : 3) }
      return TaxReading(body.bytes, sum % 10 == 0)
    }
    guard let body = body.padded(9, from: 8), let digits = body.digits else { return nil }
    var check = (11 - Checks.weighted(digits, [3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11
    if check == 10 { check = (11 - Checks.weighted(digits, [7, 4, 3, 2, 5, 2, 7, 6]) % 11) % 11 }
    let inRange = (10_000_000...150_000_000).contains(Checks.value(digits))
    return TaxReading(body.bytes, inRange && check == digits[8])
  }

  /// GSTIN (fifteen characters, modulo 36, GSTN) and PAN (Income Tax Department). A GSTIN holds the PAN of its
  /// business, and a business has one GSTIN in each state: the PAN is the canonical text of both.
  static func india(_ body: TaxBody) -> TaxReading? {
    if isPAN(body.bytes[...]) { return TaxReading(unverified: body.bytes) }
    guard body.count == 15, let state = body.numbers(0..<2), isPAN(body.bytes[2..<12]) else { return nil }
    let code = Checks.value(state)
    let isState = (1...38).contains(code) || code == 97 || code == 99
    let isCounted = body.bytes[12] != 0x30
    var sum = 0
    for (place, byte) in body.bytes.enumerated().dropLast() {
      let product = value36(byte) * (place % 2 == 0 ? 1 : 2)
      sum += product / 36 + product % 36
    }
    return TaxReading(
      Array(body.bytes[2..<12]), isState && isCounted && (36 - sum % 36) % 36 == value36(body.bytes[14]))
  }

  /// Five letters, four digits, a letter; the fourth letter tells the kind of holder.
  static func isPAN(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count == 10 else { return false }
    let shape = bytes.map { ByteClass.isDigit($0) ? UInt8(0x39) : 0x41 }
    return shape.elementsEqual("AAAAA9999A".utf8) && "ABCEFGHJKLPT".utf8.contains(bytes[bytes.startIndex + 3])
  }

  private static func value36(_ byte: UInt8) -> Int { ByteClass.isDigit(byte) ? Int(byte) - 0x30 : Int(byte) - 0x37 }

  /// Corporate number, thirteen digits, the first checks the rest modulo 9 (National Tax Agency); `T` in front of it on
  /// invoices.
  static func japan(_ body: TaxBody) -> TaxReading? {
    let bytes = body.bytes.first == 0x54 ? Array(body.bytes.dropFirst()) : body.bytes
    guard let digits = TaxBody(bytes).digits(13) else { return nil }
    let sum = digits.dropFirst().enumerated().reduce(0) { $0 + $1.element * ($1.offset % 2 == 0 ? 2 : 1) }
    return TaxReading(bytes, 9 - sum % 9 == digits[0])
  }

  /// CNPJ (fourteen characters: eight of the company, four of the branch, which may be letters since July 2026, and two
  /// digits of check) and CPF (eleven digits), modulo 11; a letter counts as its ASCII code less 48 (Receita Federal).
  /// The canonical text of a CNPJ is the company's eight characters.
  static func brazil(_ body: TaxBody) -> TaxReading? {
    if body.count == 14, let check = body.numbers(12..<14) {
      let values = body.bytes.map { Int($0) - 0x30 }
      let first = brazilian(Checks.weighted(values, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]))
      let second = brazilian(Checks.weighted(values, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]))
      let isRight = first == check[0] && second == check[1]
      return isRight || body.digits != nil ? TaxReading(body.prefix(8), isRight) : nil
    }
    guard let digits = body.digits(11) else { return nil }
    let first = brazilian(Checks.weighted(digits.prefix(9), (2...10).reversed()))
    let second = brazilian(Checks.weighted(digits.prefix(10), (2...11).reversed()))
    return TaxReading(body.bytes, first == digits[9] && second == digits[10])
  }

  private static func brazilian(_ sum: Int) -> Int { sum % 11 < 2 ? 0 : 11 - sum % 11 }

  /// RFC: three letters (four of a person), a date, three characters of which the last checks (SAT, Anexo 19). Ñ and &
  /// do not survive folding, so a wrong check digit only means that nothing was verified.
  static func mexico(_ body: TaxBody) -> TaxReading? {
    let letters = body.count - 9
    guard letters == 3 || letters == 4, (0..<letters).allSatisfy(body.isLetter),
      body.numbers(letters..<letters + 6) != nil
    else { return nil }
    let alphabet = Array("0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ ".utf8)
    let padded = (letters == 3 ? [0x20] : []) + body.bytes.dropLast()
    let sum = padded.enumerated().reduce(0) { $0 + (alphabet.firstIndex(of: $1.element) ?? 0) * (13 - $1.offset) }
    let check = alphabet[(11 - sum % 11) % 11]
    let isRight =
      body.bytes.last == check && hasMexicanDate(body, letters) && !body.bytes.dropLast().suffix(2).contains(0x30)
    return isRight ? TaxReading(body.bytes, true) : TaxReading(unverified: body.bytes)
  }

  /// Six digits behind the letters: a day of this century or the last.
  private static func hasMexicanDate(_ body: TaxBody, _ letters: Int) -> Bool {
    guard let digits = body.numbers(letters..<letters + 6) else { return false }
    let (year, month, day) = (Checks.value(digits[0..<2]), Checks.value(digits[2..<4]), Checks.value(digits[4..<6]))
    return Checks.isDate(year: 1900 + year, month: month, day: day)
      || Checks.isDate(year: 2000 + year, month: month, day: day)
  }
}
