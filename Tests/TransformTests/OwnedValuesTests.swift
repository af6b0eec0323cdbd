import ContactModel
import Testing
import Transform

@Suite("Fields that the platform owns")
struct OwnedValuesTests {
  @Test(
    "Only what says something else is written",
    arguments: [
      (.name, "Alder Bakery", "Alder Bakery", nil), (.name, " Alder Bakery ", "ALDER BAKERY", nil),
      (.name, "Café Alder", "Cafe Alder", nil), (.name, "Alder & Sons", "Alder and Sons", nil),
      (.name, "Birch Bakery", "Alder Bakery", "Birch Bakery"), (.name, "", "Alder Bakery", nil),
      (.name, nil, "Alder Bakery", nil), (.name, "Birch", nil, "Birch"), (.name, "★", "☆", "★"),
      (.emailAddress, "ap@new.example.com", "ap@old.example.com", "ap@new.example.com"),
      (.emailAddress, "AP@new.example.com", "ap@new.example.com", nil),
      (.emailAddress, "ap@new.example.com; b@new.example.com", "b@x.example.com", "ap@new.example.com"),
      (.emailAddress, "ap@new.example.com", "b@x.example.com, ap@new.example.com", nil),
      (.emailAddress, " ; ", "b@x.example.com", nil), (.emailAddress, nil, "b@x.example.com", nil),
      (.taxNumber, "DE 136 695 976", "DE136695976", nil), (.taxNumber, "DE136695976", nil, "DE136695976"),
      (.taxNumber, "de136695976", "DE-136695976", nil), (.taxNumber, "DE136695976", "DE136695977", "DE136695976"),
    ] as [(OwnedField, String?, String?, String?)])
  func writes(field: OwnedField, wanted: String?, standing: String?, expected: String?) {
    var pair = LinkedPair(
      contact: "c", party: "p", contactHash: 1, partyHash: 2, contactValues: [:], partyValues: [:])
    pair.partyValues[field] = wanted
    pair.contactValues[field] = standing
    #expect(ownedChanges(of: pair, owned: [field]) == (expected.map { [field: $0] } ?? [:]))
    #expect(ownedChanges(of: pair, owned: []).isEmpty)
  }

  @Test("What was written is not written again", arguments: OwnedField.allCases)
  func settles(field: OwnedField) {
    var pair = LinkedPair(
      contact: "c", party: "p", contactHash: 1, partyHash: 2, contactValues: [field: "old@example.com"],
      partyValues: [field: " New 12@example.com ; x@example.com"])
    let changes = ownedChanges(of: pair, owned: Set(OwnedField.allCases))
    #expect(changes.count == 1)
    pair.contactValues = changes
    #expect(ownedChanges(of: pair, owned: Set(OwnedField.allCases)).isEmpty)
  }
}
