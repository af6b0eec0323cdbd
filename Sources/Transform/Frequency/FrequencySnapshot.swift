/// How common words, names, numbers and places are among an organization's parties at one moment, and which blocks are
/// split: frozen, so that a pair's score does not move when an unrelated party arrives.
///
/// Only values that at least two parties share are stored; any other value counts as rarest.
package struct FrequencySnapshot: Sendable {
  /// Number of parties it was taken from.
  package let partyCount: Int
  /// Hashed words, names, tax numbers, mailboxes, domains, telephone numbers and premises, each in a hash space of its own.
  let values: CountTable
  /// Blocking keys that more than ``BlockLimits/small`` parties share; those of more than ``BlockLimits/whole`` are split by
  /// a second field.
  let blocks: CountTable
  /// Split keys that more than ``BlockLimits/small`` parties share; those of more than ``BlockLimits/part`` bring no pairs, and
  /// what they cut is counted.
  let partBlocks: CountTable
  /// The snapshot as bytes that ``init(decoding:)`` reads, the same for the same parties in any order.
  package let encoded: [UInt8]
  /// 16 hexadecimal digits, the same for the same ``encoded``.
  package let contentHash: String
  /// Bits of one party among all, smoothed: see ``WordBackground``.
  let populationBits: Float
  /// Bits that the words of a name must tell for one homonym by chance: ``populationBits``, and more above ten thousand
  /// parties. Words of a name are not independent (families have trades, towns have streets), so homonyms grow faster with
  /// the number of parties than the words' shares say; measured at 10,000 and 100,000 parties.
  let homonymBits: Float

  init(partyCount: Int, values: CountTable, blocks: CountTable, partBlocks: CountTable) {
    self.partyCount = partyCount
    self.values = values
    self.blocks = blocks
    self.partBlocks = partBlocks
    encoded = SnapshotCoding.encode(partyCount, [values, blocks, partBlocks])
    contentHash = hexadecimal(encoded.withUnsafeBytes { hash64($0) })
    let population = (Float(partyCount) + WordBackground.weight).log2
    populationBits = population
    homonymBits = population + max(0, population - (10_000 + WordBackground.weight).log2)
  }

  /// Reads ``encoded``; nil where the bytes are no snapshot of this version.
  package init?(decoding bytes: [UInt8]) {
    guard let (partyCount, tables) = SnapshotCoding.decode(bytes) else { return nil }
    self.init(partyCount: partyCount, values: tables[0], blocks: tables[1], partBlocks: tables[2])
  }

  /// Whether the snapshot says nothing any more of an organization with this many parties: more than twice those that it
  /// was taken from. With unknown values counting as rarest, its weights would be too high.
  package func isOutgrown(parties: Int) -> Bool { parties > 2 * partyCount }

  /// Parties that share the value; 1 where it is not known.
  func count(_ hash: UInt64) -> UInt32 { max(1, values.count(hash)) }

  /// What a word tells, in 1/256 bit: log2 of 1 over its share of the parties, smoothed by what is known of the world.
  func wordInformation(_ hash: UInt64) -> UInt16 {
    let share =
      (Float(count(hash)) + WordBackground.weight * WordBackground.share(of: hash))
      / (Float(partyCount) + WordBackground.weight)
    return UInt16(max(0, min(60000, (-share.log2 * 256).rounded())))
  }
}

/// 16 hexadecimal digits.
func hexadecimal(_ value: UInt64) -> String {
  let text = String(value, radix: 16)
  return String(repeating: "0", count: 16 - text.count) + text
}
