import Sandbox
import Testing

@Suite("Sandbox, many accounts")
struct ManyAccountsTests {
  @Test("contacts are dealt out, the systems take turns, and the last accounts are revoked")
  func dealsOut() async throws {
    let store = SandboxStore(clock: StandingClock().clock)
    let contacts = (0..<5000).map { #"{"id":"c\#($0)","name":"N \#($0)"}"# }.joined(separator: "\n")
    let ids = try await store.addAccounts(2000, named: "sandbox", revoked: 40, contacts: Array(contacts.utf8))
    #expect(ids.count == 2000 && ids.first == "sandbox-1" && ids.last == "sandbox-2000")
    var seen: Set<String> = []
    for id in ids { seen.formUnion(await store.contactIDs(of: id)) }
    #expect(seen.count == 5000)
    #expect(await store.contactIDs(of: "sandbox-1") == ["c0", "c2000", "c4000"])
    #expect(await store.account("sandbox-2")?.integration == .xero)
    var statuses: [Int: Int] = [:]
    for id in ids {
      let headers = ["authorization": "Bearer sandbox-key", "x-account-token": "token-\(id)"]
      let answer = await store.answer(SandboxRequest(target: "/api/accounting/v1/account-details", headers: headers))
      statuses[answer.status, default: 0] += 1
    }
    #expect(statuses == [200: 1960, 401: 40])
    let last = SandboxRequest(
      target: "/api/accounting/v1/contacts",
      headers: ["authorization": "Bearer sandbox-key", "x-account-token": "token-sandbox-1961"])
    #expect(await store.answer(last).status == 401)
  }
}
