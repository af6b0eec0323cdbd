import Sandbox

/// Everything a generator yields, held in memory.
struct GeneratedWorld: Sendable {
  let generator: BusinessGenerator
  let parties: [GeneratedParty]
  let contacts: [BusinessGenerator.LabelledContact]

  init(seed: UInt64, parties count: Int, style: SystemStyle = .mixed) {
    generator = BusinessGenerator(seed: seed, parties: count, style: style)
    var parties: [GeneratedParty] = []
    generator.forEachParty { parties.append($0) }
    self.parties = parties
    var contacts: [BusinessGenerator.LabelledContact] = []
    generator.forEachContact { contacts.append($0) }
    self.contacts = contacts
  }

  static let mixed = GeneratedWorld(seed: 11, parties: 4000)

  /// FNV-1a over every row and line.
  var fingerprint: UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for text in parties.map(\.row) + contacts.map(\.contact.line) {
      for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    return hash
  }
}
