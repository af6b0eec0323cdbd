import ContactModel
import Foundation
import TestSupport
import Testing

struct TimestampTests {
  @Test(
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("2021-03-30T20:44:18.662942Z", 1_617_137_058_662_942),
      ("2020-03-31T00:00:00Z", 1_585_612_800_000_000), ("2020-03-31t00:00:00z", 1_585_612_800_000_000),
      ("2020-03-31 00:00:00Z", 1_585_612_800_000_000), ("2020-03-31T02:00:00+02:00", 1_585_612_800_000_000),
      ("2020-03-30T18:30:00-05:30", 1_585_612_800_000_000), ("2020-03-31T00:00:00-00:00", 1_585_612_800_000_000),
      ("1970-01-01T00:00:00.1Z", 100_000), ("1970-01-01T00:00:00.123456789Z", 123_456),
      ("1969-12-31T23:59:59.999999Z", -1), ("2000-02-29T12:00:00Z", 951_825_600_000_000),
      ("2016-12-31T23:59:60Z", 1_483_228_800_000_000), ("0000-01-01T00:00:00Z", -62_167_219_200_000_000),
      ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
    ] as [(String, Int64)])
  func reads(_ text: String, _ microseconds: Int64) {
    #expect(Timestamp(rfc3339: text)?.microseconds == microseconds)
  }

  @Test(arguments: [
    "", "2020-03-31", "2020-03-31T00:00:00", "2020-03-31T00:00Z", "2020-03-31T00:00:00.Z",
    "2020-03-31T00:00:00.1234567890Z",
    "2020-03-31T00:00:00+0200", "2020-03-31T00:00:00+02", "2020-03-31T00:00:00+24:00", "2020-03-31T00:00:00+02:60",
    "2021-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2020-13-01T00:00:00Z", "2020-00-01T00:00:00Z",
    "2020-04-31T00:00:00Z",
    "2020-01-00T00:00:00Z", "2020-01-01T24:00:00Z", "2020-01-01T00:60:00Z", "2020-01-01T00:00:61Z",
    "2020-01-01T00:00:00ZZ",
    "2020-01-01T00:00:00Z ", " 2020-01-01T00:00:00Z", "20200101T000000Z", "2020/01/01T00:00:00Z", "1585612800", "today",
    "2020-01-01X00:00:00Z", "+020-01-01T00:00:00Z", "0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
    "２020-01-01T00:00:00Z",
  ])
  func doesNotRead(_ text: String) {
    #expect(Timestamp(rfc3339: text) == nil)
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59.999999Z"), (500_000, "1970-01-01T00:00:00.5Z"),
      (1_617_137_058_662_942, "2021-03-30T20:44:18.662942Z"), (1_617_137_058_660_000, "2021-03-30T20:44:18.66Z"),
      (.min, "0000-01-01T00:00:00Z"), (.max, "9999-12-31T23:59:59.999999Z"),
    ] as [(Int64, String)])
  func writes(_ microseconds: Int64, _ text: String) {
    #expect(Timestamp(microseconds: microseconds).rfc3339 == text)
  }

  @Test func writingAndReadingAgreeWithEachOtherAndWithFoundation() throws {
    var random = Seeded(2)
    let style = Date.ISO8601FormatStyle(timeZone: .gmt)
    for _ in 0..<5000 {
      let seconds = Int64.random(in: -62_135_596_800...253_402_300_799, using: &random)
      let whole = Timestamp(microseconds: seconds * 1_000_000)
      if seconds > -12_219_292_800 {
        // Foundation's calendar is Julian before 1582.
        #expect(whole.rfc3339 == style.format(Date(timeIntervalSince1970: Double(seconds))))
      }
      let any = Timestamp(microseconds: seconds * 1_000_000 + Int64.random(in: 0..<1_000_000, using: &random))
      #expect(Timestamp(rfc3339: any.rfc3339) == any)
      let east = Int64.random(in: -1439...1439, using: &random)
      let shifted = any.advanced(bySeconds: east * 60)
      guard Timestamp(rfc3339: shifted.rfc3339) == shifted else { continue }
      let hours = abs(east) / 60
      let minutes = abs(east) % 60
      let offset = "\(east < 0 ? "-" : "+")\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
      #expect(Timestamp(rfc3339: shifted.rfc3339.dropLast() + offset) == any)
    }
  }

  @Test func randomTextNeverCrashes() {
    var random = Seeded(6)
    let base = Array("2021-03-30T20:44:18.662942+02:00".utf8)
    for _ in 0..<20_000 {
      var bytes = base
      for _ in 0..<3 {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
      _ = bytes.withUnsafeBufferPointer { Timestamp(rfc3339: $0) }
    }
  }
}
