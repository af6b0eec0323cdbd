/// The arithmetic that check digits share.
enum Checks {
  /// The sum of digit times weight; as many terms as there are weights.
  static func weighted(_ digits: some Sequence<Int>, _ weights: some Sequence<Int>) -> Int {
    zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Luhn (ISO/IEC 7812-1) over all digits, the last being the check digit.
  static func luhn(_ digits: some BidirectionalCollection<Int>) -> Bool {
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() {
      let doubled = place % 2 == 1 ? digit * 2 : digit
      sum += doubled > 9 ? doubled - 9 : doubled
    }
    return sum % 10 == 0
  }

  /// ISO 7064 MOD 11,10 over all digits, the last being the check digit.
  static func mod11And10(_ digits: [Int]) -> Bool {
    var product = 10
    for digit in digits.dropLast() {
      let sum = (product + digit) % 10
      product = (sum == 0 ? 10 : sum) * 2 % 11
    }
    return (product + (digits.last ?? 0)) % 10 == 1
  }

  /// Whether there is such a day.
  static func isDate(year: Int, month: Int, day: Int) -> Bool {
    guard (1...12).contains(month) else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    return (1...days).contains(day)
  }

  static func value(_ digits: some Sequence<Int>) -> Int { digits.reduce(0) { $0 * 10 + $1 } }
}

/// The letters and digits of a tax number, upper case, as the rules read them.
struct TaxBody {
  let bytes: [UInt8]
  /// All digits, or nil where there is a letter among them.
  let digits: [Int]?

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    digits = bytes.allSatisfy(ByteClass.isDigit) ? bytes.map { Int($0 - 0x30) } : nil
  }

  var count: Int { bytes.count }

  /// The digits where there are so many of them and nothing else.
  func digits(_ count: Int) -> [Int]? { digits?.count == count ? digits : nil }

  func prefix(_ count: Int) -> [UInt8] { Array(bytes.prefix(count)) }

  func suffix(_ count: Int) -> [UInt8] { Array(bytes.suffix(count)) }

  /// The digits of a part; nil where there is a letter in it.
  func numbers(_ range: Range<Int>) -> [Int]? {
    guard range.upperBound <= bytes.count else { return nil }
    let part = bytes[range]
    return part.allSatisfy(ByteClass.isDigit) ? part.map { Int($0 - 0x30) } : nil
  }

  func isLetter(_ index: Int) -> Bool { index < count && bytes[index] &- 0x41 < 26 }

  /// So many digits, zeros put in front of a number that lost them.
  func padded(_ count: Int, from least: Int) -> TaxBody? {
    guard digits != nil, self.count >= least, self.count <= count else { return nil }
    return TaxBody(Array(repeating: 0x30, count: count - self.count) + bytes)
  }
}

/// What a country's rule makes of a number that has its form.
struct TaxReading {
  /// Canonical text: letters and digits, without branch part.
  var text: [UInt8]
  var validity: TaxForm.Validity

  init(_ text: [UInt8], _ isRight: Bool) {
    self.text = text
    validity = isRight ? .valid : .invalid
  }

  init(unverified text: [UInt8]) {
    self.text = text
    validity = .unverified
  }
}
