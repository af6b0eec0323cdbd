import ContactModel

extension SandboxStore {
  /// The paths under `/sandbox`, which no real API has: they change what is played and tell what was asked.
  ///
  /// No keys are needed; the server listens on loopback only. None of these requests is logged, limited or harmed.
  func control(_ request: SandboxRequest) -> SandboxAnswer {
    let parts = request.path.split(separator: "/").dropFirst().map(String.init)
    do throws(Refusal) {
      switch (request.method, parts.first, parts.count) {
      case ("GET", "state", 1): return answer(StateBody(self))
      case ("GET", "requests", 1): return answer(log.requests.map(RequestBody.init))
      case ("DELETE", "requests", 1):
        clearLog()
        return answer(Done())
      case (_, "faults", 1): return try controlFaults(request)
      case ("GET", "clock", 1): return answer(ClockBody(now: now.rfc3339, offsetSeconds: Double(clockOffset) / 1e6))
      case ("POST", "clock", 1): return try controlClock(request)
      case (_, "accounts", _): return try controlAccounts(request, Array(parts.dropFirst()))
      default:
        guard let body = try controlLinking(request, parts) else { throw Refusal.detail(404, "Not found.") }
        return answer(body)
      }
    } catch {
      return error.answer
    }
  }

  private func controlFaults(_ request: SandboxRequest) throws(Refusal) -> SandboxAnswer {
    switch request.method {
    case "GET": break
    case "DELETE": removeFaults()
    case "POST":
      let orders = try SandboxJSON.decoded(FaultOrders.self, from: request.body)
      var faults: [Fault] = []
      for order in orders.list { faults.append(try order.fault()) }
      if let seed = orders.seed { setFaultSeed(seed) }
      for fault in faults { self.faults.add(fault) }
    default: throw .detail(405, "Method \"\(request.method)\" not allowed.")
    }
    return answer(zip(faults.faults, faults.hits).map { FaultOrder($0, hits: $1) })
  }

  private func controlClock(_ request: SandboxRequest) throws(Refusal) -> SandboxAnswer {
    let order = try SandboxJSON.decoded(ClockBody.self, from: request.body)
    if let text = order.now {
      guard let instant = Timestamp(rfc3339: text) else { throw .field("now", "Enter a valid date/time.") }
      setNow(instant)
    } else if let seconds = order.offsetSeconds {
      setClockOffset(seconds: seconds)
    } else {
      throw .detail(400, "now or offset_seconds is required.")
    }
    return answer(ClockBody(now: now.rfc3339, offsetSeconds: Double(clockOffset) / 1e6))
  }

  private func controlAccounts(_ request: SandboxRequest, _ parts: [String]) throws(Refusal) -> SandboxAnswer {
    do {
      switch (request.method, parts.count, parts.count > 1 ? parts[1] : "") {
      case ("GET", 0, _): return answer(accounts.map(AccountOrder.init))
      case ("POST", 0, _):
        let order = try SandboxJSON.decoded(AccountOrder.self, from: request.body)
        let account = try order.applied(to: account(order.id))
        try add(account)
        return answer(AccountOrder(account))
      case ("DELETE", 1, _):
        try removeAccount(parts[0])
        return answer(Done())
      case ("GET", 2, "contacts"):
        return SandboxAnswer.lines(try contacts(of: parts[0]))
      case ("PUT", 2, "contacts"): return answer(try putContacts(request.body, in: parts[0]))
      case ("DELETE", 3, "contacts"):
        try removeContact(parts[2], in: parts[0])
        return answer(Done())
      case ("POST", 2, "relink-anew"):
        try relinkAnew(account: parts[0])
        return answer(account(parts[0]).map(AccountOrder.init))
      case ("POST", 2, "regenerate-token"):
        try regenerateToken(of: parts[0])
        return answer(account(parts[0]).map(AccountOrder.init))
      case ("POST", 2, "sync"):
        try finishSync(of: parts[0], result: SandboxJSON.decoded(SyncOrder.self, from: request.body).result ?? "DONE")
        return answer(Done())
      case ("POST", 2, "issues"):
        let order = try SandboxJSON.decoded(IssueOrder.self, from: request.body)
        return answer(["id": try openIssue(order.description, details: order.details ?? [], account: parts[0])])
      case ("POST", 3, "delete-contact"):
        try deleteContact(parts[2], in: parts[0])
        return answer(Done())
      default: throw Refusal.detail(404, "Not found.")
      }
    } catch let refusal as Refusal {
      throw refusal
    } catch let error as SandboxError {
      throw error.refusal
    } catch {
      throw .detail(500, "\(error)")
    }
  }

  private func answer(_ value: some Encodable) -> SandboxAnswer { SandboxAnswer(json: SandboxJSON.encoded(value)) }
}

extension SandboxAnswer {
  /// Objects as lines, each as it is.
  fileprivate static func lines(_ objects: [[UInt8]]) -> SandboxAnswer {
    var body: [UInt8] = []
    body.reserveCapacity(objects.reduce(0) { $0 + $1.count + 1 })
    for object in objects {
      body.append(contentsOf: object)
      body.append(UInt8(ascii: "\n"))
    }
    var answer = SandboxAnswer(json: body)
    answer.headers = [("content-type", "application/x-ndjson")]
    return answer
  }
}

extension SandboxError {
  var refusal: Refusal { .detail(status, description) }

  private var status: Int {
    switch self {
    case .unknownAccount, .unknownContact, .unknownIssue, .unknownHook, .unknownLinkToken: 404
    case .tokenTaken: 409
    case .badContact, .notLoopback: 400
    }
  }
}
