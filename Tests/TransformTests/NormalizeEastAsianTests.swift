import Sandbox
import TestSupport
import Testing
import Transform

@Suite("Chinese and Japanese texts")
struct NormalizeEastAsianTests {
  private func folded(_ text: String) -> (fast: String, byICU: String) {
    let folder = Folder()
    var (fast, byICU): ([UInt8], [UInt8]) = ([], [])
    Array(text.utf8).withUnsafeBytes {
      folder.fold($0, into: &fast)
      folder.transliterate($0, into: &byICU)
    }
    return (String(decoding: fast, as: UTF8.self), String(decoding: byICU, as: UTF8.self))
  }

  @Test(arguments: [
    ("田中建設株式会社", " tanaka  kensetsu  kabushiki kaisha "), ("さいたま市", "saitama shi"), ("中町1丁目2番3号", "zhong ting 1-2-3 "),
    ("（株）中央", " kabushiki kaisha  chuo "), ("佐々木商店", " sasaki  shoten "), ("Ａｂｃ 中", "abc zhong"),
  ]) func forms(text: String, expected: String) {
    #expect(folded(text).fast == expected)
    #expect(folded(text).byICU == expected)
  }

  @Test("the readings put together are what ICU makes of the whole", arguments: 1...2 as ClosedRange<UInt64>)
  func equal(seed: UInt64) {
    var random = Seeded(seed)
    let words = [
      "株式会社", "(株)", "（有）", "有限公司", "丁目", "番地", "番", "号室", "号", "田中", "佐々木", "建設", "東京都", "丸の内", "林", "ッ", "ん", "ー",
      "々",
      "々木", "株式", "Abc", "12", " ", "-", "・", "，", "é", "(", "Ｂ", "１", "\u{3000}", "〒", "㈱", "ヶ", "한",
    ]
    var different: [String] = []
    for _ in 0..<2500 {
      var text = ""
      for _ in 0..<Int.random(in: 1...9, using: &random) {
        switch Int.random(in: 0..<10, using: &random) {
        case 0...3:
          text += Unicode.Scalar(UInt32.random(in: 0x4E00...0x9FFF, using: &random)).map { String($0) } ?? ""
        case 4: text += Unicode.Scalar(UInt32.random(in: 0x3041...0x3096, using: &random)).map { String($0) } ?? ""
        case 5: text += Unicode.Scalar(UInt32.random(in: 0x30A1...0x30FA, using: &random)).map { String($0) } ?? ""
        default: text += words.randomElement(using: &random) ?? ""
        }
      }
      let (fast, byICU) = folded(text)
      if text.utf8.contains(where: { $0 >= 0x80 }), fast != byICU, !isInTable(text) {
        different.append("\(text): \(fast), \(byICU)")
      }
    }
    BusinessGenerator(seed: 70 + seed, parties: 1500).forEachContact { labelled in
      let contact = labelled.contact
      for text in [contact.name]
        + contact.addresses.flatMap({ [$0.city, $0.street1, $0.subdivision].compactMap(\.self) })
      where text.unicodeScalars.contains(where: { $0.value >= 0x3041 }) {
        let (fast, byICU) = folded(text)
        if fast != byICU { different.append("\(text): \(fast), \(byICU)") }
      }
    }
    #expect(different == [])
  }

  /// A text of signs and Latin letters alone needs no other script's letters read.
  private func isInTable(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy {
      $0.value < 0x250 || 0x3000...0x3002 ~= $0.value || $0.value == 0x30FB || $0.value >= 0xFF01
    }
  }
}
