import ContactModel
import Foundation
import Sandbox
import Testing

@Suite("Generator")
struct GenerateTests {
  let world = GeneratedWorld.mixed

  @Test("the same seed gives the same bytes, today and on any machine")
  func isDeterministic() {
    let once = GeneratedWorld(seed: 7, parties: 60)
    #expect(once.fingerprint == GeneratedWorld(seed: 7, parties: 60).fingerprint)
    #expect(once.fingerprint == 10_400_015_246_691_554_012)
    #expect(once.fingerprint != GeneratedWorld(seed: 8, parties: 60).fingerprint)
  }

  @Test("there are exactly as many parties as asked for", arguments: [0, 1, 2, 3, 50, 257])
  func countsParties(count: Int) {
    #expect(GeneratedWorld(seed: UInt64(count), parties: count).parties.count == count)
  }

  @Test(
    "contacts per party and the share with a party follow the options", arguments: [(1.33, 0.6), (0.8, 0.9), (2, 0.3)])
  func followsOptions(ratio: Double, matched: Double) {
    let options = BusinessGenerator.Options(contactsPerParty: ratio, matchedShare: matched)
    var all = 0
    var known = 0
    BusinessGenerator(seed: 5, parties: 4000, options: options).forEachContact { labelled in
      all += 1
      known += labelled.parties.isEmpty ? 0 : 1
    }
    #expect(abs(Double(all) / 4000 - ratio) < 0.08 * ratio)
    #expect(abs(Double(known) / Double(all) - matched) < 0.04)
  }

  @Test("tax numbers are missing in two thirds, phone, email and address in a third")
  func isSparse() {
    let contacts = world.contacts.map(\.contact)
    func share(_ isMissing: (GeneratedContact) -> Bool) -> Double {
      Double(contacts.count(where: isMissing)) / Double(contacts.count)
    }
    #expect(abs(share { $0.tax == nil } - 0.66) < 0.04)
    #expect(abs(share { $0.email == nil } - 0.33) < 0.03)
    #expect(abs(share { $0.phones.isEmpty } - 0.33) < 0.03)
    #expect(abs(share { $0.addresses.isEmpty } - 0.33) < 0.03)
  }

  @Test("ids are unique and cannot be taken for one another")
  func idsAreUnique() {
    #expect(Set(world.parties.map(\.id)).count == world.parties.count)
    #expect(Set(world.contacts.map(\.contact.id)).count == world.contacts.count)
    #expect(world.parties.allSatisfy { $0.id.hasPrefix("p") && $0.id.dropFirst().allSatisfy(\.isNumber) })
    #expect(world.contacts.allSatisfy { UUID(uuidString: $0.contact.id) != nil })
  }

  @Test("the truth names parties that exist")
  func truthHolds() {
    let known = Set(world.parties.map(\.id))
    #expect(world.contacts.allSatisfy { $0.parties.allSatisfy(known.contains) })
    #expect(world.contacts.contains { $0.parties.count == 2 }, "a party twice on the platform")
    let contactsOfParty = world.contacts.flatMap(\.parties).reduce(into: [:]) { $0[$1, default: 0] += 1 }
    #expect(contactsOfParty.values.contains { $0 > 1 }, "a business twice in the books")
    #expect(contactsOfParty.count < world.parties.count, "a party without a contact")
  }

  @Test("every pattern occurs, and every contact has one")
  func coversPatterns() {
    let seen = Set(world.contacts.flatMap(\.patterns))
    #expect(Set(Pattern.allCases).subtracting(seen).isEmpty)
    #expect(world.contacts.allSatisfy { !$0.patterns.isEmpty && Set($0.patterns).count == $0.patterns.count })
  }

  @Test("every line is a JSON object with all the fields that Merge sends")
  func linesAreContacts() throws {
    for labelled in world.contacts {
      let object = try #require(
        JSONSerialization.jsonObject(with: Data(labelled.contact.line.utf8)) as? [String: Any])
      #expect(
        object.keys.sorted() == [
          "addresses", "company", "created_at", "currency", "email_address", "id", "is_customer", "is_supplier",
          "modified_at", "name", "phone_numbers", "remote_id", "remote_updated_at", "remote_was_deleted", "status",
          "tax_number",
        ])
      #expect(object["name"] as? String == labelled.contact.name)
      #expect(object["email_address"] as? String == labelled.contact.email)
      for address in try #require(object["addresses"] as? [[String: Any]]) {
        #expect(
          address.keys.sorted() == [
            "city", "country", "country_subdivision", "state", "street_1", "street_2", "type", "zip_code",
          ])
      }
      for phone in try #require(object["phone_numbers"] as? [[String: Any]]) {
        #expect(phone.keys.sorted() == ["number", "type"])
      }
    }
  }

  @Test("lines are what the pages' parser reads")
  func linesParse() throws {
    for labelled in world.contacts.prefix(500) {
      let page = try RecordPage.parse(object: Array(labelled.contact.line.utf8))
      let contact = Contact(page, at: 0)
      #expect(contact.id == labelled.contact.id)
      #expect(contact.name == labelled.contact.name)
      #expect(contact.phoneNumbers == labelled.contact.phones.map(\.number))
      #expect(contact.addressLines.count == labelled.contact.addresses.count)
    }
  }

  @Test("control characters, quotes and backslashes are escaped")
  func escapes() throws {
    var contact = world.contacts[0].contact
    contact.name = "a\"b\\c\u{1}\n\u{7F}é𝄞"
    let object = try JSONSerialization.jsonObject(with: Data(contact.line.utf8)) as? [String: Any]
    #expect(object?["name"] as? String == contact.name)
  }

  @Test("rows have a field for each column, quoted where a comma is inside")
  func rowsAreCSV() {
    var party = world.parties[0]
    party.name = "Smith, \"Jo\""
    #expect(party.row.hasPrefix("\(party.id),\"Smith, \"\"Jo\"\"\","))
    let columns = GeneratedParty.header.split(separator: ",").count
    for party in world.parties where !party.row.contains("\"") {
      #expect(party.row.split(separator: ",", omittingEmptySubsequences: false).count == columns)
    }
  }
}
