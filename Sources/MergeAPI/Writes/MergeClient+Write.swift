/// A write as it goes out.
package struct OutgoingWrite: Sendable, Hashable {
  /// The same for the same intent; where Merge heeds it, nothing is created twice within a day. nil: a change, which may be made
  /// twice.
  package var idempotencyKey: String?
  /// `{"model":{…}}`; under one key the same byte by byte.
  package var body: [UInt8]

  package init(idempotencyKey: String?, body: [UInt8]) {
    self.idempotencyKey = idempotencyKey
    self.body = body
  }
}

extension MergeClient {
  /// How long after the beginning of `committing` a write may still be sent: well within an account's lease, so that a
  /// process that was paused does not send what another has taken over.
  private static let freshness = Duration.seconds(30)

  /// What creating a contact takes in an account; ``PostRequirements/unknown`` where Merge has no answer to that.
  package func postRequirements(account: SecretText) async throws -> PostRequirements {
    do {
      return try await get("/contacts/meta/post", account: account) { PostRequirements(try JSONValue($0.body)) }.value
    } catch let error as MergeError where error.kind == .notFound {
      return .unknown
    }
  }

  /// `POST /contacts`, once: a create is never sent a second time by itself, because its answer may have been lost after it
  /// was carried out.
  ///
  /// - Parameter committing: called when pacer and brake have let the call through, before the socket is used: what must be
  ///   known whatever becomes of the answer is stored here, and then given to be sent. When it throws, nothing is sent.
  /// - Throws: what `committing` throws; CancellationError, after which it is not known whether it was carried out.
  package func createContact(
    account: SecretText, committing: () async throws -> OutgoingWrite
  ) async throws -> WriteOutcome {
    try await write("POST", "", account: account, committing)
  }

  /// `PATCH /contacts/{id}`, once: fields that the body does not name stay as they are.
  ///
  /// - Parameter committing: as in ``createContact(account:committing:)``, and so is what is thrown.
  package func changeContact(
    _ id: String, account: SecretText, committing: () async throws -> OutgoingWrite
  ) async throws -> WriteOutcome {
    try await write("PATCH", id, account: account, committing)
  }

  /// - Parameter id: of the contact; empty: none.
  private func write(
    _ method: String, _ id: String, account: SecretText, _ committing: () async throws -> OutgoingWrite
  ) async throws -> WriteOutcome {
    let path = "/accounting/v1/contacts"
    let reading = ResponseReading(
      operation: "\(method) \(path)\(id.isEmpty ? "" : "/{id}")", host: connection.host, hasCursor: false,
      isAccountCall: true)
    let admission = try await admit(account)
    let begun = surroundings.elapsed()
    let outgoing: OutgoingWrite
    do {
      outgoing = try await committing()
    } catch {
      await withdraw(account, admission)
      throw error
    }
    guard surroundings.elapsed() - begun < MergeClient.freshness else {
      await withdraw(account, admission)
      return .notSent(reading.error(.timeout, code: "too_late"))
    }
    var headers = [(name: "Content-Type", value: "application/json")]
    if let key = outgoing.idempotencyKey { headers.append((name: "Idempotency-Key", value: key)) }
    let call = call(
      connection.baseURL + path + (id.isEmpty ? "" : "/" + QueryText.encode(id)), method: method, account: account,
      headers: headers, body: outgoing.body)
    switch try await exchange(call, account: account, admission) {
    case .failure(let failure): return WriteOutcome(failure, error: reading.trouble(failure))
    case .success(let answer):
      let error = reading.trouble(answer, now: surroundings.now())
      if answer.status == 429 { refused(account, pause: error.retryAfter) }
      return WriteOutcome(answer, error: error)
    }
  }
}
