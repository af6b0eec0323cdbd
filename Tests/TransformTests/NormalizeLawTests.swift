import ContactModel
import Sandbox
import TestSupport
import Testing
import Transform

@Suite("Laws of the normalizers")
struct NormalizeLawTests {
  private static let parts: [String] = [
    "Acme", "the", "and", "&", "+", "y", "n", "a", "B", "c.", "Ltd", "GmbH", "& Co. KG", "KG", "S.p.A.", "spa", "sa",
    "Inc.", "(", ")", "[",
    " - ", "-", "#", ":", ",", ".", "'", "’", "/", "t/a", "d/b/a", "dba", "trading as", "c/o", "o/a", "Smith", "John",
    "Mr", "Dr.", "St.",
    "st", "Store", "12", "4", "1st", "Branch", "Filiale", "Dallas", "München", "ß", "Æ", "İ", "ﬁ", "株式会社", "（株）", "東京",
    "ООО",
    "Ωmega", "שלום", "ＡＢＣ", "\u{200B}", "\u{202E}", "\u{0301}", "\u{FFFD}", "\u{0}", "🎉", "👨‍👩‍👧",
    "deleted", "phd", "co",
    "company", "limited",
    "private", "kk", "Kabushiki", "Kaisha", "x", "s", "t", "\u{1D400}", "Ⅷ", "½", "㎏", "\u{FDFA}",
  ]

  private static func hostile(_ random: inout Seeded) -> String {
    (0..<Int.random(in: 0...9, using: &random)).reduce(into: "") { text, _ in
      switch Int.random(in: 0..<12, using: &random) {
      case 0: text.unicodeScalars.append(Unicode.Scalar(UInt32.random(in: 0x20..<0xD800, using: &random)) ?? "?")
      case 1: text.unicodeScalars.append(Unicode.Scalar(UInt32.random(in: 0xE000..<0x11_0000, using: &random)) ?? "?")
      default: text += parts[Int.random(in: 0..<parts.count, using: &random)]
      }
      if Bool.random(using: &random) { text += " " }
    }
  }

  @Test("a name's text is a fixed point", arguments: 1...8 as ClosedRange<UInt64>)
  func idempotent(seed: UInt64) {
    var random = Seeded(seed)
    var normalizer = Normalizer()
    for _ in 0..<2000 {
      var fixture = NormalizeFixture(name: NormalizeLawTests.hostile(&random))
      if Bool.random(using: &random) { fixture.city = "Dallas" }
      if Bool.random(using: &random) { fixture.country = ["IT", "DE", "US", "FR"].randomElement(using: &random) }
      let once = fixture.normalized(by: &normalizer)
      for form in once.names {
        var again = fixture
        again.name = once.text(form.text)
        let twice = again.normalized(by: &normalizer)
        #expect(
          twice.names.first.map { twice.text($0.text) } == again.name,
          "from \(String(reflecting: fixture.name)), \(fixture.city ?? ""), \(fixture.country ?? "")")
      }
    }
  }

  @Test("hostile records: no crash, ASCII out, slices in place", arguments: 101...104 as ClosedRange<UInt64>)
  func total(seed: UInt64) {
    var random = Seeded(seed)
    var normalizer = Normalizer()
    func text() -> String? { Int.random(in: 0..<4, using: &random) == 0 ? nil : NormalizeLawTests.hostile(&random) }
    for _ in 0..<2500 {
      let fixture = NormalizeFixture(
        name: text(), email: text().map { $0 + "@" + NormalizeLawTests.hostile(&random) + ".example" },
        tax: text().map { "DE" + $0 + "12345" },
        phones: [text() ?? "1", "+1 " + NormalizeLawTests.hostile(&random)], street1: text(), street2: text(),
        city: text(), state: text(),
        postcode: text(), country: text(), currency: text())
      check(fixture.normalized(by: &normalizer))
    }
  }

  @Test("random bytes, broken UTF-8 included", arguments: 201...204 as ClosedRange<UInt64>)
  func bytes(seed: UInt64) {
    var random = Seeded(seed)
    var normalizer = Normalizer()
    var out = NormalizedRecord()
    for _ in 0..<5000 {
      let count = Int.random(in: 1...40, using: &random)
      var page = RecordPage(bytes: (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
      let all = TextRef(start: 0, count: count)
      var row = RecordRow()
      row.name = all
      row.emailAddress = all
      row.taxNumber = all
      row.phones = 0..<1
      page.phones = [all]
      var address = AddressRow()
      address.street1 = all
      address.city = all
      address.postcode = all
      address.country = all
      page.addresses = [address]
      row.addresses = 0..<1
      normalizer.normalize(page, row, into: &out)
      check(out)
    }
  }

  @Test("an address put together from its parts is the same address")
  func addresses() {
    var normalizer = Normalizer()
    var broken: [String] = []
    var count = 0
    BusinessGenerator(seed: 110, parties: 1500).forEachContact { labelled in
      for address in labelled.contact.addresses {
        let once = NormalizeFixture(
          street1: address.street1, street2: address.street2, city: address.city, state: address.subdivision,
          postcode: address.postcode, country: address.country
        ).normalized(by: &normalizer)
        guard let form = once.addresses.first, form.country != 0, !form.isPostOfficeBox else { continue }
        let (street, number, country) = (once.text(form.street), once.text(form.number), once.letters(form.country))
        let isNumberFirst = ["US", "GB", "CA", "AU", "FR", "IN"].contains(country)
        let again = NormalizeFixture(
          street1: isNumberFirst ? "\(number) \(street)" : "\(street) \(number)",
          street2: form.unit.isEmpty ? nil : "Unit \(once.text(form.unit))", city: once.text(form.city),
          state: once.text(form.subdivision), postcode: once.text(form.postcode), country: country
        ).normalized(by: &normalizer)
        count += 1
        if again.addressTexts != once.addressTexts { broken += once.addressTexts + again.addressTexts }
      }
    }
    #expect(broken == [])
    #expect(count > 800)
  }

  @Test("what was normalized before does not change the answer")
  func independent() {
    var random = Seeded(7)
    var used = Normalizer()
    for _ in 0..<300 {
      let fixture = NormalizeFixture(
        name: NormalizeLawTests.hostile(&random), phones: ["030 1234567", NormalizeLawTests.hostile(&random)],
        country: "DE")
      let (a, b) = (fixture.normalized(by: &used), fixture.record)
      #expect(a.bytes == b.bytes && a.phones.map(\.e164) == b.phones.map(\.e164))
    }
  }

  private func check(_ record: NormalizedRecord) {
    let slices =
      record.names.flatMap { [$0.text, $0.sorted, $0.branch] } + record.taxNumbers.map(\.text)
      + record.emails.flatMap { [$0.mailbox, $0.local, $0.domain] }
      + record.addresses.flatMap { [$0.postcode, $0.city, $0.number, $0.street, $0.unit, $0.subdivision] }
    #expect(record.bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
    #expect(slices.allSatisfy { $0.range.upperBound <= record.bytes.count })
    #expect(record.names.allSatisfy { !$0.text.isEmpty && $0.text.count == $0.sorted.count })
    #expect(record.phones.allSatisfy { $0.e164 != 0 })
    #expect(record.taxNumbers.allSatisfy { !$0.text.isEmpty })
  }
}
