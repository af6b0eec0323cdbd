import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import ServiceLifecycle

/// Sends the store's events, one after the other, as Merge's newest guide describes it: at most three attempts, 1 s and 2 s
/// apart, again only after a 5xx, a broken connection or ten seconds without an answer.
struct WebhookSender: Service {
  private static let waits: [Duration] = [.seconds(1), .seconds(2)]
  private static let timeout = TimeAmount.seconds(10)

  let store: SandboxStore

  func run() async throws {
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow, timeout: .init(connect: WebhookSender.timeout))
    configuration.connectionPool.retryConnectionEstablishment = false
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    for await delivery in await store.outgoing().cancelOnGracefulShutdown() { await send(delivery, by: client) }
    // Another server of the same store may have taken over; a service that returns would end this server too.
    try? await gracefulShutdown()
    try await client.shutdown()
  }

  private func send(_ delivery: WebhookDelivery, by client: HTTPClient) async {
    for attempt in 0...WebhookSender.waits.count {
      let status = await status(of: delivery, by: client)
      let isDone = (1..<500).contains(status) || attempt == WebhookSender.waits.count
      await store.noteDelivery(delivery.number, status: status, isDone: isDone)
      if isDone { return }
      do { try await store.clock.sleep(WebhookSender.waits[attempt]) } catch { return }
    }
  }

  /// The status of one attempt; 0 where no answer came.
  private func status(of delivery: WebhookDelivery, by client: HTTPClient) async -> Int {
    var request = HTTPClientRequest(url: delivery.url)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/json")
    request.headers.add(name: "X-Merge-Webhook-Signature", value: delivery.signature)
    request.body = .bytes(delivery.body)
    guard let response = try? await client.execute(request, timeout: WebhookSender.timeout) else { return 0 }
    return Int(response.status.code)
  }
}
