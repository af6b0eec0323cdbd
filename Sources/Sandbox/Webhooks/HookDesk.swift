import ContactModel

/// A webhook as it is configured in Merge's dashboard: where events go, and the key that signs them.
package struct Webhook: Sendable, Hashable {
  package var id: String
  /// On this machine's loopback: `http://127.0.0.1:8080/webhooks/merge`.
  package var url: String
  /// The signature key, as text.
  package var key: String
  /// Such as `Contact.changed`; nil: all.
  package var events: Set<String>?
  /// Whether signatures end with the `=` of Base64, as Python writes it.
  package var padsSignatures: Bool
}

/// One event on its way to one webhook.
package struct WebhookDelivery: Sendable, Hashable {
  /// Counts from 1 over all deliveries.
  package var number: Int
  package var hook: String
  package var url: String
  package var event: String
  package var body: [UInt8]
  /// Value of `X-Merge-Webhook-Signature`.
  package var signature: String
  /// Statuses of the attempts so far; 0 where no answer came.
  package var statuses: [Int] = []
  package var isDone = false
}

/// The configured webhooks, and the events that went out or wait for a sender.
struct HookDesk: Sendable {
  /// So many deliveries are remembered.
  private static let limit = 10_000

  private(set) var hooks: [Webhook] = []
  private(set) var deliveries: [WebhookDelivery] = []
  private var issued = 0
  private var waiting: [WebhookDelivery] = []
  private var sender: AsyncStream<WebhookDelivery>.Continuation?

  mutating func add(url: String, key: String, events: Set<String>?, padsSignatures: Bool) -> Webhook {
    issued += 1
    let hook = Webhook(
      id: StableUUID.text(seed: "hook/\(issued)"), url: url, key: key, events: events, padsSignatures: padsSignatures)
    hooks.append(hook)
    return hook
  }

  /// False where there is none such.
  mutating func remove(_ id: String) -> Bool {
    let count = hooks.count
    hooks.removeAll { $0.id == id }
    return hooks.count < count
  }

  /// Hands a delivery to the sender, or keeps it until one comes.
  mutating func post(_ delivery: WebhookDelivery) {
    var delivery = delivery
    delivery.number = (deliveries.last?.number ?? 0) + 1
    deliveries.append(delivery)
    if deliveries.count > HookDesk.limit { deliveries.removeFirst(HookDesk.limit / 10) }
    if let sender { sender.yield(delivery) } else { waiting.append(delivery) }
  }

  /// What there is to send, for the one sender: an earlier one gets nothing more.
  mutating func stream() -> AsyncStream<WebhookDelivery> {
    sender?.finish()
    let (stream, continuation) = AsyncStream<WebhookDelivery>.makeStream()
    for delivery in waiting { continuation.yield(delivery) }
    waiting = []
    sender = continuation
    return stream
  }

  mutating func note(_ status: Int?, isDone: Bool, of number: Int) {
    guard let index = deliveries.lastIndex(where: { $0.number == number }) else { return }
    if let status { deliveries[index].statuses.append(status) }
    deliveries[index].isDone = isDone
  }
}
