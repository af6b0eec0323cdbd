import ContactModel
import TestSupport
import Testing

struct ContentHashTests {
  /// The buffer of xxHash's own sanity check: high bytes of a multiplicative sequence.
  private static func sanityBuffer(_ count: Int) -> [UInt8] {
    var state: UInt64 = 2_654_435_761
    return (0..<count).map { _ in
      defer { state &*= 11_400_714_785_074_694_797 }
      return UInt8(truncatingIfNeeded: state >> 56)
    }
  }

  /// Published values: xxHash's sanity check with seeds 0 and 2654435761.
  @Test(
    arguments: [
      (0, 0, 0xEF46_DB37_51D8_E999), (0, 2_654_435_761, 0xAC75_FDA2_929B_17EF), (1, 0, 0xE934_A84A_DB05_2768),
      (1, 2_654_435_761, 0x5014_6076_43A9_B4C3), (4, 0, 0x9136_A0DC_A574_57EE),
      (4, 2_654_435_761, 0xCAAB_286B_D8E9_FDB5),
      (14, 0, 0x8282_DCC4_994E_35C8), (14, 2_654_435_761, 0xC3BD_6BF6_3DEB_6DF0), (222, 0, 0xB641_AE8C_B691_C174),
      (222, 2_654_435_761, 0x20CB_8AB7_AE10_C14A),
    ] as [(Int, UInt64, UInt64)])
  func equalsPublishedVectors(_ count: Int, _ seed: UInt64, _ expected: UInt64) {
    let hash = ContentHashTests.sanityBuffer(count).withUnsafeBytes { ContentHash.xxh64($0, seed: seed) }
    #expect(hash == expected)
  }

  @Test(
    arguments: [
      ("", 0xEF46_DB37_51D8_E999), ("a", 0xD24E_C4F1_A98C_6E5B), ("abc", 0x44BC_2CF5_AD77_0999),
      ("xxhash", 0x32DD_3895_2C4B_C720), ("Nobody inspects the spammish repetition", 0xFBCE_A83C_8A37_8BF1),
    ] as [(String, UInt64)])
  func hashesText(_ text: String, _ expected: UInt64) {
    #expect(Array(text.utf8).withUnsafeBytes { ContentHash.xxh64($0) } == expected)
  }

  @Test func piecesGiveTheHashOfTheWhole() {
    var random = Seeded(1)
    for _ in 0..<1000 {
      let bytes = (0..<Int.random(in: 0..<200, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      let seed = random.next()
      var hash = ContentHash(seed: seed)
      var index = 0
      while index < bytes.count {
        let count = min(Int.random(in: 0..<70, using: &random), bytes.count - index)
        bytes[index..<index + count].withUnsafeBytes { hash.append($0) }
        index += count
      }
      #expect(hash.value == bytes.withUnsafeBytes { ContentHash.xxh64($0, seed: seed) })
    }
    var words = ContentHash()
    words.append(word: 0x0807_0605_0403_0201)
    #expect(words.value == ([1, 2, 3, 4, 5, 6, 7, 8] as [UInt8]).withUnsafeBytes { ContentHash.xxh64($0) })
  }
}
