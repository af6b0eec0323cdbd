package import ContactModel

/// Calls to one region of Merge with one organization's key: paced per account, braked for all, retried where that is safe.
///
/// Errors of every call: ``MergeError``, or CancellationError.
package struct MergeClient: Sendable {
  package let connection: MergeConnection
  package let surroundings: Surroundings

  /// Told of each attempt that came to nothing and is followed by another, with the pause before that one.
  package var onRetry: @Sendable (MergeError, Duration) -> Void = { _, _ in }
  /// Told of each call that the rate limit held up or refused; the brake after failures is not meant.
  package var onRateLimit: @Sendable (RateLimitEvent) -> Void = { _ in }

  private let transport: Transport
  private let pacer: Pacer
  private let brake: Brake
  private let retries: RetryPolicy

  /// - Parameters:
  ///   - pacer: shared by all clients of the same region and key.
  ///   - brake: shared by everything in the process.
  package init(
    connection: MergeConnection, transport: @escaping Transport, pacer: Pacer, brake: Brake,
    surroundings: Surroundings = .live, retries: RetryPolicy = RetryPolicy()
  ) {
    self.connection = connection
    self.transport = transport
    self.pacer = pacer
    self.brake = brake
    self.surroundings = surroundings
    self.retries = retries
  }

  /// One GET, until it succeeds or nothing more may be tried.
  ///
  /// - Parameters:
  ///   - path: below `/accounting/v1`, without ids: for messages.
  ///   - id: percent-encoded and appended to the path.
  ///   - account: nil for the organization's own calls.
  ///   - parse: reads the body of a 200; whatever it throws means that the body is broken, and is retried.
  func get<Value: Sendable>(
    _ path: String, id: String? = nil, query: QueryText = QueryText(), hasCursor: Bool = false, account: SecretText?,
    parse: (HTTPAnswer) throws -> Value
  ) async throws -> MergeAnswer<Value> {
    let begun = surroundings.elapsed()
    let url = "\(connection.baseURL)/accounting/v1\(path)\(id.map { "/" + QueryText.encode($0) } ?? "")\(query.text)"
    let reading = ResponseReading(
      operation: "GET /accounting/v1\(path)\(id == nil ? "" : "/{id}")", host: connection.host, hasCursor: hasCursor,
      isAccountCall: account != nil)
    var spent = Duration.zero
    var waited = Duration.zero
    var attempts = 0
    var refusals = 0
    var request = call(url, account: account)
    request.isRepeatable = true
    while true {
      attempts += 1
      let admission = try await admit(account)
      waited += admission.waited
      let sent = surroundings.elapsed()
      let result = try await exchange(request, account: account, admission)
      let time = surroundings.elapsed() - sent
      do throws(MergeError) {
        let answer = try reading.checked(result, now: surroundings.now())
        let value = try reading.value(of: answer, parse: parse)
        let now = surroundings.now()
        let date = answer.header("date").flatMap { Timestamp(httpDate: $0) }
        return MergeAnswer(
          value: value, serverDate: date ?? now,
          clockAhead: date.map { .microseconds($0.microseconds - now.microseconds) },
          attempts: attempts, bytesReceived: answer.body.count, duration: surroundings.elapsed() - begun, waited: waited
        )
      } catch {
        spent += time
        if error.kind == .rateLimited { refusals += 1 }
        let pause = retries.pause(
          after: error, attempt: attempts - refusals, spent: spent, random: surroundings.random())
        // The others of this account wait as well, also when this call gives up.
        if error.kind == .rateLimited {
          refused(account, pause: error.retryAfter)
        }
        var last = error
        last.attempts = attempts
        guard let pause else { throw last }
        onRetry(last, pause)
        spent += pause
        if error.kind != .rateLimited { try await surroundings.sleep(pause) }
      }
    }
  }

  /// A call that was let through.
  struct Admission {
    /// How long that took.
    var waited: Duration
    var place: SharedCalls.Place?
  }

  /// Waits until pacer and brake let one call through. ``exchange(_:account:_:)`` or ``withdraw(_:_:)`` must follow.
  func admit(_ account: SecretText?) async throws -> Admission {
    let begun = surroundings.elapsed()
    let held = try await pacer.acquire(account)
    if held > .zero { onRateLimit(.waited(held)) }
    do {
      let place = try await brake.admit()
      return Admission(waited: surroundings.elapsed() - begun, place: place)
    } catch {
      pacer.release(account)
      throw error
    }
  }

  /// Gives back the place of a call that was let through and is not made.
  func withdraw(_ account: SecretText?, _ admission: Admission) async {
    await brake.finished(admission.place, failed: false)
    pacer.release(account)
  }

  /// Sends one call that was let through; gives the response, whatever its status, or why there is none.
  func exchange(
    _ call: HTTPCall, account: SecretText?, _ admission: Admission
  ) async throws -> Result<HTTPAnswer, TransportFailure> {
    defer { pacer.release(account) }
    do {
      let answer = try await transport(call)
      await brake.finished(admission.place, failed: answer.status >= 400 && answer.status != 429)
      return .success(answer)
    } catch {
      // Without a response nobody knows whether Merge counted a failure, so it counts.
      await brake.finished(admission.place, failed: true)
      guard let failure = error as? TransportFailure else { throw error }
      return .failure(failure)
    }
  }

  /// Merge said 429: nobody calls for this account before the pause is over.
  func refused(_ account: SecretText?, pause: Duration?) {
    pacer.refused(account, pause: pause ?? RetryPolicy.rateLimitPause)
    onRateLimit(.refused)
  }

  func call(
    _ url: String, method: String = "GET", account: SecretText?, headers more: [(name: String, value: String)] = [],
    body: [UInt8]? = nil
  ) -> HTTPCall {
    var headers = [
      (name: "Authorization", value: "Bearer \(connection.apiKey.value)"),
      (name: "Accept", value: "application/json"),
      (name: "Accept-Encoding", value: "gzip"),
      (name: "User-Agent", value: "contactsync"),
    ]
    if let account { headers.append((name: "X-Account-Token", value: account.value)) }
    return HTTPCall(method: method, url: url, headers: headers + more, body: body, deadline: MergeClient.deadline)
  }

  /// Merge's own SDK waits as long.
  private static let deadline = Duration.seconds(60)
}

/// What a call gave, and how.
package struct MergeAnswer<Value: Sendable>: Sendable {
  package var value: Value
  /// The response's `Date`, in whole seconds of Merge's clock; our clock where it has none.
  package var serverDate: Timestamp
  /// How far Merge's clock is ahead of ours, to a second and the answer's way; nil where the response has no `Date`.
  package var clockAhead: Duration?
  /// 1: at the first try.
  package var attempts: Int
  /// Of the body, after decompression.
  package var bytesReceived: Int
  /// From the call to its end, with pacing and retries.
  package var duration: Duration
  /// Of it, until pacing and brake let its attempts through.
  package var waited: Duration
}
