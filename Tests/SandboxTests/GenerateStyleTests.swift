import Sandbox
import Testing

@Suite("Generator, styles of accounting systems")
struct GenerateStyleTests {
  @Test("QuickBooks cuts names at 41 characters and allows each only once")
  func quickBooks() {
    let world = GeneratedWorld(seed: 3, parties: 1500, style: .quickBooks)
    let names = world.contacts.map(\.contact.name)
    #expect(names.allSatisfy { $0.count <= 41 })
    #expect(names.contains { $0.count == 41 })
    #expect(Set(names.map { $0.lowercased() }).count == names.count)
    #expect(names.contains { $0.contains(":") }, "a job behind a colon")
    #expect(world.contacts.allSatisfy { $0.contact.isCustomer != $0.contact.isSupplier })
    #expect(Set(world.contacts.map(\.contact.company)).count == 1)
  }

  @Test("Xero keeps long names and one contact for both roles")
  func xero() {
    let world = GeneratedWorld(seed: 3, parties: 1500, style: .xero)
    let names = world.contacts.map(\.contact.name)
    #expect(names.contains { $0.count > 41 })
    #expect(Set(names.map { $0.lowercased() }).count == names.count)
    #expect(world.contacts.contains { $0.contact.isCustomer == true && $0.contact.isSupplier == true })
    #expect(world.contacts.contains { $0.contact.isCustomer == nil })
    #expect(!world.contacts.contains { $0.patterns.contains(.bothRoles) })
  }

  @Test("NetSuite has two subsidiaries and lets a customer and a vendor share a name")
  func netSuite() {
    let world = GeneratedWorld(seed: 3, parties: 3000, style: .netSuite)
    let names = world.contacts.map { $0.contact.name.lowercased() }
    #expect(Set(names).count < names.count)
    #expect(Set(world.contacts.map(\.contact.company)).count == 2)
    #expect(world.contacts.contains { $0.patterns.contains(.bothRoles) })
  }

  @Test("the platform's side does not depend on the style")
  func partiesStay() {
    let parties = GeneratedWorld(seed: 9, parties: 300, style: .xero).parties
    #expect(parties == GeneratedWorld(seed: 9, parties: 300, style: .quickBooks).parties)
  }

  @Test("the books of two systems share no id, though they know the same businesses")
  func booksAreApart() {
    let worlds = SystemStyle.allCases.map { GeneratedWorld(seed: 9, parties: 300, style: $0) }
    let ids = worlds.flatMap { $0.contacts.map(\.contact.id) }
    #expect(Set(ids).count == ids.count)
    #expect(Set(worlds.flatMap { $0.contacts.compactMap(\.contact.company) }).count == 5)
    #expect(worlds.allSatisfy { $0.contacts.count == worlds[0].contacts.count })
  }
}
