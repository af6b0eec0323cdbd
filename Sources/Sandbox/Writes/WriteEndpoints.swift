import ContactModel

extension SandboxStore {
  /// POST /contacts. With an Idempotency-Key that was seen before: the answer of then, where these are heeded.
  func createContact(_ call: inout Call) throws(Refusal) -> SandboxAnswer {
    let account = try accountForWriting(call)
    guard options.heedsIdempotencyKeys, let key = call.request.headers["idempotency-key"] else {
      return try create(in: account, call)
    }
    if let known = holdings[account.id]?.answers[key], known.isAlive(at: now) {
      guard known.isFor(call) else {
        throw .detail(400, "The Idempotency-Key was used before with another request.")
      }
      return known.answer
    }
    let answer = try create(in: account, call)
    holdings[account.id]?.answers[key] = IdempotentAnswer(
      at: now, path: call.path, query: call.request.query, body: call.request.body, answer: answer)
    return answer
  }

  /// PATCH /contacts/{id}: what is left out stays, null clears, an array takes the place of the whole array.
  func changeContact(_ id: String, _ call: Call) throws(Refusal) -> SandboxAnswer {
    let account = try accountForWriting(call)
    guard let standing = holdings[account.id]?.shelf[id] else { throw .detail(404, "Not found.") }
    let habits = account.integration.habits
    var draft = try draft(call, .change(standing), account)
    if standing.key.wasDeleted {
      draft.errors.append(.provider(nil, "The contact was deleted.", raw: "Object not found."))
    } else if habits.archivedIsReadOnly, standing.isArchived {
      draft.errors.append(.archived(habits))
    } else if let name = draft.name, isTaken(name, of: standing, in: account) {
      draft.errors.append(.taken(name, habits))
    }
    if !draft.errors.isEmpty { return refused(draft, call) }
    return answer(write(draft, to: id, in: account), 200, draft, call)
  }

  private func create(in account: SandboxAccount, _ call: Call) throws(Refusal) -> SandboxAnswer {
    let habits = account.integration.habits
    var draft = try draft(call, .create, account)
    if !draft.errors.isEmpty { return refused(draft, call) }
    let name = draft.name ?? ""
    if habits.takesOverNamesake, let namesake = namesakes(name, draft, in: account).first {
      if namesake.isArchived {
        draft.errors.append(.archived(habits))
        return refused(draft, call)
      }
      draft.leaveRoles()
      return answer(write(draft, to: namesake.id, in: account), 201, draft, call)
    }
    if !namesakes(name, draft, in: account).isEmpty || isEmployee(name, account) {
      draft.errors.append(.taken(name, habits))
      return refused(draft, call)
    }
    let number = (holdings[account.id]?.created ?? 0) + 1
    holdings[account.id]?.created = number
    let seed = "created/\(account.mergeID)/\(number)"
    let remoteID = habits.hasNumericIDs ? "\(900_000 + number)" : StableUUID.text(seed: "remote/" + seed)
    let contact = write(draft, to: StableUUID.text(seed: seed), remoteID: remoteID, in: account)
    if options.secondsUntilListed > 0 {
      holdings[account.id]?.unlisted[contact.id] = Timestamp(
        microseconds: contact.key.createdAt.microseconds + Int64(options.secondsUntilListed * 1e6))
    }
    return answer(contact, 201, draft, call)
  }

  // MARK: Names

  /// The standing contacts whose name a new contact would share, as far as the accounting system minds; oldest first.
  private func namesakes(_ name: String, _ draft: ContactDraft, in account: SandboxAccount) -> [StoredContact] {
    let habits = account.integration.habits
    return bearers(of: name, in: account).filter { other in
      switch habits.uniqueness {
      case .none: false
      case .allRoles: true
      case .contacts: !other.key.wasDeleted
      case .eachRole:
        !other.key.wasDeleted
          && (other.key.isCustomer.value ?? true && draft.isCustomer ?? true
            || other.key.isSupplier.value ?? true && draft.isSupplier ?? true)
      }
    }
  }

  /// Whether another contact stands in the way of a contact's new name.
  private func isTaken(_ name: String, of contact: StoredContact, in account: SandboxAccount) -> Bool {
    let habits = account.integration.habits
    if bearers(of: name, in: account).contains(where: { $0.id == contact.id }) { return false }
    if isEmployee(name, account) { return true }
    return bearers(of: name, in: account).contains { other in
      switch habits.uniqueness {
      case .none: false
      case .allRoles: true
      case .contacts: !other.key.wasDeleted
      case .eachRole:
        !other.key.wasDeleted && other.key.isCustomer == contact.key.isCustomer
          && other.key.isSupplier == contact.key.isSupplier
      }
    }
  }

  private func bearers(of name: String, in account: SandboxAccount) -> [StoredContact] {
    let habits = account.integration.habits
    if habits.uniqueness == .none { return [] }
    if holdings[account.id]?.names == nil, let shelf = holdings[account.id]?.shelf {
      holdings[account.id]?.names = NameBook(of: shelf, habits: habits)
    }
    let ids = holdings[account.id]?.names?.bearers(of: name) ?? []
    return ids.compactMap { holdings[account.id]?.shelf[$0] }.sorted { $0.key.createdAt < $1.key.createdAt }
  }

  private func isEmployee(_ name: String, _ account: SandboxAccount) -> Bool {
    let habits = account.integration.habits
    guard habits.uniqueness == .allRoles else { return false }
    let key = habits.folded(name)
    return account.employees.contains { habits.folded($0) == key }
  }

  // MARK: Reading and answering

  private func accountForWriting(_ call: Call) throws(Refusal) -> SandboxAccount {
    let account = try holding(of: call).account
    _ = try call.parameters.flag("is_debug_mode")
    _ = try call.parameters.flag("run_async")
    if account.acceptsWrites { return account }
    throw Refusal(answer: SandboxAnswer(status: 400, json: WriteAnswer(errors: [.relinkNeeded]).bytes))
  }

  private func draft(
    _ call: Call, _ purpose: ContactDraft.Purpose, _ account: SandboxAccount
  ) throws(Refusal) -> ContactDraft {
    guard let body = try? JSONMember.list(call.request.body[...]) else {
      throw .detail(400, "JSON parse error: the body must be an object.")
    }
    guard let model = body.last(where: { $0.key == "model" }) else { throw .field("model", "This field is required.") }
    guard model.kind == .object, let members = try? JSONMember.list(model.value) else {
      throw .field("model", "Invalid data. Expected a dictionary.")
    }
    return ContactDraft(
      model: members, purpose: purpose, habits: account.integration.habits,
      remoteFields: RemoteFieldClass.all(of: account))
  }

  private func write(
    _ draft: ContactDraft, to id: String, remoteID: String? = nil, in account: SandboxAccount
  ) -> StoredContact {
    var members = draft.members
    if let remoteID {
      members.insert(JSONMember(key: "remote_id", text: remoteID), at: 0)
      if !members.contains(where: { $0.key == "status" }) { members.append(JSONMember(key: "status", text: "ACTIVE")) }
    }
    defer { holdings[account.id]?.shelf.restoreOrder() }
    return write(members, to: id, in: account.id, by: .api(wholeName: draft.name)).contact
  }

  private func answer(
    _ contact: StoredContact, _ status: Int, _ draft: ContactDraft, _ call: Call
  ) -> SandboxAnswer {
    var model: [UInt8] = []
    if let holding = call.account.flatMap({ holdings[$0] }), let slot = holding.shelf.slot(of: contact.id) {
      let ids = SubObjectIDs(account: holding.account.mergeID, slot: slot)
      contact.append(to: &model, form: ContactForm(), subObjects: ids)
    }
    let body = WriteAnswer(model: model, warnings: draft.warnings, log: debugLog(call, status: 200))
    return SandboxAnswer(status: status, json: body.bytes)
  }

  private func refused(_ draft: ContactDraft, _ call: Call) -> SandboxAnswer {
    var body = WriteAnswer(warnings: draft.warnings, errors: draft.errors, log: debugLog(call, status: 400))
    if options.refusedWriteStatus < 300 { body.model = Array("{}".utf8) }
    return SandboxAnswer(status: options.refusedWriteStatus, json: body.bytes)
  }

  private func debugLog(_ call: Call, status: Int64) -> WriteAnswer.DebugLog? {
    guard (try? call.parameters.flag("is_debug_mode")) == true else { return nil }
    return WriteAnswer.DebugLog(
      id: StableUUID.text(seed: "log/\(log.count)"), method: call.request.method, statusCode: status)
  }
}

extension StoredContact {
  var isArchived: Bool { JSONMember.text(of: self[.status]) == "ARCHIVED" }
}

extension Problem {
  fileprivate static func archived(_ habits: Habits) -> Problem {
    .provider(
      "status", "\(habits.system) does not let an archived contact be edited.", raw: "The contact is archived.")
  }

  fileprivate static func taken(_ name: String, _ habits: Habits) -> Problem {
    .duplicate(
      "Another record in \(habits.system) already has this name.", raw: habits.duplicateText, code: habits.duplicateCode
    )
  }
}
