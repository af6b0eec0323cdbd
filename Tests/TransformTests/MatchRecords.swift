import ContactModel
import TestSupport
import Transform

/// A made-up business for matching tests.
struct Business {
  var id = "x"
  var name: String? = nil
  var tax: String? = nil
  var email: String? = nil
  var phones: [String] = []
  var street: String? = nil
  var street2: String? = nil
  var city: String? = nil
  var postcode: String? = nil
  var country: String? = nil
}

/// A page of businesses in the given order.
func matchPage(_ businesses: [Business]) -> RecordPage {
  var builder = RecordPageBuilder()
  for business in businesses {
    builder.record.id = builder.text(business.id)
    builder.record.name = builder.text(business.name)
    builder.record.taxNumber = builder.text(business.tax)
    builder.record.emailAddress = builder.text(business.email)
    for phone in business.phones { builder.addPhone(builder.text(phone)) }
    var address = AddressRow()
    address.street1 = builder.text(business.street)
    address.street2 = builder.text(business.street2)
    address.city = builder.text(business.city)
    address.postcode = builder.text(business.postcode)
    address.country = builder.text(business.country)
    builder.addAddress(address)
    builder.finishRecord()
  }
  return builder.finish()
}

/// The index of some parties under the standard policy.
func matchIndex(_ parties: [Business], snapshot: FrequencySnapshot? = nil) -> PartyIndex {
  var builder = PartyIndexBuilder(policy: .standard, snapshot: snapshot)
  builder.add(matchPage(parties))
  return builder.finish()
}

/// Some hundred businesses in which words, names, places and domains repeat.
func town(_ count: Int, seed: UInt64) -> [Business] {
  var random = Seeded(seed)
  let first = ["Acorn", "Birch", "Cedar", "Drake", "Ember", "Falcon", "Granite", "Harbor", "Iris", "Juniper"]
  let second = ["Plumbing", "Bakery", "Logistics", "Textiles", "Roofing", "Dental", "Garage", "Press"]
  let cities = [("Springfield", "62701"), ("Dayton", "45402"), ("Salem", "97301")]
  return (0..<count).map { number in
    let (city, postcode) = cities.randomElement(using: &random)!
    let word = first.randomElement(using: &random)! + String("aeiou".randomElement(using: &random)!)
    let trade = second.randomElement(using: &random)!
    var business = Business(id: "p\(number)", name: "\(word) \(trade) LLC")
    if Bool.random(using: &random) { business.email = "info@\(word.lowercased())\(number % 40).example.com" }
    if Bool.random(using: &random) { business.phones = ["(217) 555-01\(10 + Int.random(in: 0..<90, using: &random))"] }
    if Bool.random(using: &random) {
      business.street = "\(Int.random(in: 1..<400, using: &random)) Main Street"
      business.city = city
      business.postcode = postcode
    }
    business.country = "US"
    return business
  }
}
