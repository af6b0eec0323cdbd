/// Tax numbers of western and southern Europe. Algorithms as published by the European Commission (VIES, "VAT
/// identification number structure") and the tax administrations named with each rule.
extension TaxRules {
  /// UID, `U` and eight digits (BMF: Konstruktionsregeln der UID).
  static func austria(_ body: TaxBody) -> TaxReading? {
    let digits = body.bytes.first == 0x55 ? body.numbers(1..<9) : nil
    guard body.count == 9, let digits else { return nil }
    let sum = digits.dropLast().enumerated().reduce(0) { total, item in
      let product = item.element * (item.offset % 2 == 0 ? 1 : 2)
      return total + product / 10 + product % 10
    }
    return TaxReading(body.suffix(8), (10 - (sum + 4) % 10) % 10 == digits[7])
  }

  /// Enterprise number, ten digits, modulo 97 (FPS Economy).
  static func belgium(_ body: TaxBody) -> TaxReading? {
    guard let body = body.padded(10, from: 9), let digits = body.digits else { return nil }
    return TaxReading(body.bytes, 97 - Checks.value(digits.prefix(8)) % 97 == Checks.value(digits.suffix(2)))
  }

  /// UID, `CHE` and nine digits, modulo 11 (Federal Statistical Office, eCH-0097).
  static func switzerland(_ body: TaxBody) -> TaxReading? {
    var bytes = body.bytes[...]
    if bytes.starts(with: "CHE".utf8) {
      bytes = bytes.dropFirst(3)
    } else if bytes.first == 0x45 {
      bytes = bytes.dropFirst()
    }
    while let last = bytes.last, !ByteClass.isDigit(last) { bytes = bytes.dropLast() }
    guard let digits = TaxBody(Array(bytes)).digits(9) else { return nil }
    let check = (11 - Checks.weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4]) % 11) % 11
    return TaxReading(Array(bytes), check == digits[8])
  }

  /// USt-IdNr., nine digits, MOD 11,10 (BZSt); ten to thirteen digits are a Steuernummer, which states check
  /// differently.
  static func germany(_ body: TaxBody) -> TaxReading? {
    if let digits = body.digits(9), digits[0] != 0 { return TaxReading(body.bytes, Checks.mod11And10(digits)) }
    return body.digits != nil && (10...13).contains(body.count) ? TaxReading(unverified: body.bytes) : nil
  }

  /// SIREN (nine digits), SIRET (SIREN and five of the branch), VAT (two of check and SIREN): the canonical text is the
  /// SIREN. Luhn (INSEE); the VAT key is (12 + 3 · (SIREN mod 97)) mod 97 (DGFiP).
  static func france(_ body: TaxBody) -> TaxReading? {
    if let siren = body.digits(9) { return TaxReading(body.bytes, Checks.luhn(siren)) }
    if let siret = body.digits(14) {
      let isPost = body.prefix(9).elementsEqual("356000000".utf8) && siret.reduce(0, +) % 5 == 0
      return TaxReading(body.prefix(9), isPost || Checks.luhn(siret) && Checks.luhn(siret.prefix(9)))
    }
    guard body.count == 11, let siren = body.numbers(2..<11) else { return nil }
    let isMonaco = siren.prefix(3).allSatisfy { $0 == 0 }
    let right = frenchKey(body, Checks.value(siren)) && (isMonaco || Checks.luhn(siren))
    return TaxReading(body.suffix(9), right)
  }

  private static func frenchKey(_ body: TaxBody, _ siren: Int) -> Bool {
    if let key = body.numbers(0..<2) { return Checks.value(key) == (12 + 3 * (siren % 97)) % 97 }
    let alphabet = Array("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)
    guard let first = alphabet.firstIndex(of: body.bytes[0]), let second = alphabet.firstIndex(of: body.bytes[1]) else {
      return false
    }
    let key = first < 10 ? first * 24 + second - 10 : first * 34 + second - 100
    return (siren + 1 + key / 11) % 11 == key % 11
  }

  /// VAT, nine digits (twelve with a branch's three), modulo 97 or the 9755 form; `GD`, `HA` bodies by range (HMRC).
  static func britain(_ body: TaxBody) -> TaxReading? {
    if body.count == 5, body.bytes.starts(with: "GD".utf8) || body.bytes.starts(with: "HA".utf8),
      let digits = body.numbers(2..<5)
    {
      return TaxReading(body.bytes, (Checks.value(digits) < 500) == (body.bytes[0] == 0x47))
    }
    guard let digits = body.digits, digits.count == 9 || digits.count == 12 else {
      return body.digits(10) != nil || companyNumber(body) ? TaxReading(unverified: body.bytes) : nil
    }
    // 42: the 9755 form adds 55; 55: the same read the other way round, as some numbers were issued.
    let rest = Checks.weighted(digits, [8, 7, 6, 5, 4, 3, 2, 10, 1]) % 97
    return TaxReading(body.prefix(9), rest == 0 || Checks.value(digits.prefix(3)) >= 100 && [42, 55].contains(rest))
  }

  /// Companies House: eight digits, or two letters and six digits.
  private static func companyNumber(_ body: TaxBody) -> Bool {
    body.count == 8 && (body.digits != nil || body.isLetter(0) && body.isLetter(1) && body.numbers(2..<8) != nil)
  }

  /// Seven digits and one or two letters, modulo 23 (Revenue); the form before 2013 has a letter, `+` or `*` second.
  static func ireland(_ body: TaxBody) -> TaxReading? {
    let alphabet = Array("WABCDEFGHIJKLMNOPQRSTUV".utf8)
    guard body.count == 8 || body.count == 9 else { return nil }
    if let digits = body.numbers(0..<7), body.isLetter(7), body.count == 8 || body.isLetter(8) {
      let extra = body.count == 9 ? alphabet.firstIndex(of: body.bytes[8]) : 0
      guard let extra else { return TaxReading(body.bytes, false) }
      let sum = Checks.weighted(digits, [8, 7, 6, 5, 4, 3, 2]) + 9 * extra
      return TaxReading(body.bytes, alphabet[sum % 23] == body.bytes[7])
    }
    guard body.count == 8, let first = body.numbers(0..<1), body.isLetter(1), let rest = body.numbers(2..<7),
      body.isLetter(7)
    else { return nil }
    let sum = Checks.weighted([0] + rest + first, [8, 7, 6, 5, 4, 3, 2])
    return TaxReading(body.bytes, alphabet[sum % 23] == body.bytes[7])
  }

  /// Eight digits, the first six modulo 89 (AED).
  static func luxembourg(_ body: TaxBody) -> TaxReading? {
    guard let digits = body.digits(8) else { return nil }
    return TaxReading(body.bytes, Checks.value(digits.prefix(6)) % 89 == Checks.value(digits.suffix(2)))
  }

  /// RSIN (nine digits, 11-test) with `B` and two digits, or since 2020 MOD 97-10 over the whole (Belastingdienst): the
  /// canonical text is the nine digits. Eight digits are a KvK number.
  static func netherlands(_ body: TaxBody) -> TaxReading? {
    if body.digits(8) != nil { return TaxReading(unverified: body.bytes) }
    guard body.count == 9 || body.count == 12 && body.bytes[9] == 0x42 && body.numbers(10..<12) != nil,
      let digits = body.numbers(0..<9)
    else { return nil }
    let elevenTest = Checks.weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 == 0
    guard body.count == 12 else { return TaxReading(body.bytes, elevenTest) }
    let remainder = (Array("NL".utf8) + body.bytes).reduce(0) { rest, byte in
      ByteClass.isDigit(byte) ? (rest * 10 + Int(byte - 0x30)) % 97 : (rest * 100 + Int(byte - 0x37)) % 97
    }
    let hasBranch = body.bytes[10] != 0x30 || body.bytes[11] != 0x30
    return TaxReading(body.prefix(9), hasBranch && (elevenTest || remainder == 1))
  }

  /// NIF: DNI and NIE by modulo 23, legal persons' (CIF) by Luhn as digit or letter (AEAT, Orden EHA/451/2008).
  static func spain(_ body: TaxBody) -> TaxReading? {
    guard body.count == 9 else { return nil }
    let letters = Array("TRWAGMYFPDXBNJZSQVHLCKE".utf8)
    if let digits = body.numbers(0..<8), body.isLetter(8) {
      return TaxReading(body.bytes, letters[Checks.value(digits) % 23] == body.bytes[8])
    }
    guard body.isLetter(0), let digits = body.numbers(1..<8) else { return nil }
    let first = body.bytes[0]
    if let place = "XYZ".utf8.enumerated().first(where: { $0.element == first })?.offset {
      return TaxReading(body.bytes, letters[(place * 10_000_000 + Checks.value(digits)) % 23] == body.bytes[8])
    }
    if "KLM".utf8.contains(first) {
      return TaxReading(body.bytes, letters[Checks.value(digits) % 23] == body.bytes[8])
    }
    guard "ABCDEFGHJNPQRSUVW".utf8.contains(first) else { return nil }
    let check = (0...9).first { Checks.luhn(digits + [$0]) } ?? 0
    // Which kinds of organization bear a letter is told differently in different places: both are taken.
    return TaxReading(
      body.bytes, body.bytes[8] == UInt8(check) + 0x30 || body.bytes[8] == Array("JABCDEFGHI".utf8)[check])
  }

  /// Nine digits, modulo 11 (Autoridade Tributária).
  static func portugal(_ body: TaxBody) -> TaxReading? {
    guard let digits = body.digits(9) else { return nil }
    let check = (11 - Checks.weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10
    return TaxReading(body.bytes, digits[0] != 0 && check == digits[8])
  }

  /// Partita IVA, eleven digits, Luhn (Agenzia delle Entrate); sixteen characters are a codice fiscale.
  static func italy(_ body: TaxBody) -> TaxReading? {
    if let digits = body.digits(11) {
      let office = Checks.value(digits[7..<10])
      let isOffice = (1...100).contains(office) || [120, 121, 888, 999].contains(office)
      return TaxReading(body.bytes, isOffice && Checks.luhn(digits))
    }
    return body.count == 16 && body.isLetter(0) && body.isLetter(15) ? TaxReading(unverified: body.bytes) : nil
  }

  /// AFM, nine digits, powers of two modulo 11 (AADE).
  static func greece(_ body: TaxBody) -> TaxReading? {
    guard let body = body.padded(9, from: 8), let digits = body.digits else { return nil }
    let sum = digits.dropLast().reduce(0) { $0 * 2 + $1 } * 2
    return TaxReading(body.bytes, sum % 11 % 10 == digits[8])
  }

  /// Eight digits and a letter, modulo 26 (Tax Department).
  static func cyprus(_ body: TaxBody) -> TaxReading? {
    guard body.count == 9, let digits = body.numbers(0..<8), body.isLetter(8) else { return nil }
    let odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21]
    let sum = digits.enumerated().reduce(0) { $0 + ($1.offset % 2 == 0 ? odd[$1.element] : $1.element) }
    return TaxReading(body.bytes, Checks.value(digits.prefix(2)) != 12 && UInt8(sum % 26) + 0x41 == body.bytes[8])
  }

  /// Eight digits, modulo 37 (MTCA).
  static func malta(_ body: TaxBody) -> TaxReading? {
    guard let digits = body.digits(8) else { return nil }
    return TaxReading(body.bytes, digits[0] != 0 && Checks.weighted(digits, [3, 4, 6, 7, 8, 9, 10, 1]) % 37 == 0)
  }
}
