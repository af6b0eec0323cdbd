import ContactModel
import Sandbox
import TestSupport

/// A random history of an accounting system and a platform: both begin with a part of made-up books, and go on by adding,
/// editing, archiving, deleting and merging.
struct History {
  /// What happened in one step: contacts as lines for the sandbox, parties as CSV.
  struct Step: Sendable {
    var contacts: String
    var parties: String
  }

  /// A party as the platform has it now.
  private struct Party {
    var record: GeneratedParty
    var deletedAt: String?
    var mergedInto: String?

    var row: String { "\(record.row),\(deletedAt ?? ""),\(mergedInto ?? "")" }
  }

  static let header = GeneratedParty.header + ",deleted_at,merged_into\n"

  private var random: Seeded
  private var contacts: [GeneratedContact] = []
  private var parties: [Party] = []
  private var newContacts: [GeneratedContact]
  private var now = Timestamp(microseconds: 0)
  private var newParties: [GeneratedParty]

  /// Books of 20 to 60 parties, of which a part is there at once.
  init(seed: UInt64) {
    random = Seeded(seed &* 0x1000_0001)
    let count = Int.random(in: 20...60, using: &random)
    let generator = BusinessGenerator(seed: seed, parties: count)
    var all: [GeneratedParty] = []
    generator.forEachParty { all.append($0) }
    var known: [GeneratedContact] = []
    generator.forEachContact { known.append($0.contact) }
    newParties = all.shuffled(using: &random)
    newContacts = known.shuffled(using: &random)
  }

  /// What is there at the beginning.
  mutating func beginning() -> Step {
    let share = Double.random(in: 0.5...0.9, using: &random)
    var step = Step(contacts: "", parties: Self.header)
    for _ in 0..<Int(Double(newContacts.count) * share) { addContact(&step) }
    for _ in 0..<Int(Double(newParties.count) * share) { addParty(&step) }
    return step
  }

  /// The next step: a few changes on both sides, or on one, or none; contacts are changed at this moment.
  mutating func next() -> Step {
    now = SandboxClock.system.now()
    var step = Step(contacts: "", parties: Self.header)
    for _ in 0..<Int.random(in: 0...5, using: &random) { changeContact(&step) }
    for _ in 0..<Int.random(in: 0...4, using: &random) { changeParty(&step) }
    return step
  }

  /// Every party as it is now.
  var allParties: String { Self.header + parties.map { $0.row + "\n" }.joined() }

  /// Contacts that are there now.
  var contactIDs: [String] { contacts.map(\.id) }
  var partyIDs: [String] { parties.map(\.record.id) }

  mutating func chance(_ share: Double) -> Bool { random.chance(share) }
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements.randomElement(using: &random)! }

  // MARK: contacts

  private mutating func addContact(_ step: inout Step) {
    guard let contact = newContacts.popLast() else { return }
    contacts.append(contact)
    write(contacts.count - 1, &step)
  }

  private mutating func changeContact(_ step: inout Step) {
    guard !contacts.isEmpty, !random.chance(0.25) else { return addContact(&step) }
    let place = Int.random(in: contacts.indices, using: &random)
    let other = contacts[Int.random(in: contacts.indices, using: &random)]
    switch Int.random(in: 0..<8, using: &random) {
    case 0: contacts[place].email = other.email
    case 1: contacts[place].phones = other.phones
    case 2: contacts[place].addresses = other.addresses
    case 3: contacts[place].tax = random.chance(0.5) ? other.tax : nil
    case 4: contacts[place].name = random.chance(0.5) ? other.name : contacts[place].name + " Ltd"
    case 5: contacts[place].status = contacts[place].status == "ACTIVE" ? "ARCHIVED" : "ACTIVE"
    case 6: contacts[place].isDeleted.toggle()
    default:
      contacts[place].isCustomer = [nil, true, false].randomElement(using: &random)!
      contacts[place].company = random.chance(0.5) ? nil : "entity-2"
    }
    write(place, &step)
  }

  private mutating func write(_ place: Int, _ step: inout Step) {
    contacts[place].modifiedAt = max(contacts[place].modifiedAt, now)
    step.contacts += contacts[place].line + "\n"
  }

  // MARK: parties

  private mutating func addParty(_ step: inout Step) {
    guard let party = newParties.popLast() else { return }
    parties.append(Party(record: party))
    step.parties += parties[parties.count - 1].row + "\n"
  }

  private mutating func changeParty(_ step: inout Step) {
    guard !parties.isEmpty, !random.chance(0.3) else { return addParty(&step) }
    let place = Int.random(in: parties.indices, using: &random)
    let other = parties[Int.random(in: parties.indices, using: &random)]
    switch Int.random(in: 0..<8, using: &random) {
    case 0: parties[place].record.email = other.record.email
    case 1: parties[place].record.phone = other.record.phone
    case 2:
      parties[place].record.street1 = other.record.street1
      parties[place].record.postcode = other.record.postcode
      parties[place].record.city = other.record.city
    case 3: parties[place].record.name = random.chance(0.5) ? other.record.name : parties[place].record.name + " Inc."
    case 4: parties[place].record.tax = other.record.tax
    case 5: parties[place].deletedAt = parties[place].deletedAt == nil ? "2026-01-01T00:00:00Z" : nil
    default:
      // Also into parties that are deleted, merged themselves, or in a circle; and back out again.
      parties[place].mergedInto =
        other.record.id == parties[place].record.id || random.chance(0.2) ? nil : other.record.id
    }
    step.parties += parties[place].row + "\n"
  }
}
