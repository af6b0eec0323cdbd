package import ContactModel

/// What the ruling must know of a pair beside the ladders, in bytes 5 to 7 of `Levels`.
///
/// Byte 5: bits 0…3 ``surprise``, 4…5 ``legalForm``, 6…7 ``branch``. Byte 6: how many parties share the agreeing value,
/// two bits each for tax number, mailbox or domain, phone and address. Byte 7: flags.
package struct PairFacts: Sendable, Hashable {
  /// How two parts of a name stand to one another.
  package enum Relation: UInt8, Sendable {
    /// Neither record says anything.
    case none
    case same
    /// One record says something, the other nothing.
    case oneSided
    case conflict
  }

  /// How surprising the words that agree are, 0…15: ``surpriseBits`` holds the bits.
  package var surprise: UInt8 = 0
  package var legalForm = Relation.none
  package var branch = Relation.none
  /// Sharing classes 0…3 (``SharingClass``) of the agreeing values, 0 where nothing agrees.
  package var taxSharing: UInt8 = 0
  package var emailSharing: UInt8 = 0
  package var phoneSharing: UInt8 = 0
  package var addressSharing: UInt8 = 0
  /// A trading name or another second name agreed, not the name proper on both sides.
  package var viaSecondName = false
  /// Both names are names of natural persons.
  package var persons = false
  /// The mailbox that agrees is a role's (info@, ap@).
  package var roleMailbox = false
  /// One name was cut by the accounting system and agrees as far as it goes.
  package var cutName = false
  /// Both records name a country and they differ.
  package var countryConflict = false
  /// City or postcode agree.
  package var samePlace = false
  /// One record has words that are neither generic nor in the other's name.
  package var extraWords = false
  /// Several parties have the party's name, branches apart: a chain, or a common name.
  package var sharedName = false

  package init() {}

  package init(_ levels: Levels) {
    let name = levels[byte: 5]
    surprise = name & 15
    legalForm = Relation(rawValue: name >> 4 & 3) ?? .none
    branch = Relation(rawValue: name >> 6 & 3) ?? .none
    let sharing = levels[byte: 6]
    taxSharing = sharing & 3
    emailSharing = sharing >> 2 & 3
    phoneSharing = sharing >> 4 & 3
    addressSharing = sharing >> 6 & 3
    let flags = levels[byte: 7]
    viaSecondName = flags & 1 != 0
    persons = flags & 2 != 0
    roleMailbox = flags & 4 != 0
    cutName = flags & 8 != 0
    countryConflict = flags & 16 != 0
    samePlace = flags & 32 != 0
    extraWords = flags & 64 != 0
    sharedName = flags & 128 != 0
  }

  /// Writes bytes 5 to 7.
  package func store(in levels: inout Levels) {
    levels[byte: 5] = surprise & 15 | legalForm.rawValue << 4 | branch.rawValue << 6
    levels[byte: 6] = taxSharing | emailSharing << 2 | phoneSharing << 4 | addressSharing << 6
    levels[byte: 7] =
      (viaSecondName ? 1 : 0) | (persons ? 2 : 0) | (roleMailbox ? 4 : 0) | (cutName ? 8 : 0)
      | (countryConflict ? 16 : 0) | (samePlace ? 32 : 0) | (extraWords ? 64 : 0) | (sharedName ? 128 : 0)
  }

  /// Bits by which the agreeing words are rarer than a name that exactly one party would carry by chance: log2 of 1 over
  /// the number of parties expected to agree so by chance, from -7 to 8 in whole bits.
  package var surpriseBits: Double { Double(surprise) - 7 }

  mutating func setSurprise(bits: Float) {
    surprise = UInt8(max(0, min(15, (bits + 7).rounded())))
  }
}

/// How many parties share a value, in four classes.
enum SharingClass {
  /// 0: one party (or unknown), 1: two or three, 2: up to fifteen, 3: more.
  static func of(count: UInt32) -> UInt8 {
    switch count {
    case ...1: 0
    case 2...3: 1
    case 4...15: 2
    default: 3
    }
  }
}
