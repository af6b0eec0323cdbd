import ContactModel
import NDJSON

extension SandboxStore {
  /// POST /link-token: opens a session of Merge Link.
  func makeLinkToken(_ call: Call) throws(Refusal) -> SandboxAnswer {
    let order = try LinkOrder(call.request.body)
    var integration: Integration?
    if let slug = order.integration {
      guard let known = Integration.all.first(where: { $0.slug == slug }) else {
        throw .field("integration", "\"\(slug)\" is not a valid choice.")
      }
      integration = known
    }
    let token = links.open(
      LinkDesk.Session(
        token: "", originID: order.originID, organizationName: order.organizationName,
        emailAddress: order.emailAddress, integration: integration,
        expiresAt: now.advanced(bySeconds: order.minutes * 60)))
    return SandboxAnswer([
      "link_token": .string(token), "integration_name": .text(integration?.name),
      "magic_link_url": order.wantsMagicLink
        ? .string("http://\(call.request.headers["host"] ?? "127.0.0.1")/link/magic/\(token)") : .null,
    ])
  }

  /// GET /account-token/{public_token}: once, within ten minutes.
  func exchange(_ publicToken: String) throws(Refusal) -> SandboxAnswer {
    guard let account = links.redeem(publicToken, at: now).flatMap({ holdings[$0]?.account }) else {
      throw .detail(404, "Not found.")
    }
    return SandboxAnswer([
      "account_token": .string(account.token), "integration": account.integration.json, "id": .string(account.mergeID),
    ])
  }

  /// POST /account-token/regenerate: the token of the call stops.
  func regenerateToken(_ call: Call) throws(Refusal) -> SandboxAnswer {
    let account = try holding(of: call).account
    guard let token = try? regenerateToken(of: account.id) else { throw .detail(404, "Not found.") }
    return SandboxAnswer(["linked_account_id": .string(account.mergeID), "account_token": .string(token)])
  }

  /// POST /delete-account: an empty answer, and the token stops.
  func deleteAccount(_ call: Call) throws(Refusal) -> SandboxAnswer {
    var account = try holding(of: call).account
    account.isDeleted = true
    do throws(SandboxError) { try add(account) } catch { throw .detail(409, error.description) }
    emit("LinkedAccount.deleted", of: account, ["id": .string(account.mergeID)])
    return SandboxAnswer(json: [])
  }

  /// Plays the user who goes through Merge Link to its end.
  ///
  /// The account of the session's origin id is relinked: its id, token and contacts stay, its credentials are good again.
  /// One that was deleted is linked anew, and an unknown one is added, its first sync under way.
  ///
  /// - Parameter integration: what the user chose, where the link token left it open.
  /// - Returns: the public token that the browser would hand to the platform.
  package func finishLinking(
    _ linkToken: String, integration: Integration? = nil
  ) throws(SandboxError) -> String {
    guard let session = links.finish(linkToken, at: now) else { throw .unknownLinkToken }
    let standing = holdings[session.originID]?.account
    if let standing, standing.isDeleted {
      try relinkAnew(account: standing.id)
    } else if var account = standing {
      account.status = "COMPLETE"
      try add(account)
    } else {
      try add(
        SandboxAccount(
          id: session.originID, integration: session.integration ?? integration ?? .quickBooks,
          organizationName: session.organizationName, emailAddress: session.emailAddress,
          syncs: SyncStatus.everythingDone.map {
            SyncStatus(modelName: $0.modelName, status: "SYNCING", lastResult: nil, isInitial: true)
          }))
    }
    if let account = holdings[session.originID]?.account {
      emit(
        "LinkedAccount.linked", of: account,
        [
          "id": .string(account.mergeID), "account_token": .string(account.token),
          "is_relink": .bool(standing?.isDeleted == false), "integration_name": .string(account.integration.name),
          "integration_id": .string(account.integration.slug),
        ])
    }
    return links.publicToken(for: session.originID, at: now)
  }
}

extension Integration {
  /// The systems that Merge Link offers here.
  static let all: [Integration] = [.quickBooks, .xero, .netSuite]
}
