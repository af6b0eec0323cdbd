import Testing
import Transform

@Suite("Tax numbers")
struct NormalizeTaxTests {
  @Test(
    "canonical text, country, check digits",
    arguments: [
      // Numbers of public bodies and the examples of the administrations' own documents.
      ("DE136695976", "", "136695976 DE valid"), ("USt-IdNr.: DE 136 695 976", "", "136695976 DE valid"),
      ("136695978", "DE", "136695978 DE invalid"),
      ("181/815/08155", "DE", "18181508155 DE unverified"), ("34 373 383 502", "DE", "34373383502 DE unverified"),
      ("DE34 373 383 502", "DE", "34373383502 DE unverified"), ("GB 980 7806 84", "", "980780684 GB valid"),
      ("980780684", "GB", "980780684 GB valid"),
      ("GB980780684001", "", "980780684 GB valid"), ("GB980780685", "", "980780685 GB invalid"),
      ("GBGD001", "", "GD001 GB valid"), ("GD333", "GB", "GD333 GB valid"),
      ("123026635XX0001", "CA", "123026635XX0001  unverified"),
      ("HNO566779501", "MX", "HNO566779501 MX unverified"), ("8487264731", "CZ", "8487264731 CZ unverified"),
      ("9670305014", "BG", "9670305014 BG invalid"), ("27MIPPO1487J0ZA", "IN", "MIPPO1487J IN invalid"),
      ("FR 40 303 265 045", "", "303265045 FR valid"), ("303265045", "FR", "303265045 FR valid"),
      ("SIRET 732 829 320 00074", "", "732829320 FR valid"),
      ("FR41303265045", "", "303265045 FR invalid"), ("ABN 51 824 753 556", "", "824753556 AU valid"),
      ("51824753556", "AU", "824753556 AU valid"),
      ("ACN 004 085 616", "", "004085616 AU valid"), ("51824753557", "AU", "824753557 AU invalid"),
      ("27AAPFU0939F1ZV", "", "AAPFU0939F IN valid"),
      ("29AAPFU0939F1ZR", "IN", "AAPFU0939F IN valid"), ("GSTIN: 27AAPFU0939F1ZO", "", "AAPFU0939F IN invalid"),
      ("G#STI:N 27AAPFU0939F1ZV", "", "AAPFU0939F IN valid"), ("AAPFU0939F", "IN", "AAPFU0939F IN unverified"),
      ("06VOHCG6666H1ZX", "CA", "VOHCG6666H IN valid"), ("VOHCG6666H", "IN", "VOHCG6666H IN unverified"),
      ("12302 6635 RC 0001", "CA", "123026635 CA valid"), ("123026635RT0001", "CA", "123026635 CA valid"),
      ("123026636", "CA", "123026636 CA invalid"),
      ("12-3456780", "US", "123456780 US unverified"), ("EIN: 12-3456780", "", "123456780 US unverified"),
      ("1234560", "US", "1234560  unverified"),
      ("NL004495445B01", "", "004495445 NL valid"), ("004495445B02", "NL", "004495445 NL valid"),
      ("A13585625", "ES", "A13585625 ES valid"),
      ("ESA13585625", "", "A13585625 ES valid"), ("X-5253868-R", "", "X5253868R ES valid"),
      ("54362315K", "", "54362315K ES valid"),
      ("A13585626", "ES", "A13585626 ES invalid"), ("7000012050002", "JP", "7000012050002 JP valid"),
      ("T7000012050002", "JP", "7000012050002 JP valid"),
      ("CHE-100.155.212 MWST", "", "100155212 CH valid"), ("ATU13585627", "", "13585627 AT valid"),
      ("BE 428759497", "", "0428759497 BE valid"),
      ("NO 923 609 016 MVA", "", "923609016 NO valid"), ("SE556036079301", "", "5560360793 SE valid"),
      ("IT 00743110157", "", "00743110157 IT valid"),
      ("IE6433435F", "", "6433435F IE valid"), ("IRD 49-091-850", "", "049091850 NZ valid"),
      ("16.727.230/0001-97", "", "16727230 BR valid"), ("12.ABC.345/01DE-35", "BR", "12ABC345 BR valid"),
      ("EL 094259216", "", "094259216 GR valid"), ("MX GODE561231GR8", "", "GODE561231GR8 MX valid"),
      ("DK 13585628", "", "13585628 DK valid"),
      ("PL 8567346215", "", "8567346215 PL valid"), ("DE123456788", "US", "123456788 DE valid"),
      ("ABC-48211", "", "ABC48211  unverified"),
    ])
  func canonical(_ text: String, _ country: String, _ expected: String) {
    #expect(NormalizeFixture(tax: text, country: country).record.taxTexts == [expected])
  }

  @Test(
    "placeholders and masked numbers are dropped",
    arguments: [
      "n/a", "none", "000000000", "00-0000000", "123456789", "12-3456789", "DE999999999", "XXX-XX-1234", "***-**-1234",
      "tax", "", "123", "pending", "PNX XX7PNX 557",
    ])
  func dropped(_ text: String) {
    #expect(NormalizeFixture(tax: text, country: "US").record.taxTexts.isEmpty)
  }

  @Test(
    "one wrong digit is noticed",
    arguments: [
      ("DE", "136695976"), ("GB", "980780684"), ("FR", "303265045"), ("CA", "123026635"), ("AU", "51824753556"),
      ("NL", "004495445"),
      ("IT", "00743110157"), ("PL", "8567346215"), ("SE", "5560360793"), ("NO", "923609016"), ("BE", "0428759497"),
    ])
  func oneDigit(_ country: String, _ number: String) {
    let digits = Array(number)
    for place in digits.indices {
      for digit in "0123456789" where digit != digits[place] {
        var wrong = digits
        wrong[place] = digit
        let record = NormalizeFixture(tax: String(wrong), country: country).record
        let isValid = record.taxNumbers.contains { $0.validity == .valid && record.letters($0.country) == country }
        #expect(!isValid || country == "GB" || country == "AU" && place == 0, "\(country) \(String(wrong))")
      }
    }
  }

  @Test("the tax number tells the record's country where the address does not")
  func country() {
    #expect(
      NormalizeFixture(tax: "DE136695976", city: "Berlin").record.letters(
        NormalizeFixture(tax: "DE136695976", city: "Berlin").record.country) == "DE")
    #expect(
      NormalizeFixture(tax: "DE136695976", country: "France").record.letters(
        NormalizeFixture(tax: "DE136695976", country: "France").record.country) == "FR")
  }
}
