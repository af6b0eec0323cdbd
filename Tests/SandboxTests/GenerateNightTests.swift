import ContactModel
import Sandbox
import Testing

@Suite("Generator, a night of changes")
struct GenerateNightTests {
  let world = GeneratedWorld(seed: 21, parties: 900, style: .xero)
  let dusk = Timestamp(microseconds: 1_760_000_000_000_000)

  @Test("some contacts are edited, some come, some go, and each only once")
  func changesAreDisjoint() {
    let night = world.generator.night(after: world.contacts, seed: 1, at: dusk)
    let before = world.contacts.reduce(into: [:]) { $0[$1.contact.id] = $1.contact }
    let all = night.edited + night.added + night.archived + night.deleted
    #expect(Set(all.map(\.contact.id)).count == all.count)
    #expect(night.edited.count > 10 && !night.archived.isEmpty && !night.deleted.isEmpty && night.added.count > 3)
    #expect(night.added.allSatisfy { before[$0.contact.id] == nil })
    #expect(night.deleted.allSatisfy { $0.contact.isDeleted && before[$0.contact.id]?.isDeleted == false })
    #expect(night.archived.allSatisfy { $0.contact.status != before[$0.contact.id]?.status })
    for edited in night.edited {
      var old = before[edited.contact.id]
      #expect(old?.name == edited.contact.name)
      old?.modifiedAt = edited.contact.modifiedAt
      old?.remoteUpdatedAt = edited.contact.remoteUpdatedAt
      #expect(old != edited.contact)
    }
    #expect(
      all.allSatisfy { $0.contact.modifiedAt >= dusk && $0.contact.modifiedAt < dusk.advanced(bySeconds: 21_600) })
    #expect(night.lines.count == all.count)
  }

  @Test("newcomers of the platform name their party, under names that are free")
  func newcomersHaveParties() {
    let night = world.generator.night(after: world.contacts, seed: 1, at: dusk)
    let parties = Set(world.parties.map(\.id))
    let taken = Set(world.contacts.map { $0.contact.name.lowercased() })
    #expect(night.added.contains { !$0.parties.isEmpty } && night.added.contains { $0.parties.isEmpty })
    #expect(night.added.allSatisfy { $0.parties.allSatisfy(parties.contains) })
    #expect(night.added.allSatisfy { !taken.contains($0.contact.name.lowercased()) })
  }

  @Test("the same night is the same, another one is not")
  func isDeterministic() {
    let one = world.generator.night(after: world.contacts, seed: 1, at: dusk).lines
    #expect(one == world.generator.night(after: world.contacts, seed: 1, at: dusk).lines)
    #expect(one != world.generator.night(after: world.contacts, seed: 2, at: dusk).lines)
  }
}
