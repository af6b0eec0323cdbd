import ContactModel
import Testing
import Transform

/// Every level of every ladder, by what two businesses write.
@Suite struct MatchLadderTests {
  private static let parties = matchIndex(town(200, seed: 21))

  private func level(_ field: Field, _ a: Business, _ b: Business) -> String {
    let levels = Self.parties.levels(contact: matchPage([a]), row: 0, party: matchPage([b]), row: 0)
    return Ladder.name(of: levels[field], field: field)
  }

  @Test(arguments: [
    ("Blue Kestrel Outfitters", "Blue Kestrel Outfitters LLC", "exact"),
    ("BlueKestrel Outfitters", "Blue Kestrel Outfitters", "exact"),
    ("Kestrel Blue Outfitters", "Blue Kestrel Outfitters", "same_words"),
    ("Blue Kestrel", "Blue Kestrel Outfitters", "contained"),
    ("Blue Kestral Outfitters", "Blue Kestrel Outfitters", "close"),
    ("J. Wrenfield", "Joanna Wrenfield", "initials"), ("M. Jorge Wrenfield", "Martha J. Wrenfield", "initials"),
    ("Martha J. Wrenfield", "Jorge M. Wrenfield", "related"),
    ("Joanna E. Wrenfield", "Joanna G. Wrenfield", "related"),
    ("Kestrel Bridgework", "Kestrel Outfitters", "related"),
    ("Joanna Wrenfield", "Marcus Wrenfield", "related"),
    ("Blue Kestrel Cafe", "Restaurant Blue Kestrel", "related"),
    ("Quarkburger", "Blue Kestrel Outfitters", "different"),
    ("佐藤工業", "Blue Kestrel Outfitters", "other_script"),
  ]) func name(left: String, right: String, expected: String) {
    #expect(level(.name, Business(name: left), Business(name: right)) == expected)
    #expect(level(.name, Business(name: right), Business(name: left)) == expected)
  }

  // ABN 51 824 753 556 is the register's own example of a right check digit.
  @Test(arguments: [
    ("51 824 753 556", "ABN 51824753556", "AU", "exact_valid"), ("12-3456780", "123456780", "US", "exact_unverified"),
    ("12-3456780", "12-3456781", "US", "one_edit"), ("12-3456780", "98-7654320", "US", "conflict"),
    ("51 824 753 556", "51 824 753 557", "AU", "one_edit"),
  ]) func taxNumber(left: String, right: String, country: String, expected: String) {
    let (a, b) = (Business(tax: left, country: country), Business(tax: right, country: country))
    #expect(level(.taxNumber, a, b) == expected)
  }

  @Test(arguments: [
    ("Ann@Kestrel.example.com", "ann@kestrel.example.com", "same_mailbox"),
    ("annabel@kestrel.example.com", "anabel@kestrel.example.com", "close_mailbox"),
    ("ann@kestrel.example.com", "billing@kestrel.example.com", "same_domain"),
    ("joanna.wrenfield@kestrel.example.com", "joanna.wrenfield@yahoo.com", "same_local"),
    ("ann@kestrel.example.com", "ann77@gmail.com", "other_mailbox"),
    ("ann@kestrel.example.com", "tom@quark.example.com", "conflict"), ("ann@kestrel.example.com", nil, "missing"),
  ]) func email(left: String, right: String?, expected: String) {
    #expect(level(.email, Business(email: left), Business(email: right)) == expected)
  }

  @Test func anAddressThatSpellsTheOthersName() {
    let trading = Business(name: "Wrenfield Holdings", email: "info@blue-kestrel-outfitters.example.com")
    #expect(level(.email, trading, Business(name: "Blue Kestrel Outfitters")) == "spells_name")
    let own = Business(name: "Blue Kestrel Outfitters", email: "info@blue-kestrel-outfitters.example.com")
    #expect(level(.email, own, Business(name: "Blue Kestrel Outfitters")) == "missing")
  }

  @Test(arguments: [
    ("(217) 555-0142", "+1 217 555 0142", "same"), ("217-555-0142 x12", "217-555-0142", "same_less_extension"),
    ("217-555-0142", "217-555-0143", "near"), ("217-555-0142", "312-555-0177", "conflict"),
  ]) func phone(left: String, right: String, expected: String) {
    #expect(
      level(.phone, Business(phones: [left], country: "US"), Business(phones: [right], country: "US")) == expected)
  }

  @Test func theBestOfSeveralNumbersCounts() {
    let (a, b) = (["312-555-0177", "217-555-0142"], ["217-555-0142", "312-555-0111"])
    #expect(level(.phone, Business(phones: a, country: "US"), Business(phones: b, country: "US")) == "same")
  }

  private static func place(
    _ street: String?, _ unit: String? = nil, _ city: String? = "Springfield", _ postcode: String? = "62701",
    _ country: String = "US"
  ) -> Business {
    Business(street: street, street2: unit, city: city, postcode: postcode, country: country)
  }

  @Test(arguments: [
    (place("77 Harbor Road", "Suite 4"), place("77 Harbor Rd.", "Ste 4"), "same_unit"),
    (place("77 Harbor Road"), place("77 Harbor Rd", "Ste 4"), "same_number"),
    (place("77 Harbor Road", "Suite 4"), place("77 Harbor Road", "Suite 9"), "other_unit"),
    (place("77 Harbor Road"), place("77 Harbor Road", nil, "Dayton", "45402"), "same_line"),
    (place("77 Harbor Road"), place("12 Harbor Road"), "same_street"),
    (place("77 Harbor Road"), place(nil), "same_postcode"),
    (place("77 Harbor Road"), place(nil, nil, "Springfield", nil), "same_city"),
    (place("77 Harbor Road"), place("12 Elm Street"), "other_street"),
    (place("77 Harbor Road"), place("12 Elm Street", nil, "Dayton", "45402"), "conflict"),
    (place("77 Harbor Road"), place(nil, nil, "Leeds", "LS1 1AA", "GB"), "conflict"),
  ]) func address(left: Business, right: Business, expected: String) {
    #expect(level(.address, left, right) == expected)
    #expect(level(.address, right, left) == expected)
  }
}
