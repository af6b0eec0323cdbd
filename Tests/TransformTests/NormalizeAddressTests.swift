import Testing
import Transform

@Suite("Addresses")
struct NormalizeAddressTests {
  /// street_1/street_2/city/subdivision/postcode/country → country|postcode|city|number|street|unit|subdivision
  @Test(
    "canonical form",
    arguments: [
      ("12b Main St.//Dallas/TX/75201-1234/US", "US|75201|dallas|12b|main st||tx"),
      ("123 N. Main Street/Suite 200/St. Louis, MO/Missouri/63101/USA", "US|63101|saint louis|123|n main st|200|mo"),
      ("Attn: Accounts Payable/12 Elm Ave #4/Boston/MA/2101/US", "US|02101|boston|12|elm ave|4|ma"),
      (
        "1600 Pennsylvania Avenue NW//Washington DC/DC/20500/United States",
        "US|20500|washington|1600|pennsylvania ave nw||dc"
      ),
      ("350 Fifth Ave, 21st Floor//NYC/NY/10118/", "US|10118|new york|350|fifth ave|21|ny"),
      ("350 5th Avenue//New York/New York/10118/us", "US|10118|new york|350|fifth ave||ny"),
      ("1200 Highway 6 South//Houston/TX/77077/US", "US|77077|houston|1200|hwy 6 s||tx"),
      ("123 North Main St//Dallas/TX/75201/US", "US|75201|dallas|123|n main st||tx"),
      ("123 N.W. 5th St Apt #4//Portland/OR/97209/US", "US|97209|portland|123|nw fifth st|4|or"),
      ("123 Main St/Suite No. 200/Dallas/TX/75201/US", "US|75201|dallas|123|main st|200|tx"),
      ("40-12 45th St//Queens/NY/11101/US", "US|11101|queens|4012|45th st||ny"),
      ("98-1268 Kaahumanu St//Pearl City/HI/96782/US", "US|96782|pearl city|981268|kaahumanu st||hi"),
      ("12-14 Main St//Dallas/TX/75201/US", "US|75201|dallas|12|main st||tx"),
      ("4521 CR 12//Mead/CO/80542/US", "US|80542|mead|4521|cty rd 12||co"),
      ("12 Elm Cr//Mead/CO/80542/US", "US|80542|mead|12|elm cres||co"),
      ("900 I-35 N//Austin/TX/78701/US", "US|78701|austin|900|interstate 35 n||tx"),
      ("1200 U.S. Hwy 6//Houston/TX/77077/US", "US|77077|houston|1200|us hwy 6||tx"),
      ("Hauptstr. 12//München//80331/Deutschland", "DE|80331|munchen|12|hauptstr||"),
      ("Hauptstraße 12 b/2. OG/Munich//D-80331/DE", "DE|80331|munchen|12b|hauptstr|2|"),
      ("Haupt Str. 12-14//Frankfurt am Main//60311/Germany", "DE|60311|frankfurt|12|hauptstr||"),
      ("Berliner Platz 3//Köln//1067/DE", "DE|01067|koln|3|berlinerplatz||"),
      ("Straße des 17. Juni 135//Berlin//10623/DE", "DE|10623|berlin|135|st 17 juni||"),
      ("12, rue de la Paix//Paris Cedex 02//75002/France", "FR|75002|paris|12|rue paix||"),
      ("12 bis av. du Général de Gaulle/Bât. B/Lyon//69001/FR", "FR|69001|lyon|12bis|ave general gaulle|b|"),
      ("14 Zone Industrielle Nord//Marseille//13043/FR", "FR|13043|marseille|14|zone industrielle north||"),
      ("Calle Mayor, 12, 3º B//Madrid//28013/España", "ES|28013|madrid|12|calle mayor|3b|"),
      ("C Mayor 12//Seville//8001/ES", "ES|08001|sevilla|12|calle mayor||"),
      ("Avda. de la Constitución//Sevilla//41001/ES", "ES|41001|sevilla||ave constitucion||"),
      ("Unit 5, 12 Smith Street//Sydney/New South Wales/2000/AU", "AU|2000|sydney|12|smith st|5|nsw"),
      ("12 Main St//Resolute/NU/x0a 0v0/CA", "CA|X0A0V0|resolute|12|main st||nu"),
      ("12 Smith St//Sydney/NSW/00-0025/AU", "AU||sydney|12|smith st||nsw"),
      ("Level 3, 100 George St//Sydney/NSW/2000/AU", "AU|2000|sydney|100|george st|3|nsw"),
      ("Flat 2, 10 Downing Street//London//sw1a 2aa/", "GB|SW1A2AA|london|10|downing st|2|"),
      ("The Old Mill, 12 High Street//Bath//BA1 2QU/UK", "GB|BA12QU|bath|12|high st||"),
      ("12 St James St//London//SW1A 1AA/GB", "GB|SW1A1AA|london|12|saint james st||"),
      ("305-120 King St W//Toronto/Ontario/M5H 1J9/Canada", "CA|M5H1J9|toronto|120|king st w|305|on"),
      ("120 King St W//Toronto/ON/M5H1J9/", "CA|M5H1J9|toronto|120|king st w||on"),
      ("Kerkstraat 12-2//Amsterdam//1017 GC/Nederland", "NL|1017GC|amsterdam|12|kerkstr||"),
      ("Kerkstr. 12//'s-Gravenhage//2511AB/NL", "NL|2511AB|den haag|12|kerkstr||"),
      ("No. 12, 2nd Cross, MG Road//Bangalore/Karnataka/560001/India", "IN|560001|bengaluru|12|second cross||ka"),
      ("Plot No 45, Sector 18//Gurgaon/HR/122015/IN", "IN|122015|gurugram|45|sector 18||hr"),
      ("1-2-3 Ginza//Chuo-ku//104-0061/Japan", "JP|1040061|chuo|1-2-3|ginza||"),
      ("銀座1丁目2番3号//東京都//1040061/JP", "JP|1040061|tokyo|1-2-3|ginza||"),
    ])
  func form(_ address: String, _ expected: String) {
    #expect(NormalizeAddressTests.record(address).addressTexts == [expected])
  }

  @Test(
    "a number beside a house's name may be the street's: a form for each",
    arguments: [
      ("7 Redlands/Totterdell Street/Metung/VIC/3904/AU", ["7|redlands", "7|totterdell st"]),
      ("7 Totterdell Street/Redlands/Metung/VIC/3904/AU", ["7|totterdell st"]),
      ("12 The Old Mill, Station Road//Bath//BA1 2QU/GB", ["12|old mill", "12|sta rd"]),
      ("100 Broadway/Suite 5/New York/NY/10005/US", ["100|broadway"]),
      ("7 Redlands/20 Totterdell Street/Metung/VIC/3904/AU", ["7|redlands"]),
      ("Lindenhof 7/Berliner Platz/Köln//50667/DE", ["7|lindenhof"]),
    ])
  func houseNames(_ address: String, _ expected: [String]) {
    let record = NormalizeAddressTests.record(address)
    #expect(record.addresses.map { record.text($0.number) + "|" + record.text($0.street) } == expected)
  }

  @Test(
    "unit and number in one word",
    arguments: [
      ("5/12 Smith St", "AU", "12", "5"), ("5/12 Smith St", "NZ", "12", "5"), ("Unit 5/12 Smith St", "AU", "12", "5"),
      ("12/14 Smith St", "GB", "12", ""),
      ("12-14 King St", "CA", "12", ""), ("Kärntner Straße 12/3/4", "AT", "12", ""),
    ])
  func units(_ street: String, _ country: String, _ number: String, _ unit: String) {
    let record = NormalizeFixture(street1: street, country: country).record
    #expect(record.text(record.addresses[0].number) == number)
    #expect(record.text(record.addresses[0].unit) == unit)
  }

  @Test(
    "PO boxes are no streets",
    arguments: [
      ("PO Box 123", "US", "123"), ("P.O. Box 123", "US", "123"), ("P O Box #123", "US", "123"),
      ("POB 123", "US", "123"), ("PO Drawer 123", "US", "123"), ("Box 123", "US", "123"),
      ("Post Office Box 123", "GB", "123"), ("Postfach 12 34 56", "DE", "123456"),
      ("BP 123", "FR", "123"), ("B.P. 123", "FR", "123"), ("Apartado de Correos 12", "ES", "12"),
      ("Postbus 12", "NL", "12"), ("GPO Box 77", "AU", "77"), ("Locked Bag 9", "AU", "9"),
    ])
  func boxes(_ street: String, _ country: String, _ number: String) {
    let record = NormalizeFixture(street1: street, country: country).record
    #expect(record.addresses[0].isPostOfficeBox)
    #expect(record.text(record.addresses[0].number) == number)
    #expect(record.text(record.addresses[0].street) == "po box")
  }

  @Test("a street beside a box wins")
  func streetAndBox() {
    let record = NormalizeFixture(street1: "12 Main St", street2: "PO Box 9", country: "US").record
    #expect(!record.addresses[0].isPostOfficeBox)
    #expect(record.addressTexts == ["US|||12|main st||"])
  }

  @Test(
    "the country, from what there is",
    arguments: [
      ("/////Germany", "", "DE"), ("/////DEU", "", "DE"), ("/////Allemagne", "", "DE"), ("/////Royaume-Uni", "", "GB"),
      ("/////U.S.A.", "", "US"), ("///TX/75201/", "", "US"),
      ("///NSW/2000/", "", "AU"), ("////K1A 0B1/", "", "CA"), ("////SW1A 2AA/", "", "GB"), ("////1012 AB/", "", "NL"),
      ("//Leeds///", "GBP", "GB"), ("//Berlin///", "EUR", ""),
      ("///ON//", "CAD", "CA"), ("/////Nowhere", "JPY", "JP"),
    ])
  func country(_ address: String, _ currency: String, _ expected: String) {
    let record = NormalizeAddressTests.record(address, currency: currency)
    #expect(record.letters(record.country) == expected)
  }

  @Test("an empty address has no form")
  func empty() { #expect(NormalizeAddressTests.record("/////").addresses.isEmpty) }

  private static func record(_ address: String, currency: String? = nil) -> NormalizedRecord {
    let parts = address.split(separator: "/", omittingEmptySubsequences: false).map { $0.isEmpty ? nil : String($0) }
    return NormalizeFixture(
      street1: parts[0], street2: parts[1], city: parts[2], state: parts[3], postcode: parts[4], country: parts[5],
      currency: currency
    ).record
  }
}

@Suite("The country between the lines")
struct NormalizeCountryTests {
  @Test(
    "legal form, street, mail domain",
    arguments: [
      (NormalizeFixture(name: "Acme GmbH", city: "Nowhere"), "DE"),
      (NormalizeFixture(name: "Dupont SARL", tax: "12345678901", currency: "EUR"), "FR"),
      (NormalizeFixture(street1: "12 rue Pasteur"), "FR"),
      (NormalizeFixture(street1: "Kerkstraat 3", currency: "EUR"), "NL"),
      (NormalizeFixture(street1: "9 avenue de la Gare", currency: "EUR"), "FR"),
      (NormalizeFixture(street1: "9 Park Avenue"), ""),
      (NormalizeFixture(email: "jane@acme.de", phones: ["1"]), "DE"), (NormalizeFixture(name: "Acme GmbH"), ""),
      (NormalizeFixture(name: "Acme GmbH", country: "AT"), "AT"),
      (NormalizeFixture(city: "Córdoba", state: "CO", postcode: "14084", currency: "EUR"), ""),
      (NormalizeFixture(city: "Dallas", postcode: "75201-1234"), "US"),
      (NormalizeFixture(city: "Berlin", postcode: "D-10115"), "DE"),
    ])
  func guess(_ fixture: NormalizeFixture, _ expected: String) {
    let record = fixture.record
    #expect(record.letters(record.country) == expected)
  }

  @Test("a telephone number is read by the guessed country")
  func phone() {
    let record = NormalizeFixture(name: "Dupont SARL", phones: ["01 99 00 12 34"], currency: "EUR").record
    #expect(record.phones.map(\.e164) == [33_199_001_234])
  }
}
