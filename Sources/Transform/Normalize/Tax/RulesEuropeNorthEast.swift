/// Tax numbers of northern and eastern Europe. Sources as for the west.
extension TaxRules {
  /// Eight digits, modulo 11 (Erhvervsstyrelsen, CVR).
  static func denmark(_ body: TaxBody) -> TaxReading? {
    guard let digits = body.digits(8) else { return nil }
    return TaxReading(body.bytes, digits[0] != 0 && Checks.weighted(digits, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0)
  }

  /// Eight digits, modulo 11 (PRH, Y-tunnus).
  static func finland(_ body: TaxBody) -> TaxReading? {
    guard let body = body.padded(8, from: 7), let digits = body.digits else { return nil }
    return TaxReading(body.bytes, Checks.weighted(digits, [7, 9, 10, 5, 8, 4, 2, 1]) % 11 == 0)
  }

  /// Organisationsnummer, ten digits, Luhn (Bolagsverket); a VAT number adds `01`.
  static func sweden(_ body: TaxBody) -> TaxReading? {
    guard let digits = body.digits, digits.count == 10 || digits.count == 12 else { return nil }
    let isNumber = digits.count == 10 || digits[10] == 0
    return isNumber ? TaxReading(body.prefix(10), Checks.luhn(digits.prefix(10))) : TaxReading(unverified: body.bytes)
  }

  /// Organisasjonsnummer, nine digits, modulo 11 (Brønnøysundregistrene); `MVA` behind it says VAT.
  static func norway(_ body: TaxBody) -> TaxReading? {
    let bytes = body.bytes.suffix(3).elementsEqual("MVA".utf8) ? Array(body.bytes.dropLast(3)) : body.bytes
    guard let digits = TaxBody(bytes).digits(9) else { return nil }
    let check = (11 - Checks.weighted(digits, [3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11
    return TaxReading(bytes, check == digits[8])
  }

  /// Nine digits, modulo 10 (Maksu- ja Tolliamet).
  static func estonia(_ body: TaxBody) -> TaxReading? {
    guard let digits = body.digits(9) else { return nil }
    return TaxReading(body.bytes, Checks.weighted(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 == 0)
  }

  /// Eleven digits, modulo 11 for legal persons (VID); a person's has a date in front.
  static func latvia(_ body: TaxBody) -> TaxReading? {
    guard let digits = body.digits(11) else { return nil }
    guard digits[0] > 3 else { return TaxReading(unverified: body.bytes) }
    return TaxReading(body.bytes, Checks.weighted(digits, [9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 == 3)
  }

  /// Nine or twelve digits, modulo 11 in two rounds, a 1 before the check digit (VMI).
  static func lithuania(_ body: TaxBody) -> TaxReading? {
    guard let digits = body.digits, digits.count == 9 || digits.count == 12 else { return nil }
    let leading = digits.dropLast()
    var check = Checks.weighted(leading, leading.indices.map { 1 + $0 % 9 }) % 11
    if check == 10 { check = Checks.weighted(leading, leading.indices.map { 1 + ($0 + 2) % 9 }) % 11 % 10 }
    return TaxReading(body.bytes, digits[digits.count - 2] == 1 && check == digits[digits.count - 1])
  }

  /// NIP, ten digits, modulo 11 (Ministerstwo Finansów); nine digits are a REGON.
  static func poland(_ body: TaxBody) -> TaxReading? {
    if body.digits(9) != nil { return TaxReading(unverified: body.bytes) }
    guard let digits = body.digits(10) else { return nil }
    return TaxReading(body.bytes, Checks.weighted(digits, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == digits[9])
  }

  /// Eight digits of a legal person, modulo 11; nine and ten of a person, ten divisible by 11 (Finanční správa).
  static func czechia(_ body: TaxBody) -> TaxReading? {
    if let digits = body.digits(8) {
      let check = (11 - Checks.weighted(digits, [8, 7, 6, 5, 4, 3, 2]) % 11) % 11
      return TaxReading(body.bytes, digits[0] != 9 && (check == 0 ? 1 : check) % 10 == digits[7])
    }
    if body.digits(9) != nil { return TaxReading(unverified: body.bytes) }
    guard let digits = body.digits(10) else { return nil }
    let isBirthNumber = Checks.value(digits) % 11 == 0 && hasCzechDate(digits)
    return isBirthNumber ? TaxReading(body.bytes, true) : TaxReading(unverified: body.bytes)
  }

  /// A birth number begins with the date of birth: 50 is added to a woman's month, and 20 to either's since 2004 where
  /// the numbers of a day run out.
  private static func hasCzechDate(_ digits: [Int]) -> Bool {
    let year = Checks.value(digits[0..<2])
    let century = year < 54 ? 2000 : 1900
    var month = Checks.value(digits[2..<4])
    if month > 50 { month -= 50 }
    if month > 20, century + year >= 2004 { month -= 20 }
    return Checks.isDate(year: century + year, month: month, day: Checks.value(digits[4..<6]))
  }

  /// IČ DPH, ten digits divisible by 11 (Finančná správa).
  static func slovakia(_ body: TaxBody) -> TaxReading? {
    guard let digits = body.digits(10) else { return nil }
    let isKind = digits[0] != 0 && [2, 3, 4, 7, 8, 9].contains(digits[2])
    let isDivisible = Checks.value(digits) % 11 == 0
    // A person's birth number has another form and the same divisor.
    return isDivisible && !isKind ? TaxReading(unverified: body.bytes) : TaxReading(body.bytes, isDivisible)
  }

  /// Eight digits, modulo 11 (FURS).
  static func slovenia(_ body: TaxBody) -> TaxReading? {
    guard let digits = body.digits(8) else { return nil }
    let check = 11 - Checks.weighted(digits, [8, 7, 6, 5, 4, 3, 2]) % 11
    return TaxReading(body.bytes, digits[0] != 0 && (check == 10 ? 0 : check) == digits[7])
  }

  /// Eight digits, modulo 10 (NAV); the national form adds three digits.
  static func hungary(_ body: TaxBody) -> TaxReading? {
    guard let digits = body.digits, digits.count == 8 || digits.count == 11 else { return nil }
    return TaxReading(body.prefix(8), Checks.weighted(digits, [9, 7, 3, 1, 9, 7, 3, 1]) % 10 == 0)
  }

  /// OIB, eleven digits, MOD 11,10 (Porezna uprava).
  static func croatia(_ body: TaxBody) -> TaxReading? {
    guard let digits = body.digits(11) else { return nil }
    return TaxReading(body.bytes, Checks.mod11And10(digits))
  }

  /// CUI, two to ten digits, modulo 11 (ANAF).
  static func romania(_ body: TaxBody) -> TaxReading? {
    guard let digits = body.digits, (4...10).contains(digits.count) else { return nil }
    let padded = Array(repeating: 0, count: 10 - digits.count) + digits
    let check = Checks.weighted(padded, [7, 5, 3, 2, 1, 7, 5, 3, 2]) * 10 % 11 % 10
    return TaxReading(body.bytes, digits[0] != 0 && check == padded[9])
  }

  /// Nine digits of a legal person, modulo 11 in two rounds; ten of a person or foreigner (NAP).
  static func bulgaria(_ body: TaxBody) -> TaxReading? {
    if let digits = body.digits(9) {
      var check = Checks.weighted(digits, 1...8) % 11
      if check == 10 { check = Checks.weighted(digits, 3...10) % 11 % 10 }
      return TaxReading(body.bytes, check == digits[8])
    }
    guard let digits = body.digits(10) else { return nil }
    // A person's number begins with the date of birth: 20 is added to the month before 1900, 40 after 1999.
    let month = Checks.value(digits[2..<4])
    let (century, added) = month > 40 ? (2000, 40) : month > 20 ? (1800, 20) : (1900, 0)
    let hasDate = Checks.isDate(
      year: century + Checks.value(digits[0..<2]), month: month - added, day: Checks.value(digits[4..<6]))
    let person = hasDate ? Checks.weighted(digits, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10 : -1
    let foreigner = Checks.weighted(digits, [21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10
    let other = (11 - Checks.weighted(digits, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11
    return TaxReading(body.bytes, [person, foreigner, other].contains(digits[9]))
  }
}
