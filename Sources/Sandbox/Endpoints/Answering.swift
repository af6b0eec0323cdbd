extension SandboxStore {
  /// Answers a request as Merge would, or as the faults want it; never throws, never waits.
  ///
  /// What ``SandboxAnswer/delay`` and ``SandboxAnswer/ending`` say is left to the transport.
  package func answer(_ request: SandboxRequest) -> SandboxAnswer {
    var answer: SandboxAnswer
    if request.path == "/sandbox" || request.path.hasPrefix("/sandbox/") {
      answer = control(request)
    } else if request.path.hasPrefix("/link/") {
      answer = browse(request)
    } else {
      answer = play(request)
    }
    answer.headers.append(("date", HTTPDate.text(now)))
    return answer
  }

  private func play(_ request: SandboxRequest) -> SandboxAnswer {
    guard let path = Endpoint.path(behindBaseOf: request.path) else {
      return Refusal.detail(404, "Not found.").answer
    }
    let endpoint = Endpoint(path: path)
    var call = Call(request: request, path: path)
    call.account = request.accountToken.flatMap { accountID(forToken: $0) }
    var answer: SandboxAnswer
    do throws(Refusal) {
      answer = try serve(endpoint, &call)
    } catch {
      answer = error.answer
      call.records = 0
    }
    for effect in call.effects { effect.harm(&answer) }
    note(call, endpoint?.template ?? "unknown", answer)
    return answer
  }

  private func serve(_ endpoint: Endpoint?, _ call: inout Call) throws(Refusal) -> SandboxAnswer {
    guard call.request.bearer == options.apiKey else { throw .detail(401, "Invalid or missing API key.") }
    guard let endpoint else { throw .detail(404, "Not found.") }
    if endpoint.isOfAccount, call.account == nil { throw .detail(401, "Invalid or missing account token.") }
    if endpoint.isOfAccount, let account = call.account,
      let seconds = holdings[account]?.budget?.waitForCall(at: clock.now())
    {
      throw .detail(429, "Request was throttled.", headers: [("retry-after", "\(seconds)")])
    }
    call.effects = faults.draw(
      account: endpoint.isOfAccount ? call.account : nil, path: call.path, method: call.request.method,
      hasCursor: call.parameters["cursor"] != nil)
    for effect in call.effects {
      if let refusal = effect.refusal(invalidCursorStatus: options.invalidCursorStatus) { throw refusal }
    }
    guard endpoint.methods.contains(call.request.method) else {
      throw .detail(405, "Method \"\(call.request.method)\" not allowed.")
    }
    return try carryOut(endpoint, &call)
  }

  private func carryOut(_ endpoint: Endpoint, _ call: inout Call) throws(Refusal) -> SandboxAnswer {
    switch endpoint {
    case .contacts: call.request.method == "POST" ? try createContact(&call) : try listContacts(&call)
    case .contact(let id): call.request.method == "PATCH" ? try changeContact(id, call) : try contact(id, call)
    case .createMeta: try createMeta(call)
    case .changeMeta(let id): try changeMeta(id, call)
    case .remoteFieldClasses: try listRemoteFieldClasses(&call)
    case .address(let id): try subObject(id, .address, call)
    case .phoneNumber(let id): try subObject(id, .phoneNumber, call)
    case .linkToken: try makeLinkToken(call)
    case .accountToken(let publicToken): try exchange(publicToken)
    case .regenerateToken: try regenerateToken(call)
    case .deleteAccount: try deleteAccount(call)
    case .linkedAccounts: try listLinkedAccounts(&call)
    case .accountDetails: try accountDetails(call)
    case .availableActions: try availableActions(call)
    case .issues: try listIssues(&call)
    case .issue(let id): try issue(id)
    case .syncStatus: try listSyncStatus(&call)
    case .resync: try resync(call)
    }
  }

  private func note(_ call: Call, _ endpoint: String, _ answer: SandboxAnswer) {
    let request = ServedRequest(
      number: 0, at: now, account: call.account, method: call.request.method, path: call.path,
      query: call.request.query, cursor: call.parameters["cursor"], page: call.page,
      status: answer.ending == .nothing || answer.ending == .resetAtOnce ? 0 : answer.status, records: call.records,
      fault: call.effects.last?.name)
    log.add(request, endpoint: endpoint)
  }
}

/// A request on its way through the sandbox, and what the log wants to know of it.
struct Call {
  let request: SandboxRequest
  /// Behind the API's base.
  let path: String
  let parameters: Parameters
  /// Our id of the account that the token names.
  var account: String?
  var effects: [Fault.Effect] = []
  var page: Int?
  var records = 0

  init(request: SandboxRequest, path: String) {
    self.request = request
    self.path = path
    parameters = Parameters(request.parameters)
  }
}
