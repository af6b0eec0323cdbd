import HTTPTypes
package import Hummingbird
import Logging
import NIOCore
package import ServiceLifecycle

/// What became of a webhook; the raw value is stored.
enum WebhookOutcome: String, Sendable {
  /// The account is asked for.
  case accepted
  /// Nothing is to be done: a test, or about something else.
  case ignored
  /// None of our accounts.
  case unknownAccount = "unknown_account"
  /// Not signed by a key of ours.
  case forged
  case tooLarge = "too_large"
  /// Signed, and no JSON object.
  case malformed
  /// It could not be stored; Merge tries again.
  case failed
}

/// `POST /webhooks/merge`: a webhook only says "go and read this account". It is verified over its raw bytes, asks for a read at
/// most, and is answered when that is stored.
package struct WebhookReceiver: Area {
  /// Bytes of a body at most.
  static let largest = 1 << 20
  static let signature = HTTPField.Name("X-Merge-Webhook-Signature")!

  private let keys: WebhookKeys?
  private let desk: WebhookDesk
  private let onLinked: @Sendable (LinkedWebhook) async throws -> Void

  /// - Parameters:
  ///   - keys: nil: none is configured, and every webhook is answered 503, so that Merge sends it again.
  ///   - onLinked: told of an account that was linked, with its token, before the account is asked for; may be told twice. What
  ///     it throws is answered 503.
  package init(
    keys: WebhookKeys?, desk: WebhookDesk, onLinked: @escaping @Sendable (LinkedWebhook) async throws -> Void
  ) {
    self.keys = keys
    self.desk = desk
    self.onLinked = onLinked
  }

  package var services: [any Service] { [WebhookCounting(desk: desk)] }

  package func addRoutes(to router: Router<ServeContext>) {
    router.post("/webhooks/merge") { request, context -> Response in
      guard let keys else {
        throw PageError(
          .serviceUnavailable, "Webhooks are switched off",
          "Set MERGE_WEBHOOK_KEYS to the signature key of Merge's dashboard, and start the server again.")
      }
      guard let body = await body(of: request) else {
        await desk.count("unverified", .tooLarge)
        return tooLarge(context)
      }
      let signatures = request.headers[values: Self.signature]
      guard signatures.count == 1, keys.isSignature(signatures[0], of: body) else {
        await desk.count("unverified", .forged)
        throw PageError(
          .unauthorized, "The signature is missing or wrong",
          "Check that MERGE_WEBHOOK_KEYS holds the signature key of Merge's dashboard.")
      }
      guard let event = WebhookEvent(body) else {
        await desk.count("other", .malformed)
        throw PageError(.badRequest, "The body is no JSON object", "Send a webhook as Merge's documentation shows it.")
      }
      return try await answer(event, context)
    }
  }

  /// Ends the connection behind the answer, so that the rest of the body is not read.
  private func tooLarge(_ context: ServeContext) -> Response {
    let words = JSONAnswer.object([
      "error": .string("The body is too large"), "advice": .string("Send at most 1 MiB."),
    ])
    let bytes = ByteBuffer(string: words.text)
    let body = ResponseBody(contentLength: bytes.readableBytes) { writer in
      try await writer.write(bytes)
      try await writer.finish(nil)
      context.channel.close(promise: nil)
    }
    return Response(
      status: .contentTooLarge, headers: [.contentType: "application/json; charset=utf-8", .connection: "close"],
      body: body)
  }

  /// nil: it is too large; it is not read to its end then.
  private func body(of request: Request) async -> [UInt8]? {
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > Self.largest { return nil }
    guard let body = try? await request.body.collect(upTo: Self.largest) else { return nil }
    return Array(body.readableBytesView)
  }

  private func answer(_ event: WebhookEvent, _ context: ServeContext) async throws -> Response {
    do {
      if let linked = event.linked { try await onLinked(linked) }
      var outcome = WebhookOutcome.ignored
      if let wish = event.wish { outcome = try await desk.post(wish) ? .accepted : .unknownAccount }
      await desk.count(event.name, outcome)
      return .json(["outcome": .string(outcome.rawValue)])
    } catch {
      await desk.count(event.name, .failed)
      context.logger.error("webhook not stored", metadata: ["event": "\(event.name)", "kind": "\(type(of: error))"])
      throw PageError(.serviceUnavailable, "The webhook could not be stored", "Send it again.")
    }
  }
}
