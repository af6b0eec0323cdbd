import Testing
import Transform

@Suite("Names")
struct NormalizeNameTests {
  @Test(
    "normal form, branch, legal form, person",
    arguments: [
      ("Acme Inc.", ["acme~2"]), ("ACME, INCORPORATED", ["acme~2"]), ("Acme Corp", ["acme~2"]),
      ("The Acme Co., Ltd.", ["acme~3"]), ("Acme Limited", ["acme~3"]), ("Acme Pvt. Ltd.", ["acme~3"]),
      ("Acme (Pty) Ltd", ["acme~3"]), ("Acme P/L", ["acme~3"]), ("ACME L.L.C.", ["acme~1"]),
      ("Acme L L C", ["acme~1"]), ("Acme plc", ["acme~4"]), ("Acme Public Limited Company", ["acme~4"]),
      ("Müller & Söhne GmbH & Co. KG", ["muller sohne~11"]), ("Mueller und Soehne GmbH", ["muller sohne~7"]),
      ("Acme UG (haftungsbeschränkt)", ["acme~8"]), ("Weiß OHG", ["weiss~12"]), ("S.à r.l. Dupont", ["dupont~17"]),
      ("Dupont S.A.R.L.", ["dupont~17"]), ("Dupont et Fils SAS", ["dupont fils~18"]), ("Jansen B.V.", ["jansen~22"]),
      ("García y López, S.L.U.", ["garcia lopez~25"]), ("Fiat S.p.A.", ["fiat~29"]), ("Beauty Spa", ["beauty spa"]),
      ("株式会社トヨタ", ["toyota~3"]), ("Tanaka Kabushiki Kaisha", ["tanaka~3"]), ("ООО Ромашка", ["romaska~55"]),
      ("鈴木建設株式会社", ["suzuki kensetsu~3"]), ("CUST45909 Jane Roe", ["jane roe"]),
      ("Acme Plumbing 2", ["acme plumbing/2"]),
      ("Acme Co., New York", ["acme/new york"]), ("Acme (V)", ["acme"]), ("Acme - Customer", ["acme"]),
      ("Acme - Dallas", ["acme/dallas"]), ("Acme – Dallas", ["acme/dallas"]), ("Acme #12", ["acme/12"]),
      ("Acme Store 4", ["acme/stores 4"]),
      ("Acme:Kitchen", ["acme/kitchens"]), ("Acme Inc:Kitchen", ["acme/kitchens~2"]),
      ("Acme (Dallas)", ["acme/dallas"]),
      ("Acme Filiale Berlin", ["acme/filiale berlin"]), ("Acme (deleted)", ["acme"]),
      ("Acme (India) Pvt Ltd", ["acme india~3"]),
      ("Acme Corp dba Beta Foods", ["acme~2", "beta foods"]), ("Acme t/a Beta", ["acme", "beta"]),
      ("Acme Ltd trading as Beta", ["acme~3", "beta"]), ("Acme d/b/a Beta LLC", ["acme", "beta~1"]),
      ("Acme (dba Beta Foods)", ["acme", "beta foods"]), ("Acme c/o Jane Roe", ["acme"]),
      ("Smith, John", ["john smith*"]), ("Mr. John A. Smith", ["john a smith*"]),
      ("Herr Dr. Hans Müller", ["hans muller*"]),
      ("Smith, Jones & Brown LLP", ["smith jones brown~5"]), ("Roe, Jane Plumbing", ["roe jane plumbing"]),
      ("J & J Smith", ["jj smith"]), ("I.B.M.", ["ibm"]), ("A-1 Plumbing", ["a1 plumbing"]), ("O’Brien's", ["obriens"]),
      ("Intl. Mfg. Svcs", ["international manufacturing services"]), ("St. Mary's Hospital", ["saint marys hospital"]),
      ("Church of St. Mary", ["church of saint mary"]), ("Main St. Bakery", ["main street bakery"]),
      ("ＦＵＬＬ　ＷＩＤＴＨ", ["full width"]),
      ("Ærøskøbing Łódź Nguyễn ß", ["aeroskobing lodz nguyen ss"]), ("Zero\u{200B}Width\u{202E}", ["zerowidth"]),
      ("The", ["the"]), ("GmbH", ["gmbh"]), ("Ltd Ltd", ["limited~3"]), ("and", ["and"]), ("🎉", []), ("  ", []),
      ("&", []),
    ])
  func form(_ name: String, _ expected: [String]) {
    #expect(NormalizeFixture(name: name).record.nameTexts == expected)
  }

  @Test(
    "the record's own city at the end is a branch",
    arguments: [
      ("Acme Dallas", "Dallas", "acme/dallas"), ("Acme Dallas LLC", "Dallas", "acme/dallas~1"),
      ("Acme St. Louis", "Saint Louis", "acme/street louis"),
      ("University of Dallas", "Dallas", "university of dallas"), ("Hotel Dallas", "Dallas", "hotel dallas"),
      ("Dallas", "Dallas", "dallas"), ("Acme Houston", "Dallas", "acme houston"),
    ])
  func city(_ name: String, _ city: String, _ expected: String) {
    #expect(NormalizeFixture(name: name, city: city).record.nameTexts == [expected])
  }

  @Test(
    "a country decides what a short word is",
    arguments: [
      ("S.A. Dupont", "FR", "dupont~19"), ("SA Dupont", "US", "sa dupont"), ("Mendi S. Coop.", "ES", "mendi~39"),
      ("Toren B.V., Amsterdam", "NL", "toren/amsterdam~22"), ("Acme GmbH Bad Homburg", "DE", "acme/bad homburg~7"),
      ("Boyd & Davis Pizza, Inc Oklahoma City", "US", "boyd davis pizza/oklahoma city~2"),
      ("Crown Tower Limited Liability Compan", "US", "crown tower/compan~1"),
      ("Acme LLC Services", "US", "acme llc services"),
      ("Acme Limited Editions", "GB", "acme limited editions"), ("Jan B.V. Smit", "NL", "jan bv smit*"),
      ("A. E. D. I.", "DE", "adi"), ("Seguros D&M S.L.", "ES", "seguros dm~25"), ("Ferrer S.LL.", "ES", "ferrer~25"),
      ("I.B.M. B.V.", "NL", "ibm~22"), ("Fiat SpA", "IT", "fiat~29"), ("Day Spa", "US", "day spa"),
      ("Equinor AS", "NO", "equinor~32"),
      ("Smith Ag", "US", "smith ag"),
      ("Smith AG", "DE", "smith~9"), ("Bäcker eK", "DE", "backer~14"),
    ])
  func country(_ name: String, _ country: String, _ expected: String) {
    #expect(NormalizeFixture(name: name, country: country, currency: nil).record.nameTexts == [expected])
  }

  @Test(
    "umlauts written out, where they are umlauts",
    arguments: [
      ("Grueninger Gebaeudereinigung", "gruninger gebaudereinigung"),
      ("Grüninger Gebäudereinigung", "gruninger gebaudereinigung"),
      ("Bauer Quelle Neue Michael", "bauer quelle neue michael"),
    ])
  func umlauts(_ name: String, _ expected: String) {
    #expect(NormalizeFixture(name: name, country: "DE").record.nameTexts == [expected])
  }

  @Test("sorted words; a cut name is flagged")
  func sortedAndCut() {
    let record = NormalizeFixture(name: "Zeta Alpha Beta").record
    #expect(record.text(record.names[0].sorted) == "alpha beta zeta")
    #expect(!record.names[0].mayBeCut)
    #expect(NormalizeFixture(name: String(repeating: "é", count: 41)).record.names[0].mayBeCut)
    #expect(!NormalizeFixture(name: String(repeating: "é", count: 42)).record.names[0].mayBeCut)
  }

  @Test("a megabyte costs no more than a long name")
  func long() {
    let record = NormalizeFixture(name: String(repeating: "Ltd é ", count: 170_000)).record
    #expect(record.bytes.count < 2048)
  }
}
