import ContactModel
import Parallel

/// Many businesses in the form that comparing reads: tables one after the other, no object a record.
struct RecordTable: Sendable {
  /// Ends of one record's parts of the tables.
  struct Ends: Sendable {
    var bytes: UInt32 = 0
    var names: UInt32 = 0
    var words: UInt32 = 0
    var taxes: UInt32 = 0
    var emails: UInt32 = 0
    var phones: UInt32 = 0
    var addresses: UInt32 = 0
  }

  struct Name: Sendable {
    var text: Slice
    var branch: Slice
    /// First word in the record's words and their number.
    var words: UInt32
    var wordCount: UInt8
    var legalForm: UInt8
    var isPerson: Bool
    var mayBeCut: Bool
    /// Several parties have this name, branches apart.
    var isShared = false
  }

  struct Word: Sendable {
    var hash: UInt64
    var start: UInt32
    /// At most 255, of a longer word its beginning.
    var count: UInt8
    var hasDigit: Bool
    /// Information in 1/256 bit.
    var information: UInt16
  }

  private(set) var bytes: [UInt8] = []
  private(set) var names: [Name] = []
  private(set) var words: [Word] = []
  private(set) var taxes: [TaxForm] = []
  private(set) var emails: [EmailForm] = []
  private(set) var phones: [PhoneForm] = []
  private(set) var addresses: [AddressForm] = []
  private(set) var countries: [UInt16] = []
  private(set) var scripts: [HanScript] = []
  private(set) var ends: [Ends] = []

  var count: Int { ends.count }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    names.removeAll(keepingCapacity: true)
    words.removeAll(keepingCapacity: true)
    taxes.removeAll(keepingCapacity: true)
    emails.removeAll(keepingCapacity: true)
    phones.removeAll(keepingCapacity: true)
    addresses.removeAll(keepingCapacity: true)
    countries.removeAll(keepingCapacity: true)
    scripts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// Appends a record; `information` of its words stays 0 until ``weigh(_:)``.
  mutating func append(_ record: NormalizedRecord, _ script: HanScript) {
    let firstWord = UInt32(words.count)
    bytes.append(contentsOf: record.bytes)
    for name in record.names {
      let first = UInt32(words.count) - firstWord
      appendWords(of: name.text, in: record)
      names.append(
        Name(
          text: name.text, branch: name.branch, words: first,
          wordCount: UInt8(min(RecordTable.wordLimit, words.count - Int(firstWord + first))),
          legalForm: name.legalForm, isPerson: name.isPerson, mayBeCut: name.mayBeCut))
    }
    taxes.append(contentsOf: record.taxNumbers)
    emails.append(contentsOf: record.emails)
    phones.append(contentsOf: record.phones)
    addresses.append(contentsOf: record.addresses)
    countries.append(record.country)
    scripts.append(script)
    ends.append(
      Ends(
        bytes: UInt32(bytes.count), names: UInt32(names.count), words: UInt32(words.count),
        taxes: UInt32(taxes.count), emails: UInt32(emails.count), phones: UInt32(phones.count),
        addresses: UInt32(addresses.count)))
  }

  /// Appends all records of another table, in their order.
  mutating func append(contentsOf other: RecordTable) {
    let base = ends.last ?? Ends()
    bytes.append(contentsOf: other.bytes)
    names.append(contentsOf: other.names)
    words.append(contentsOf: other.words)
    taxes.append(contentsOf: other.taxes)
    emails.append(contentsOf: other.emails)
    phones.append(contentsOf: other.phones)
    addresses.append(contentsOf: other.addresses)
    countries.append(contentsOf: other.countries)
    scripts.append(contentsOf: other.scripts)
    ends.append(
      contentsOf: other.ends.lazy.map { end in
        Ends(
          bytes: base.bytes + end.bytes, names: base.names + end.names, words: base.words + end.words,
          taxes: base.taxes + end.taxes, emails: base.emails + end.emails, phones: base.phones + end.phones,
          addresses: base.addresses + end.addresses)
      })
  }

  /// Words of a name that are compared; the rest of a longer name counts only in whole-name agreement.
  static let wordLimit = 16

  private mutating func appendWords(of text: Slice, in record: NormalizedRecord) {
    record.bytes.withUnsafeBytes { all in
      let range = text.range
      var start = range.lowerBound
      var taken = 0
      for index in range.lowerBound...range.upperBound where taken < RecordTable.wordLimit {
        guard index == range.upperBound || all[index] == 0x20 else { continue }
        if index > start {
          let word = UnsafeRawBufferPointer(rebasing: all[start..<index])
          words.append(
            Word(
              hash: hash64(word, seed: HashSeed.word), start: UInt32(start),
              count: UInt8(min(index - start, 255)), hasDigit: word.contains(where: ByteClass.isDigit), information: 0))
          taken += 1
        }
        start = index + 1
      }
    }
  }

  /// Sets from the snapshot what every word tells, and which names are shared.
  mutating func weigh(_ snapshot: FrequencySnapshot) {
    words.withUnsafeMutableBufferPointer { words in
      RecordTable.weigh(words, words.indices, snapshot)
    }
    names.withUnsafeMutableBufferPointer { names in
      bytes.withUnsafeBytes { RecordTable.weigh(names, $0, ends, ends.indices, snapshot) }
    }
  }

  /// As ``weigh(_:)``, on several threads.
  mutating func weigh(_ snapshot: FrequencySnapshot, _ workers: Workers) {
    words.withUnsafeMutableBufferPointer { words in
      _ = workers.ranges(of: words.count, least: 4096) { RecordTable.weigh(words, $0, snapshot) }
    }
    names.withUnsafeMutableBufferPointer { names in
      bytes.withUnsafeBytes { bytes in
        _ = workers.ranges(of: ends.count, least: 4096) { RecordTable.weigh(names, bytes, ends, $0, snapshot) }
      }
    }
  }

  private static func weigh(
    _ words: UnsafeMutableBufferPointer<Word>, _ range: Range<Int>, _ snapshot: FrequencySnapshot
  ) {
    for index in range { words[index].information = snapshot.wordInformation(words[index].hash) }
  }

  /// - Parameter records: whose names are weighed.
  private static func weigh(
    _ names: UnsafeMutableBufferPointer<Name>, _ bytes: UnsafeRawBufferPointer, _ ends: [Ends], _ records: Range<Int>,
    _ snapshot: FrequencySnapshot
  ) {
    for index in records {
      let before = index == 0 ? Ends() : ends[index - 1]
      for name in Int(before.names)..<Int(ends[index].names) {
        let text = names[name].text.range
        let start = Int(before.bytes)
        let hash = hash64(
          UnsafeRawBufferPointer(rebasing: bytes[start + text.lowerBound..<start + text.upperBound]),
          seed: HashSeed.name)
        names[name].isShared = snapshot.count(hash) > 1
      }
    }
  }

  /// Calls `body` with the tables' addresses; they are valid only inside it.
  func withTables<R>(_ body: (RecordTables) -> R) -> R {
    bytes.withUnsafeBufferPointer { bytes in
      names.withUnsafeBufferPointer { names in
        words.withUnsafeBufferPointer { words in
          taxes.withUnsafeBufferPointer { taxes in
            emails.withUnsafeBufferPointer { emails in
              phones.withUnsafeBufferPointer { phones in
                addresses.withUnsafeBufferPointer { addresses in
                  countries.withUnsafeBufferPointer { countries in
                    scripts.withUnsafeBufferPointer { scripts in
                      ends.withUnsafeBufferPointer { ends in
                        body(
                          RecordTables(
                            bytes: bytes, names: names, words: words, taxes: taxes, emails: emails, phones: phones,
                            addresses: addresses, countries: countries, scripts: scripts, ends: ends))
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
