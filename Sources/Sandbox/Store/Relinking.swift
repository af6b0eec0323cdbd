import ContactModel

extension SandboxStore {
  /// Plays "deleted at Merge and linked anew", or only the latter where it is deleted already: the account gets another Merge id and another token, and all of its contacts,
  /// addresses, phone numbers and companies get other ids. Remote ids and everything else stay.
  ///
  /// The old token is then as good as a wrong one. Contacts are created anew, now, in the order they had. Those that the
  /// accounting system had deleted are gone: a first sync brings only what is there.
  ///
  /// - Returns: the new token.
  @discardableResult
  package func relinkAnew(account id: String) throws(SandboxError) -> String {
    guard var holding = holdings[id] else { throw .unknownAccount(id) }
    holding.generation += 1
    let shelf = holding.shelf
    holding.shelf = ContactShelf()
    holding.names = nil
    holding.unlisted = [:]
    holding.answers = [:]
    var companies: [String: String] = [:]
    for slot in shelf.allSlots {
      guard let contact = shelf[slot: slot], !contact.key.wasDeleted else { continue }
      if let company = contact.companyID, companies[company] == nil {
        let renewed = StableUUID.text(seed: "company/\(id)/\(holding.generation)/\(company)")
        companies[company] = renewed
        holding.companyRemoteIDs[renewed] = holding.remoteID(ofCompany: company)
      }
      let stamp = holding.stamp(at: now)
      holding.shelf.put(
        contact.renewed(
          id: StableUUID.text(seed: "contact/\(id)/\(holding.generation)/\(contact.id)"), at: stamp,
          company: contact.companyID.flatMap { companies[$0] }))
    }
    holding.account.mergeID = StableUUID.text(seed: "linked-account/\(id)/\(holding.generation)")
    holding.account.status = "COMPLETE"
    holding.account.isDeleted = false
    holding.account.completedAt = now
    holdings[id] = holding
    return try regenerateToken(of: id)
  }

  /// Gives an account another token; the old one is then as good as a wrong one. Returns the new one.
  @discardableResult
  package func regenerateToken(of account: String) throws(SandboxError) -> String {
    guard var holding = holdings[account] else { throw .unknownAccount(account) }
    holding.issuedTokens += 1
    holding.account.token = "token-" + StableUUID.text(seed: "token/\(account)/\(holding.issuedTokens)")
    holdings[account]?.issuedTokens = holding.issuedTokens
    try add(holding.account)
    return holding.account.token
  }
}

extension SandboxStore.Holding {
  /// The accounting system's own id of a company, by Merge's.
  func remoteID(ofCompany id: String) -> String {
    companyRemoteIDs[id] ?? "company-" + StableUUID.hex(StableUUID.digest(id, basis: 0), digits: 8)
  }

  /// The instant of a write: later than every earlier one of the account, so that no contact appears behind a reader.
  mutating func stamp(at now: Timestamp) -> Timestamp {
    lastStamp = max(now, Timestamp(microseconds: lastStamp.microseconds + 1))
    return lastStamp
  }
}

extension StoredContact {
  /// The same contact as a new object of Merge's.
  func renewed(id: String, at stamp: Timestamp, company: String?) -> StoredContact {
    let members = members.map { member in
      switch member.key {
      case "id": JSONMember(key: member.key, text: id)
      case "created_at", "modified_at": JSONMember(key: member.key, text: stamp.rfc3339)
      case "company" where company != nil: member.renamed(company ?? "")
      default: member
      }
    }
    return StoredContact(id: id, createdAt: stamp, modifiedAt: stamp, members: members)
  }
}

extension JSONMember {
  /// The same member with another id: of an object its `id`, of a text the text.
  fileprivate func renamed(_ id: String) -> JSONMember {
    guard value.first == UInt8(ascii: "{"), let inner = try? JSONMember.list(value) else {
      return JSONMember(key: key, text: id)
    }
    return JSONMember(key: key, members: inner.map { $0.key == "id" ? JSONMember(key: "id", text: id) : $0 })
  }
}
