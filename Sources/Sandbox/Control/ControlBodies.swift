import ContactModel

/// `{"ok":true}`
struct Done: Encodable {
  var ok = true
}

/// The clock: `now` sets it, `offset_seconds` puts it ahead of the real one; it goes on from there.
struct ClockBody: Codable {
  var now: String?
  var offsetSeconds: Double?
}

/// The body of `POST /sandbox/faults`: one fault, or several under `faults`, with a seed for those left to chance.
struct FaultOrders: Decodable {
  private enum CodingKeys: String, CodingKey {
    case faults
    case seed
  }

  var list: [FaultOrder]
  var seed: UInt64?

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    list = try container.decodeIfPresent([FaultOrder].self, forKey: .faults) ?? [FaultOrder(from: decoder)]
    seed = try container.decodeIfPresent(UInt64.self, forKey: .seed)
  }
}

/// An account as `POST /sandbox/accounts` takes it: a new one, or what is to change of a standing one.
struct AccountOrder: Codable {
  var id: String
  /// Merge's id of the account.
  var mergeId: String?
  var token: String?
  var integration: Integration?
  var organizationName: String?
  var emailAddress: String?
  var status: String?
  var isTest: Bool?
  var isDeleted: Bool?
  var employees: [String]?
  /// State of the contacts' synchronization.
  var sync: SyncOrder?

  struct SyncOrder: Codable {
    var status: String?
    var lastResult: String?
    var lastFinishedAt: String?
    var isInitial: Bool?
    var reason: String?
  }

  init(_ account: SandboxAccount) {
    id = account.id
    mergeId = account.mergeID
    token = account.token
    integration = account.integration
    organizationName = account.organizationName
    emailAddress = account.emailAddress
    status = account.status
    isTest = account.isTest
    isDeleted = account.isDeleted
    employees = account.employees
    sync = account.syncs.first { $0.modelName == "Contact" }.map { sync in
      SyncOrder(
        status: sync.status, lastResult: sync.lastResult, lastFinishedAt: sync.lastFinishedAt?.rfc3339,
        isInitial: sync.isInitial, reason: sync.reason)
    }
  }

  func applied(to standing: SandboxAccount?) throws(Refusal) -> SandboxAccount {
    var account = standing ?? SandboxAccount(id: id)
    if let mergeId { account.mergeID = mergeId }
    if let token { account.token = token }
    if let integration { account.integration = integration }
    if let organizationName { account.organizationName = organizationName }
    if let emailAddress { account.emailAddress = emailAddress }
    if let status { account.status = status }
    if let isTest { account.isTest = isTest }
    if let isDeleted { account.isDeleted = isDeleted }
    if let employees { account.employees = employees }
    if let sync {
      var contacts = account.syncs.first { $0.modelName == "Contact" } ?? SyncStatus(modelName: "Contact")
      if let status = sync.status { contacts.status = status }
      if let lastResult = sync.lastResult { contacts.lastResult = lastResult }
      if let text = sync.lastFinishedAt {
        guard let instant = Timestamp(rfc3339: text) else {
          throw .field("last_finished_at", "Enter a valid date/time.")
        }
        contacts.lastFinishedAt = instant
      }
      if let isInitial = sync.isInitial { contacts.isInitial = isInitial }
      contacts.reason = sync.reason
      account.syncs = account.syncs.filter { $0.modelName != "Contact" } + [contacts]
    }
    return account
  }
}

/// An item of `GET /sandbox/requests`.
struct RequestBody: Encodable {
  var number: Int
  var at: String
  var account: String?
  var method: String
  var path: String
  var query: String
  var cursor: String?
  var page: Int?
  var status: Int
  var records: Int
  var fault: String?

  init(_ request: ServedRequest) {
    number = request.number
    at = request.at.rfc3339
    account = request.account
    method = request.method
    path = request.path
    query = request.query
    cursor = request.cursor
    page = request.page
    status = request.status
    records = request.records
    fault = request.fault
  }
}
