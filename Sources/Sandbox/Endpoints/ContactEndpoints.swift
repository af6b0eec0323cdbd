import ContactModel

extension SandboxStore {
  /// GET /contacts: a page of the account's contacts, oldest first.
  func listContacts(_ call: inout Call) throws(Refusal) -> SandboxAnswer {
    let holding = try holding(of: call)
    var filter = try ContactFilter(call.parameters, options)
    if !holding.unlisted.isEmpty { filter.unlisted = Set(holding.unlisted.filter { $0.value > now }.keys) }
    let form = try ContactForm(call.parameters, holding)
    let size = try call.parameters.pageSize(options)
    let cursor = try call.parameters.cursor(options)
    var page = ContactPage(of: holding.shelf, filter, size: size, at: cursor)
    for effect in call.effects { page.harm(effect, holding.shelf, filter) }

    var body = PageBody(
      next: call.link(page.next, options), previous: call.link(page.previous, options),
      capacity: page.slots.reduce(0) { $0 + (holding.shelf[slot: $1]?.bytes.count ?? 0) + 120 })
    for slot in page.slots {
      guard let contact = holding.shelf[slot: slot] else { continue }
      let subObjects = SubObjectIDs(account: holding.account.mergeID, slot: slot)
      body.add { contact.append(to: &$0, form: form, subObjects: subObjects) }
    }
    call.page = page.number
    call.records = page.slots.count
    return SandboxAnswer(json: body.closed())
  }

  /// GET /contacts/{id}: also where it is deleted or a shell.
  func contact(_ id: String, _ call: Call) throws(Refusal) -> SandboxAnswer {
    let holding = try holding(of: call)
    let form = try ContactForm(call.parameters, holding)
    guard let slot = holding.shelf.slot(of: id), let contact = holding.shelf[slot: slot] else {
      throw .detail(404, "Not found.")
    }
    var body: [UInt8] = []
    contact.append(to: &body, form: form, subObjects: SubObjectIDs(account: holding.account.mergeID, slot: slot))
    return SandboxAnswer(json: body)
  }

  /// GET /addresses/{id} and GET /phone-numbers/{id}: one element, as it stands in the expanded contact.
  func subObject(_ id: String, _ kind: SubObjectIDs.Kind, _ call: Call) throws(Refusal) -> SandboxAnswer {
    let holding = try holding(of: call)
    guard let place = SubObjectIDs.place(id, kind, account: holding.account.mergeID),
      let contact = holding.shelf[slot: place.slot]
    else { throw .detail(404, "Not found.") }
    let elements = JSONMember.elements(contact[kind == .address ? .addresses : .phoneNumbers])
    guard elements.indices.contains(place.index), elements[place.index].first == UInt8(ascii: "{") else {
      throw .detail(404, "Not found.")
    }
    return SandboxAnswer(json: Array(elements[place.index]))
  }

  func holding(of call: Call) throws(Refusal) -> Holding {
    guard let holding = call.account.flatMap({ holdings[$0] }) else {
      throw .detail(401, "Invalid or missing account token.")
    }
    return holding
  }
}

extension ContactFilter {
  init(_ parameters: Parameters, _ options: SandboxOptions) throws(Refusal) {
    modified = Span(
      after: try parameters.instant("modified_after"), before: try parameters.instant("modified_before"),
      isInclusive: options.boundsAreInclusive)
    created = Span(
      after: try parameters.instant("created_after"), before: try parameters.instant("created_before"),
      isInclusive: options.boundsAreInclusive)
    includesDeleted = try parameters.flag("include_deleted_data") ?? false
    includesShells = try parameters.flag("include_shell_data") ?? false
    isCustomer = try parameters.flag("is_customer")
    isSupplier = try parameters.flag("is_supplier")
    name = parameters["name"].map { Wanted(text: $0, ignoresCase: options.textFiltersIgnoreCase) }
    emailAddress = parameters["email_address"].map { Wanted(text: $0, ignoresCase: options.textFiltersIgnoreCase) }
    remoteID = parameters["remote_id"].map { Wanted(text: $0) }
    companyID = parameters["company_id"].map { Wanted(text: $0) }
    status = try parameters.choice("status", of: ["ACTIVE", "ARCHIVED"]).map { Wanted(text: $0) }
  }
}

extension ContactForm {
  init(_ parameters: Parameters, _ holding: SandboxStore.Holding) throws(Refusal) {
    let expanded = try parameters.choices("expand", of: ["addresses", "company", "phone_numbers"])
    expandsAddresses = expanded.contains("addresses")
    expandsPhoneNumbers = expanded.contains("phone_numbers")
    company = expanded.contains("company") ? .object(remoteID: holding.remoteID(ofCompany:)) : .id
    includesRemoteData = try parameters.flag("include_remote_data") ?? false
    includesRemoteFields = try parameters.flag("include_remote_fields") ?? false
    let origins = try parameters.choices("show_enum_origins", of: ["status"])
      .union(try parameters.choices("remote_fields", of: ["status"]))
    statusOrigins = origins.isEmpty ? nil : holding.account.integration.statusOrigins
  }
}

extension Integration {
  /// The words of the accounting system itself for Merge's statuses.
  fileprivate var statusOrigins: [String: String] {
    switch self {
    case .quickBooks: ["ACTIVE": "true", "ARCHIVED": "false"]
    case .netSuite: ["ACTIVE": "false", "ARCHIVED": "true"]
    default: [:]
    }
  }
}
