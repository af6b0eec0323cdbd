import ContactModel

extension SandboxStore {
  /// The paths under `/sandbox` about linking, issues and webhooks; nil for any other.
  func controlLinking(_ request: SandboxRequest, _ parts: [String]) throws(Refusal) -> (any Encodable & Sendable)? {
    do throws(SandboxError) {
      switch (request.method, parts.first, parts.count) {
      case ("GET", "link-sessions", 1): return links.sessions.map { LinkSessionBody($0, now: now) }
      case ("POST", "link-sessions", 3) where parts[2] == "finish":
        let chosen = try? SandboxJSON.decoded(ChosenIntegration.self, from: request.body).integration
        return PublicTokenBody(publicToken: try finishLinking(parts[1], integration: chosen))
      case ("POST", "issues", 3) where parts[2] == "resolve":
        try resolveIssue(parts[1])
        return Done()
      case ("GET", "webhooks", 1): return webhooks.map(WebhookBody.init)
      case ("GET", "webhooks", 2) where parts[1] == "deliveries": return deliveries.map(DeliveryBody.init)
      case ("DELETE", "webhooks", 2):
        try removeWebhook(parts[1])
        return Done()
      default: break
      }
    } catch {
      throw error.refusal
    }
    guard request.method == "POST", parts == ["webhooks"] else { return nil }
    let order = try SandboxJSON.decoded(WebhookBody.self, from: request.body)
    do throws(SandboxError) {
      return WebhookBody(
        try addWebhook(
          url: order.url, key: order.key, events: order.events.map(Set.init),
          padsSignatures: order.padsSignatures ?? true))
    } catch {
      throw error.refusal
    }
  }
}

/// `{"public_token":"…"}`
struct PublicTokenBody: Encodable {
  var publicToken: String
}

/// What the user chose in Merge Link.
struct ChosenIntegration: Decodable {
  var integration: Integration?
}

/// An item of `GET /sandbox/link-sessions`.
struct LinkSessionBody: Encodable {
  var linkToken: String
  var endUserOriginID: String
  var integration: Integration?
  var expiresAt: String
  /// Whether it can still be finished.
  var isOpen: Bool

  init(_ session: LinkDesk.Session, now: Timestamp) {
    linkToken = session.token
    endUserOriginID = session.originID
    integration = session.integration
    expiresAt = session.expiresAt.rfc3339
    isOpen = !session.isFinished && now < session.expiresAt
  }
}

/// A webhook as `POST /sandbox/webhooks` takes it and `GET` shows it.
struct WebhookBody: Codable {
  var id: String?
  var url: String
  var key: String
  var events: [String]?
  var padsSignatures: Bool?

  init(_ hook: Webhook) {
    id = hook.id
    url = hook.url
    key = hook.key
    events = hook.events?.sorted()
    padsSignatures = hook.padsSignatures
  }
}

/// An item of `GET /sandbox/webhooks/deliveries`.
struct DeliveryBody: Encodable {
  var number: Int
  var hook: String
  var event: String
  var statuses: [Int]
  var isDone: Bool

  init(_ delivery: WebhookDelivery) {
    number = delivery.number
    hook = delivery.hook
    event = delivery.event
    statuses = delivery.statuses
    isDone = delivery.isDone
  }
}

/// `POST /sandbox/accounts/{id}/issues`
struct IssueOrder: Decodable {
  var description: String
  var details: [String]?
}

/// `POST /sandbox/accounts/{id}/sync`
struct SyncOrder: Decodable {
  var result: String?
}
