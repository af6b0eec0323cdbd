import ContactModel

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
    var count: UInt16
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
              count: UInt16(min(index - start, Int(UInt16.max))), information: 0))
          taken += 1
        }
        start = index + 1
      }
    }
  }

  /// Sets from the snapshot what every word tells, and which names are shared.
  mutating func weigh(_ snapshot: FrequencySnapshot) {
    for index in words.indices {
      words[index].information = snapshot.wordInformation(words[index].hash)
    }
    var next = 0
    for (index, end) in ends.enumerated() {
      let base = index == 0 ? 0 : Int(ends[index - 1].bytes)
      while next < Int(end.names) {
        let text = names[next].text.range
        let hash = bytes.withUnsafeBytes {
          hash64(
            UnsafeRawBufferPointer(rebasing: $0[base + text.lowerBound..<base + text.upperBound]), seed: HashSeed.name)
        }
        names[next].isShared = snapshot.count(hash) > 1
        next += 1
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
