import ContactModel
import NDJSON

extension SandboxStore {
  /// GET /linked-accounts: the accounts of the organization that the API key belongs to.
  func listLinkedAccounts(_ call: inout Call) throws(Refusal) -> SandboxAnswer {
    let parameters = call.parameters
    let size = try parameters.pageSize(options)
    let cursor = try parameters.cursor(options)
    let wantsTest = try parameters.flag("is_test_account") ?? false
    _ = try parameters.flag("include_duplicates")
    let start = Int(cursor?.createdAt.microseconds ?? 0)
    let found = sortedHoldings.filter { holding in
      let account = holding.account
      func admits(_ name: String, _ value: String) -> Bool { parameters[name].map { $0 == value } ?? true }
      func lists(_ name: String, _ value: String) -> Bool {
        parameters[name].map { $0.split(separator: ",").contains(value[...]) } ?? true
      }
      return holding.number > start && !account.isDeleted && account.isTest == wantsTest
        && admits("category", "accounting")
        && admits("end_user_origin_id", account.id) && lists("end_user_origin_ids", account.id)
        && admits("id", account.mergeID) && lists("ids", account.mergeID) && admits("status", account.status)
        && admits("end_user_email_address", account.emailAddress)
        && admits("end_user_organization_name", account.organizationName)
        && admits("integration_name", account.integration.name)
    }
    let taken = found.prefix(size)
    call.page = (cursor?.page ?? 0) + 1
    call.records = taken.count
    var next: PageCursor?
    if found.count > size, let last = taken.last {
      next = PageCursor(
        page: call.page ?? 1, createdAt: Timestamp(microseconds: Int64(last.number)), id: last.account.id)
    }
    var body = PageBody(next: call.link(next, options), previous: nil)
    for holding in taken { body.add { $0.append(contentsOf: SandboxJSON.encoded(LinkedAccountBody(holding.account))) } }
    return SandboxAnswer(json: body.closed())
  }

  /// GET /account-details: the account of the token.
  func accountDetails(_ call: Call) throws(Refusal) -> SandboxAnswer {
    SandboxAnswer(json: SandboxJSON.encoded(AccountDetailsBody(try holding(of: call).account)))
  }

  /// GET /sync-status: one item for each model of the account.
  func listSyncStatus(_ call: inout Call) throws(Refusal) -> SandboxAnswer {
    let syncs = try holding(of: call).account.syncs
    let instant = now
    return try page(of: syncs, &call) { .json(SandboxJSON.encoded(SyncStatusBody($0, now: instant))) }
  }
}
