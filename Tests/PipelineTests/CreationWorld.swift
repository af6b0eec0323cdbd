import ContactModel
import FoundationEssentials
import Load
import Pipeline
import Postgres
import Sandbox
import Testing

/// Made-up businesses that are nobody's contact yet.
enum Newcomers {
  static let names = [
    "Alder Bakery", "Birchwood Plumbing", "Cedar Freight", "Dogwood Optics", "Elm Street Cinema", "Fir & Sons",
    "Ginkgo Dental", "Hazel Printing", "Ironwood Gym", "Juniper Florist", "Kapok Bedding", "Larch Surveyors",
    "Maple Motors", "Nutmeg Catering", "Olive Press", "Poplar Roofing", "Quince Jams", "Rowan Legal", "Spruce Cleaning",
    "Teak Decking", "Umbra Blinds", "Viburnum Gardens", "Willow Weavers", "Yew Archery",
  ]

  static let header = "id,name,email_address,tax_number,is_customer,is_supplier\n"

  static func row(_ id: String, _ name: String, role: String = "true,false") -> String {
    "\(id),\"\(name)\",\(id)@example.com,,\(role)\n"
  }

  static func csv(_ count: Int) -> String {
    header + names.prefix(count).enumerated().map { row("p\($0.offset + 10)", $0.element) }.joined()
  }
}

extension World {
  static let ledger = Integration(name: "Ledger", slug: "ledger")
  static let creating =
    "version: 1\nname: nightly\ncreate: { enabled: true, accounts: [books], after: 0s, grace: 0s }\n"

  /// A world with the account `books`, read and settled, in which nothing has been created yet.
  static func creating<R: Sendable>(
    parties: String, contacts: String = "", integration: Integration = ledger, employees: [String] = [],
    options: SandboxOptions = SandboxOptions(apiKey: apiKey), clock: SandboxClock = .system,
    _ body: @Sendable (World) async throws -> R
  ) async throws -> R {
    try await with(accounts: [("books", contacts)], parties: parties, options: options, clock: clock) { world in
      try await world.store.add(SandboxAccount(id: "books", integration: integration, employees: employees))
      try await world.store.putContacts(contacts, in: "books")
      #expect(try await world.run(PipelineRunTests.nightly).outcome == .done)
      await world.store.clearLog()
      return try await body(world)
    }
  }

  /// How many contacts an account holds of each name.
  func booked(in account: String = "books") async throws -> [String: Int] {
    try await store.contacts(of: account).reduce(into: [:]) { counts, line in
      counts[try JSONDecoder().decode(Named.self, from: Data(line)).name ?? "", default: 0] += 1
    }
  }

  private struct Named: Decodable { var name: String? }

  /// The outbox as "party state", with its error where there is one.
  func outbox() async throws -> [String] {
    try await column(
      "select concat_ws(' ', party_id, state, error_class) from contactsync.creation order by party_id")
  }

  /// Creates that reached the sandbox.
  func posts() async -> Int { await store.log.requests.count { $0.method == "POST" && $0.path == "/contacts" } }

  /// So many hours later, Merge has read the accounting system again, ten seconds ago: a response's date has no fractions, so that one
  /// of the same second may lie before the sync's end.
  func syncAgain(hours: Double, result: String = "DONE") async throws {
    await store.setClockOffset(seconds: hours * 3600)
    try await store.finishSync(of: "books", result: result)
    await store.setClockOffset(seconds: hours * 3600 + 10)
  }
}
