/// The blocking keys of records: hashes that two records of one business are likely to have in common.
///
/// Independent keys, so that no single error hides a pair: each tax number; each mailbox, personal local part and
/// business domain, also as the name that it may spell; each telephone number's last eight digits; for each name its letters without spaces, its words in any
/// order, its three most telling words, and the two most telling words with any one letter left out; the name's first
/// letters with postcode or city; house number with street or postcode.
///
/// A key that the snapshot counts in too many parties is split: in its place come keys of it together with a second
/// field (another word, first letters, postcode, city, house number). One value is reused for record after record.
struct BlockKeys {
  /// The keys of the record last made, each once, ascending.
  private(set) var keys: [UInt64] = []
  /// For each key what sharing it counts, in shares of ``BlockLimits/unit``.
  private(set) var shares: [UInt32] = []
  /// Pairs that closed blocks would have brought.
  private(set) var cut = 0

  private struct Key {
    var hash: UInt64
    var share: UInt32
  }

  private var made: [Key] = []
  private var plain: [UInt64] = []
  /// Typo-tolerant keys, apart because only the two most telling words and the postcode split them: they are many.
  private var slips: [UInt64] = []
  private var fields: [UInt64] = []
  private var nearFields: [UInt64] = []
  private var order: [Int] = []
  private var letters: [UInt8] = []

  private enum Kind {
    static let tax: UInt64 = 11, mailbox: UInt64 = 12, domain: UInt64 = 13, local: UInt64 = 14, phone: UInt64 = 15
    static let letters: UInt64 = 16, words: UInt64 = 17, word: UInt64 = 18, slip: UInt64 = 19
    static let namePostcode: UInt64 = 20, nameCity: UInt64 = 21, numberStreet: UInt64 = 22, numberPostcode: UInt64 = 23
    static let fieldWord: UInt64 = 31, fieldLetters: UInt64 = 32, fieldPostcode: UInt64 = 33, fieldCity: UInt64 = 34
    static let fieldNumber: UInt64 = 35
  }

  /// Appends the keys before splitting, for counting blocks.
  mutating func makePlain(_ record: RecordView, into keys: inout [UInt64]) {
    collect(record)
    keys.append(contentsOf: plain)
    keys.append(contentsOf: slips)
  }

  /// The split keys that stand for those of the record's keys whose blocks are too large.
  mutating func makeParts(_ record: RecordView, of blocks: CountTable, into parts: inout [UInt64]) {
    collect(record)
    for key in plain where blocks.count(key) > BlockLimits.whole {
      for field in fields { parts.append(mix(key, field)) }
    }
    for key in slips where blocks.count(key) > BlockLimits.whole {
      for field in nearFields { parts.append(mix(key, field)) }
    }
  }

  /// Makes ``keys``, ``shares`` and ``cut`` under a snapshot.
  mutating func make(_ record: RecordView, _ snapshot: FrequencySnapshot) {
    collect(record)
    made.removeAll(keepingCapacity: true)
    cut = 0
    for key in plain { split(key, by: fields, snapshot) }
    for key in slips { split(key, by: nearFields, snapshot) }
    made.sort { $0.hash < $1.hash }
    keys.removeAll(keepingCapacity: true)
    shares.removeAll(keepingCapacity: true)
    for key in made where keys.last != key.hash {
      keys.append(key.hash)
      shares.append(key.share)
    }
  }

  private mutating func split(_ key: UInt64, by fields: [UInt64], _ snapshot: FrequencySnapshot) {
    let size = snapshot.blocks.count(key)
    if size <= BlockLimits.whole {
      made.append(Key(hash: key, share: BlockLimits.share(ofBlock: size)))
      return
    }
    if fields.isEmpty { cut += Int(size) }
    for field in fields {
      let part = mix(key, field)
      let partSize = snapshot.partBlocks.count(part)
      if partSize <= BlockLimits.part {
        made.append(Key(hash: part, share: BlockLimits.share(ofBlock: partSize)))
      } else {
        cut += Int(partSize)
      }
    }
  }

  private mutating func collect(_ record: RecordView) {
    plain.removeAll(keepingCapacity: true)
    slips.removeAll(keepingCapacity: true)
    fields.removeAll(keepingCapacity: true)
    nearFields.removeAll(keepingCapacity: true)
    for tax in record.taxes { plain.append(hashed(record.text(tax.text), Kind.tax)) }
    for email in record.emails {
      plain.append(hashed(record.text(email.mailbox), Kind.mailbox))
      if !email.isFreeMail { plain.append(hashed(record.text(email.domain), Kind.domain)) }
      let letters = MailboxLetters.place(email)
      if !letters.isEmpty {
        MailboxLetters.withLetters(record.text(letters)) { letters in
          if letters.count >= MailboxLetters.least { plain.append(hashed(letters, Kind.letters)) }
        }
      }
      if !email.isRole, email.local.count >= 6 { plain.append(hashed(record.text(email.local), Kind.local)) }
    }
    for phone in record.phones where phone.e164 >= 10_000 { plain.append(mix(Kind.phone, phone.e164 % 100_000_000)) }
    for name in record.names.prefix(3) { collect(name, of: record) }
    for address in record.addresses.prefix(4) { collect(address, of: record) }
    BlockKeys.sortUnique(&plain)
    BlockKeys.sortUnique(&slips)
    BlockKeys.sortUnique(&fields)
    BlockKeys.sortUnique(&nearFields)
  }

  private mutating func collect(_ name: RecordTable.Name, of record: RecordView) {
    letters.removeAll(keepingCapacity: true)
    for byte in record.text(name.text) where byte != 0x20 { letters.append(byte) }
    plain.append(hash(letters[...], Kind.letters))
    let words = record.words(of: name)
    var sum: UInt64 = 0
    for word in words { sum &+= mix(Kind.words, word.hash) }
    plain.append(mix(Kind.words, sum))
    order.removeAll(keepingCapacity: true)
    order.append(contentsOf: words.indices)
    order.sort {
      words[$0].information != words[$1].information ? words[$0].information > words[$1].information : $0 < $1
    }
    for (rank, index) in order.prefix(4).enumerated() {
      if rank < 3 { plain.append(mix(Kind.word, words[index].hash)) }
      fields.append(mix(Kind.fieldWord, words[index].hash))
      if rank < 2 { nearFields.append(mix(Kind.fieldWord, words[index].hash)) }
      if rank < 2 { collectSlips(of: record.text(words[index])) }
    }
    let start = letters.prefix(3)
    fields.append(hash(start, Kind.fieldLetters))
    for address in record.addresses.prefix(4) {
      if !address.postcode.isEmpty {
        plain.append(mix(hash(start, Kind.namePostcode), hashed(record.text(address.postcode), Kind.namePostcode)))
      }
      if !address.city.isEmpty {
        let longer = letters.prefix(4)
        plain.append(mix(hash(longer, Kind.nameCity), hashed(record.text(address.city), Kind.nameCity)))
      }
    }
  }

  /// A word, and the word with any one letter left out: two words one slip apart share one of these.
  private mutating func collectSlips(of word: UnsafeBufferPointer<UInt8>) {
    guard word.count >= 5, word.count <= 16, !WordAlignment.hasDigit(word) else { return }
    slips.append(hashed(word, Kind.slip))
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { shorter in
      for gap in 0..<word.count where gap == 0 || word[gap] != word[gap - 1] {
        var length = 0
        for index in word.indices where index != gap {
          shorter[length] = word[index]
          length += 1
        }
        slips.append(hashed(UnsafeBufferPointer(rebasing: shorter[..<length]), Kind.slip))
      }
    }
  }

  private mutating func collect(_ address: AddressForm, of record: RecordView) {
    if !address.postcode.isEmpty {
      let postcode = hashed(record.text(address.postcode), Kind.fieldPostcode)
      fields.append(postcode)
      nearFields.append(postcode)
    }
    if !address.city.isEmpty { fields.append(hashed(record.text(address.city), Kind.fieldCity)) }
    guard !address.number.isEmpty else { return }
    let number = hashed(record.text(address.number), Kind.fieldNumber)
    fields.append(number)
    if !address.street.isEmpty {
      plain.append(mix(mix(Kind.numberStreet, number), hashed(record.text(address.street), Kind.numberStreet)))
    }
    if !address.postcode.isEmpty {
      plain.append(mix(mix(Kind.numberPostcode, number), hashed(record.text(address.postcode), Kind.numberPostcode)))
    }
  }

  private func hash(_ text: ArraySlice<UInt8>, _ seed: UInt64) -> UInt64 {
    text.withUnsafeBytes { hash64($0, seed: seed) }
  }

  private static func sortUnique(_ hashes: inout [UInt64]) {
    hashes.sort()
    var kept = 0
    for index in hashes.indices where index == 0 || hashes[index] != hashes[kept - 1] {
      hashes[kept] = hashes[index]
      kept += 1
    }
    hashes.removeLast(hashes.count - kept)
  }
}
