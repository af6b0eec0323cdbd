package import ContactModel

extension Timestamp {
  /// Reads the date of an HTTP header in its one current form, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7).
  ///
  /// nil for anything else; a leap second (`:60`) counts as the second after.
  package init?(httpDate text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 29, bytes[3] == UInt8(ascii: ","), bytes[4] == UInt8(ascii: " "),
      bytes[7] == UInt8(ascii: " "), bytes[11] == UInt8(ascii: " "), bytes[16] == UInt8(ascii: " "),
      bytes[19] == UInt8(ascii: ":"), bytes[22] == UInt8(ascii: ":"), bytes[25...].elementsEqual(" GMT".utf8)
    else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
      }
      return value
    }
    guard let month = httpMonths.firstIndex(where: { bytes[8..<11].elementsEqual($0.utf8) }).map({ $0 + 1 }),
      let day = number(5..<7), let year = number(12..<16), let hour = number(17..<19), let minute = number(20..<22),
      let second = number(23..<25), (1...31).contains(day), hour < 24, minute < 60, second <= 60
    else { return nil }
    let seconds = daysSince1970(year: year, month: month, day: day) * 86_400 + hour * 3600 + minute * 60 + second
    self.init(microseconds: Int64(seconds) * 1_000_000)
  }
}

private let httpMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

/// Days from 1970-01-01 to a date of the Gregorian calendar: years counted from March, so that the leap day comes last.
private func daysSince1970(year: Int, month: Int, day: Int) -> Int {
  let shifted = month <= 2 ? year - 1 : year
  let era = (shifted >= 0 ? shifted : shifted - 399) / 400
  let yearOfEra = shifted - era * 400
  let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
  return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}
