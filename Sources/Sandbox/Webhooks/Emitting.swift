import ContactModel
import Crypto
import FoundationEssentials
import NDJSON

extension SandboxStore {
  /// Configures a webhook, which gets the events from now on.
  ///
  /// - Parameters:
  ///   - events: such as `Contact.changed`; nil: all.
  ///   - padsSignatures: whether signatures keep the `=` of Base64.
  @discardableResult
  package func addWebhook(
    url: String, key: String, events: Set<String>? = nil, padsSignatures: Bool = true
  ) throws(SandboxError) -> Webhook {
    guard let parsed = URL(string: url), parsed.scheme == "http", let host = parsed.host(), host.isLoopback else {
      throw .notLoopback(url: url)
    }
    return hooks.add(url: url, key: key, events: events, padsSignatures: padsSignatures)
  }

  package func removeWebhook(_ id: String) throws(SandboxError) {
    guard hooks.remove(id) else { throw .unknownHook(id) }
  }

  package var webhooks: [Webhook] { hooks.hooks }

  /// The newest deliveries, oldest first, with what became of them.
  package var deliveries: [WebhookDelivery] { hooks.deliveries }

  /// What there is to send, for the one sender.
  func outgoing() -> AsyncStream<WebhookDelivery> { hooks.stream() }

  func noteDelivery(_ number: Int, status: Int?, isDone: Bool) { hooks.note(status, isDone: isDone, of: number) }

  /// Sends an event of an account to the webhooks that want it.
  func emit(_ event: String, of account: SandboxAccount, _ data: JSONValue) {
    for hook in hooks.hooks where hook.events?.contains(event) ?? true {
      var body: [UInt8] = []
      JSONLine.append(
        [
          "hook": ["id": .string(hook.id), "event": .string(event), "target": .string(hook.url)],
          "linked_account": .json(SandboxJSON.encoded(AccountDetailsBody(account))), "data": data,
        ], to: &body)
      hooks.post(
        WebhookDelivery(
          number: 0, hook: hook.id, url: hook.url, event: event, body: body,
          signature: WebhookSignature.text(of: body, key: hook.key, isPadded: hook.padsSignatures)))
    }
  }

  /// Tells of a contact that was written.
  func emit(_ change: ContactChange, before standing: StoredContact?, in id: String) {
    guard !hooks.hooks.isEmpty, let holding = holdings[id], let slot = holding.shelf.slot(of: change.contact.id) else {
      return
    }
    let isRemoved = change.contact.key.wasDeleted && standing?.key.wasDeleted != true
    let kind = isRemoved ? "removed" : standing == nil ? "added" : "changed"
    var contact: [UInt8] = []
    change.contact.append(
      to: &contact, form: ContactForm(), subObjects: SubObjectIDs(account: holding.account.mergeID, slot: slot))
    emit("Contact.\(kind)", of: holding.account, .json(contact))
  }
}

/// The value of `X-Merge-Webhook-Signature`: HMAC-SHA256 over the body as sent, in Base64 with `-` and `_`.
enum WebhookSignature {
  static func text(of body: [UInt8], key: String, isPadded: Bool) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: body, using: SymmetricKey(data: Array(key.utf8)))
    let text = Data(code).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
    return isPadded ? text : text.replacing("=", with: "")
  }
}

extension String {
  /// Whether a URL's host is this machine's loopback; names but `localhost` are not looked up.
  fileprivate var isLoopback: Bool {
    if self == "localhost" || self == "::1" || self == "[::1]" { return true }
    let parts = split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return parts.count == 4 && parts.allSatisfy { $0 != nil } && parts[0] == 127
  }
}
