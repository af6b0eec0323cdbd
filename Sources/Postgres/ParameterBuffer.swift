/// The parameters of one call in libpq's form: one buffer, and for each its place, length and format.
struct ParameterBuffer {
  private(set) var bytes: [UInt8] = []
  /// Offsets into ``bytes``; -1 for null.
  private(set) var offsets: [Int] = []
  private(set) var lengths: [Int32] = []
  /// 0 text, 1 binary.
  private(set) var formats: [Int32] = []

  init(_ parameters: [Parameter]) {
    for parameter in parameters {
      let start = bytes.count
      let isBinary = append(parameter)
      offsets.append(parameter == .null ? -1 : start)
      lengths.append(Int32(bytes.count - start))
      formats.append(isBinary ? 1 : 0)
      bytes.append(0)
    }
  }

  /// Calls a body with the values, lengths and formats as libpq takes them.
  func withPointers<R>(
    _ body: (
      _ values: UnsafePointer<UnsafePointer<CChar>?>?, _ lengths: UnsafePointer<Int32>?,
      _ formats: UnsafePointer<Int32>?
    ) -> R
  ) -> R {
    bytes.withUnsafeBytes { buffer in
      let values = offsets.map { offset -> UnsafePointer<CChar>? in
        offset < 0 ? nil : buffer.baseAddress!.advanced(by: offset).assumingMemoryBound(to: CChar.self)
      }
      return values.withUnsafeBufferPointer { values in
        body(values.baseAddress, lengths, formats)
      }
    }
  }

  /// Appends the value's bytes; true when they are binary.
  private mutating func append(_ parameter: Parameter) -> Bool {
    switch parameter {
    case .null: break
    case .text(let value), .json(let value): bytes.append(contentsOf: value.utf8)
    case .int(let value): appendDecimal(value)
    case .double(let value): bytes.append(contentsOf: Self.text(value).utf8)
    case .bool(let value): bytes.append(value ? UInt8(ascii: "t") : UInt8(ascii: "f"))
    case .bytes(let value):
      bytes.append(contentsOf: value)
      return true
    case .timestamp(let microseconds): appendInstant(microseconds)
    case .textArray(let values): appendArray(values) { $0.appendQuoted($1) }
    case .intArray(let values): appendArray(values) { $0.appendDecimal($1) }
    case .doubleArray(let values): appendArray(values) { $0.bytes.append(contentsOf: Self.text($1).utf8) }
    case .boolArray(let values): appendArray(values) { $0.bytes.append($1 ? UInt8(ascii: "t") : UInt8(ascii: "f")) }
    }
    return false
  }

  /// Without a String: there are thousands in a page's statement.
  private mutating func appendDecimal(_ value: Int64) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  private static func text(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    return value.isInfinite ? (value < 0 ? "-Infinity" : "Infinity") : value.description
  }

  private mutating func appendArray<T>(_ values: [T], _ one: (inout ParameterBuffer, T) -> Void) {
    bytes.append(UInt8(ascii: "{"))
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      one(&self, value)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  /// An element of a text array: in quotes always, `\` and `"` escaped; NULL without quotes.
  private mutating func appendQuoted(_ value: String?) {
    guard let value else { return bytes.append(contentsOf: "NULL".utf8) }
    bytes.append(UInt8(ascii: "\""))
    let isSpecial = { (byte: UInt8) in byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") }
    if value.utf8.contains(where: isSpecial) {
      for byte in value.utf8 {
        if isSpecial(byte) { bytes.append(UInt8(ascii: "\\")) }
        bytes.append(byte)
      }
    } else {
      bytes.append(contentsOf: value.utf8)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// `YYYY-MM-DDTHH:MM:SS.ffffffZ` of the proleptic Gregorian calendar (days to date: Howard Hinnant's algorithm).
  private mutating func appendInstant(_ microseconds: Int64) {
    let day = Int64(86_400_000_000)
    let days = microseconds >= 0 ? microseconds / day : -((day - 1 - microseconds) / day)
    let rest = microseconds - days * day
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    appendDigits(year > 0 ? year : 1 - year, 4)
    for (separator, value) in [("-", month), ("-", dayOfYear - (153 * marchMonth + 2) / 5 + 1)] {
      bytes.append(contentsOf: separator.utf8)
      appendDigits(value, 2)
    }
    let seconds = rest / 1_000_000
    for (separator, value) in [("T", seconds / 3600), (":", seconds / 60 % 60), (":", seconds % 60)] {
      bytes.append(contentsOf: separator.utf8)
      appendDigits(value, 2)
    }
    bytes.append(UInt8(ascii: "."))
    appendDigits(rest % 1_000_000, 6)
    bytes.append(contentsOf: year > 0 ? "Z".utf8 : "Z BC".utf8)
  }

  private mutating func appendDigits(_ value: Int64, _ width: Int) {
    let digits = String(value)
    for _ in 0..<max(0, width - digits.utf8.count) { bytes.append(UInt8(ascii: "0")) }
    bytes.append(contentsOf: digits.utf8)
  }
}
