import ContactModel
import TestSupport
import Testing
import Transform

@Suite struct MatchSnapshotTests {
  private let snapshot = matchIndex(town(400, seed: 2)).snapshot

  @Test func survivesEncoding() throws {
    let copy = try #require(FrequencySnapshot(decoding: snapshot.encoded))
    #expect(copy.encoded == snapshot.encoded)
    #expect(copy.contentHash == snapshot.contentHash)
    #expect(copy.partyCount == 400)
    let (one, two) = (matchIndex(town(400, seed: 2)), matchIndex(town(400, seed: 2), snapshot: copy))
    let contacts = matchPage(town(40, seed: 8))
    #expect(one.score(contacts, rows: [3, 4]).keys == two.score(contacts, rows: [3, 4]).keys)
    #expect(one.matcherVersion == two.matcherVersion)
  }

  @Test func damagedBytesAreRefused() {
    let bytes = snapshot.encoded
    #expect(FrequencySnapshot(decoding: []) == nil)
    #expect(FrequencySnapshot(decoding: Array(bytes.dropLast())) == nil)
    #expect(FrequencySnapshot(decoding: bytes + [0]) == nil)
    #expect(FrequencySnapshot(decoding: [UInt8(ascii: "x")] + bytes) == nil)
  }

  @Test func hostileBytesAreRefusedQuietly() {
    var random = Seeded(4)
    for _ in 0..<2000 {
      var bytes = snapshot.encoded
      for _ in 0..<3 {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      _ = FrequencySnapshot(decoding: bytes)
    }
  }

  @Test func rareWordsTellMoreThanCommonOnes() {
    let parties = matchIndex((0..<300).map { Business(id: "p\($0)", name: "Smith Plumbing \($0)") })
    func weight(_ name: String) -> Double {
      let (a, b) = (matchPage([Business(name: name)]), matchPage([Business(name: name)]))
      return Policy.standard.bits(.name, of: parties.levels(contact: a, row: 0, party: b, row: 0))
    }
    #expect(weight("Smith Plumbing") < weight("Zyxquist Plumbing"))
  }

  @Test func theVersionFollowsPolicyAndFrequencies() throws {
    let one = matchIndex(town(50, seed: 1))
    var policy = Policy.standard
    policy.margin += 1
    var builder = PartyIndexBuilder(policy: policy, snapshot: one.snapshot)
    builder.add(matchPage(town(50, seed: 1)))
    #expect(builder.finish().matcherVersion != one.matcherVersion)
    #expect(matchIndex(town(51, seed: 1)).matcherVersion != one.matcherVersion)
    #expect(one.matcherVersion.count == 16)
  }
}
