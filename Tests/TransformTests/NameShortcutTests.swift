import ContactModel
import Sandbox
import TestSupport
import Testing
import Transform

/// Names that are split by bits against the same names read byte by byte.
@Suite("Shortcuts of the normalizer of names")
struct NameShortcutTests {
  private static let countries = ["", "US", "DE", "AT", "FR", "IT", "NL", "JP", "ES", "IN"]

  /// A record of a name, a city and a country by both ways; what differs.
  private struct Pair {
    private var short = Normalizer()
    private var long = Normalizer(takesShortcuts: false)
    private var (a, b) = (NormalizedRecord(), NormalizedRecord())

    mutating func difference(_ name: [UInt8], city: String?, country: String) -> String? {
      var page = NormalizeFixture(city: city, country: country).page
      page.rows[0].name = TextRef(start: page.bytes.count, count: name.count)
      page.bytes += name
      short.normalize(page, page.rows[0], into: &a)
      long.normalize(page, page.rows[0], into: &b)
      if Pair.parts(a) == Pair.parts(b) { return nil }
      return
        "\(String(reflecting: String(decoding: name, as: UTF8.self))), \(city ?? ""), \(country): \(a.nameTexts), not \(b.nameTexts)"
    }

    /// All that a form is.
    private static func parts(_ record: NormalizedRecord) -> [[UInt8]] {
      record.names.flatMap { form in
        [form.text, form.sorted, form.branch].map { Array(record.bytes[$0.range]) }
          + [[form.legalForm, form.isPerson ? 1 : 0, form.mayBeCut ? 1 : 0]]
      } + [record.bytes]
    }
  }

  @Test("every name of a made-up world", arguments: [91, 92] as [UInt64])
  func names(seed: UInt64) {
    var pair = Pair()
    var broken: [String] = []
    let generator = BusinessGenerator(seed: seed, parties: 3000)
    func compare(_ name: String, _ city: String?, _ country: String?) {
      for country in [country ?? "", "DE"] {
        if let difference = pair.difference(Array(name.utf8), city: city, country: country) {
          broken.append(difference)
        }
      }
    }
    generator.forEachParty { compare($0.name, nil, $0.country) }
    generator.forEachContact { labelled in
      let address = labelled.contact.addresses.first
      compare(labelled.contact.name, address?.city, address?.country)
    }
    #expect(broken == [])
  }

  @Test("hostile names", arguments: Fuzz.seeds)
  func hostile(seed: UInt64) async {
    var random = Seeded(seed &* 0x9E37_79B9 &+ 3)
    var hostile = HostileText()
    var pair = Pair()
    var broken: [String] = []
    for turn in 0..<(Fuzz.count ?? 80_000) / 8 where broken.count < 20 {
      if turn.isMultiple(of: 100) { await Task.yield() }
      let name = random.chance(2) ? NameShortcutTests.phrase(&random) : hostile.next(&random)
      let city = random.chance(3) ? ["Dallas", "St. Louis", "New York", "Köln"].randomElement(using: &random) : nil
      let country = NameShortcutTests.countries.randomElement(using: &random) ?? ""
      if let difference = pair.difference(name, city: city, country: country) { broken.append(difference) }
    }
    #expect(broken == [])
    if let count = Fuzz.count { print("seed \(seed): \(count / 8) names by both ways") }
  }

  private static let pieces: [String] = [
    "a", "b", "s", "y", "n", "L.L.C.", "C.V.", "S. A.", "K&I", "d.o.o.", "LLC", ", Inc.", ", P.C.", ", L L C",
    "GmbH & Co. KG",
    "Pty Ltd", "st", "St.", "the", "and", "AND", "&", "-", " - ", ",", ", ", ".", "'", "’", "''", "t/a", "c/o", "d/b/a",
    "dba",
    "trading as", "(", ")", "[", ":", "#", "12", "1", "10023", "CUST45909", "Mueller", "Baeck", "aeee", "Dallas",
    "Store",
    "Branch", "Mr", "Dr.", "phd", "services", "intl", "new york", "é", "ü", "ß", "日本", "株式会社", "\u{200B}", "\u{0}",
    "\t",
    "Smith", "John", "S.à r.l.", "Sons", "Bros", "Deleted", "l'", "'s", "O'Brien", "A1", "1st", "haftungsbeschraenkt",
    "abcdefghijklmnopqrstuvwxyz", "limited liability company",
  ]

  /// What the tokenizer takes apart and puts together, in any order.
  private static func phrase(_ random: inout Seeded) -> [UInt8] {
    var text = ""
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      text += pieces.randomElement(using: &random) ?? ""
      if !random.chance(3) { text += " " }
    }
    return Array(text.utf8)
  }
}
