extension Timestamp {
  /// An RFC 3339 date-time: `2026-11-22T09:30:00.25Z`, with 0…9 fraction digits and `Z` or an offset such as `+05:30`.
  ///
  /// `t` and `z` may be small and a space may stand for `T` (RFC 3339, section 5.6); digits beyond microseconds are cut
  /// off; second 60 is the first second of the next minute. nil for anything else: a date alone, no offset, no such day.
  package init?(rfc3339 text: UnsafeBufferPointer<UInt8>) {
    guard text.count >= 20, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"), text[13] == UInt8(ascii: ":"),
      text[16] == UInt8(ascii: ":"), text[10] | 0x20 == UInt8(ascii: "t") || text[10] == UInt8(ascii: " "),
      let century = text.twoDigits(at: 0), let yearOfCentury = text.twoDigits(at: 2),
      let month = text.twoDigits(at: 5), let day = text.twoDigits(at: 8), let hour = text.twoDigits(at: 11),
      let minute = text.twoDigits(at: 14), let second = text.twoDigits(at: 17)
    else { return nil }
    let year = century * 100 + yearOfCentury
    guard 1...12 ~= month, day >= 1, day <= daysOfMonth(month, year: year), hour <= 23, minute <= 59, second <= 60
    else {
      return nil
    }
    var index = 19
    var fraction: Int64 = 0
    if text[index] == UInt8(ascii: ".") {
      index += 1
      let start = index
      while index < text.count, let digit = text.digit(at: index) {
        if index - start < 6 { fraction = fraction * 10 + digit }
        index += 1
      }
      let digits = index - start
      guard 1...9 ~= digits else { return nil }
      for _ in 0..<max(0, 6 - digits) { fraction *= 10 }
    }
    guard let offset = text.offsetSeconds(from: index) else { return nil }
    let seconds =
      daysSince1970(year: year, month: month, day: day) * 86400 + hour * 3600 + minute * 60 + second - offset
    let microseconds = seconds * 1_000_000 + fraction
    guard writable ~= microseconds else { return nil }
    self.init(microseconds: microseconds)
  }

  /// As above, of a String.
  package init?(rfc3339 text: String) {
    var text = text
    guard let parsed = text.withUTF8({ Timestamp(rfc3339: $0) }) else { return nil }
    self = parsed
  }

  /// As RFC 3339 in UTC with `Z`; the fraction as short as its value allows: `2026-11-22T09:30:00.25Z`.
  ///
  /// Instants outside the years 0000…9999, which have no RFC 3339 form, are held at the nearest that has one.
  package var rfc3339: String { String(decoding: rfc3339Bytes, as: UTF8.self) }

  /// The ASCII bytes of ``rfc3339``.
  package var rfc3339Bytes: [UInt8] {
    let microseconds = min(max(microseconds, writable.lowerBound), writable.upperBound)
    let (days, ofDay) = microseconds.flooredDivision(by: 86_400_000_000)
    let (year, month, day) = date(daysSince1970: days)
    let seconds = ofDay / 1_000_000
    var out: [UInt8] = []
    out.reserveCapacity(27)
    func append(_ value: Int64, digits: Int) {
      var divisor: Int64 = 1
      for _ in 1..<digits { divisor *= 10 }
      while divisor > 0 {
        out.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
        divisor /= 10
      }
    }
    append(year, digits: 4)
    out.append(UInt8(ascii: "-"))
    append(month, digits: 2)
    out.append(UInt8(ascii: "-"))
    append(day, digits: 2)
    out.append(UInt8(ascii: "T"))
    append(seconds / 3600, digits: 2)
    out.append(UInt8(ascii: ":"))
    append(seconds / 60 % 60, digits: 2)
    out.append(UInt8(ascii: ":"))
    append(seconds % 60, digits: 2)
    let fraction = ofDay % 1_000_000
    if fraction != 0 {
      out.append(UInt8(ascii: "."))
      append(fraction, digits: 6)
      while out.last == UInt8(ascii: "0") { out.removeLast() }
    }
    out.append(UInt8(ascii: "Z"))
    return out
  }
}

/// 0000-01-01T00:00:00Z to 9999-12-31T23:59:59.999999Z, in microseconds since 1970.
private let writable: ClosedRange<Int64> = -62_167_219_200_000_000...253_402_300_799_999_999

extension UnsafeBufferPointer<UInt8> {
  fileprivate func digit(at index: Int) -> Int64? {
    let value = self[index] &- UInt8(ascii: "0")
    return value <= 9 ? Int64(value) : nil
  }

  fileprivate func twoDigits(at index: Int) -> Int64? {
    guard let tens = digit(at: index), let ones = digit(at: index + 1) else { return nil }
    return tens * 10 + ones
  }

  /// `Z` or `±HH:MM` as seconds east of UTC, if that is what the text ends with.
  fileprivate func offsetSeconds(from index: Int) -> Int64? {
    guard index < count else { return nil }
    let sign = self[index]
    if sign | 0x20 == UInt8(ascii: "z") { return count == index + 1 ? 0 : nil }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), count == index + 6,
      self[index + 3] == UInt8(ascii: ":"),
      let hours = twoDigits(at: index + 1), let minutes = twoDigits(at: index + 4), hours <= 23, minutes <= 59
    else { return nil }
    let seconds = hours * 3600 + minutes * 60
    return sign == UInt8(ascii: "-") ? -seconds : seconds
  }
}

extension Int64 {
  /// Quotient rounded down and the remainder, which is never negative.
  fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}

private func isLeap(_ year: Int64) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

private func daysOfMonth(_ month: Int64, year: Int64) -> Int64 {
  switch month {
  case 2: isLeap(year) ? 29 : 28
  case 4, 6, 9, 11: 30
  default: 31
  }
}

/// Days of the Gregorian calendar, counted in years that begin in March, so that the leap day is the last.
private func daysSince1970(year: Int64, month: Int64, day: Int64) -> Int64 {
  let marchYear = month > 2 ? year : year - 1
  let (era, yearOfEra) = marchYear.flooredDivision(by: 400)
  let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
  return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}

private func date(daysSince1970 days: Int64) -> (year: Int64, month: Int64, day: Int64) {
  let (era, dayOfEra) = (days + 719_468).flooredDivision(by: 146_097)
  let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let marchMonth = (5 * dayOfYear + 2) / 153
  let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
  let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
}
