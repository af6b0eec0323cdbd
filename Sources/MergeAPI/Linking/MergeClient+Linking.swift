/// What came of exchanging a public token, which is good for one exchange.
package enum ExchangeOutcome: Sendable, Hashable {
  case exchanged(AccountToken)
  /// Merge takes this token for none, or for one that was used or is too old.
  case refused(MergeError)
  /// Nothing was exchanged; the same token may be sent again.
  case notSent(MergeError)
  /// The answer was lost, or cannot be read: the token may be used up.
  case unknown(MergeError)
}

/// What came of asking Merge to delete a linked account.
package enum DeletionOutcome: Sendable, Hashable {
  case deleted
  /// Merge knows no such account any more.
  case gone
  /// Nothing was deleted.
  case refused(MergeError)
  /// The answer was lost: it may be deleted. Asked again, an account that is gone says so.
  case unknown(MergeError)
}

extension MergeClient {
  /// `POST /link-token`: opens a session of Merge Link; one that nobody uses does no harm.
  package func linkToken(_ request: LinkTokenRequest) async throws -> LinkToken {
    let reading = linkReading("POST /accounting/v1/link-token", isAccountCall: false)
    let result = try await once("POST", "/link-token", account: nil, body: request.body)
    let answer: HTTPAnswer
    switch result {
    case .failure(let failure): throw reading.trouble(failure)
    case .success(let any): answer = any
    }
    guard (200..<300).contains(answer.status) else { throw reading.trouble(answer, now: surroundings.now()) }
    let json = try reading.value(of: answer) { try JSONValue($0.body) }
    let magic = json["magic_link_url"].text
    guard let token = json["link_token"].text, !token.isEmpty, magic != nil || !request.wantsMagicLink else {
      throw reading.error(.malformed, status: answer.status)
    }
    return LinkToken(token: SecretText(token), magicLink: magic.map { SecretText($0) })
  }

  /// `GET /account-token/{public_token}`, once: a second time the token is used up, whatever became of the first answer.
  package func accountToken(publicToken: SecretText) async throws -> ExchangeOutcome {
    let reading = linkReading("GET /accounting/v1/account-token/{id}", isAccountCall: false)
    let path = "/account-token/" + QueryText.encode(publicToken.value)
    switch try await once("GET", path, account: nil) {
    case .failure(let failure):
      let error = reading.trouble(failure)
      return failure == .connect || failure == .tls ? .notSent(error) : .unknown(error)
    case .success(let answer):
      let error = reading.trouble(answer, now: surroundings.now())
      switch answer.status {
      case 200..<300:
        guard let json = try? JSONValue(answer.body), let token = json["account_token"].text,
          SecretText(token).fitsHeader
        else { return .unknown(reading.error(.malformed, status: answer.status)) }
        return .exchanged(
          AccountToken(
            token: SecretText(token), mergeAccount: json["id"].text ?? "",
            integration: json["integration"]["slug"].text ?? json["integration"]["name"].text))
      case 429: return .notSent(error)
      // The organization's key was refused, not the public token.
      case 401, 403: return .notSent(error)
      case 408, 409, 500...: return .unknown(error)
      case 400..<500: return .refused(error)
      default: return .unknown(error)
      }
    }
  }

  /// `POST /delete-account`, once: the account, its data and its credentials at Merge go.
  ///
  /// A refused token means that the account is gone; where a 401 does not tell which secret it refused, the key is tried.
  package func deleteAccount(account: SecretText) async throws -> DeletionOutcome {
    let reading = linkReading("POST /accounting/v1/delete-account", isAccountCall: true)
    switch try await once("POST", "/delete-account", account: account, body: []) {
    case .failure(let failure):
      let error = reading.trouble(failure)
      return failure == .connect || failure == .tls ? .refused(error) : .unknown(error)
    case .success(let answer):
      let error = reading.trouble(answer, now: surroundings.now())
      switch answer.status {
      case 200..<300: return .deleted
      case 401:
        if error.credential == .accountToken { return .gone }
        if error.credential == .unknown, case .taken = try await checkKey() { return .gone }
        var refused = error
        refused.credential = .apiKey
        return .refused(refused)
      case 404: return .gone
      case 408, 409, 500...: return .unknown(error)
      case 400..<500: return .refused(error)
      default: return .unknown(error)
      }
    }
  }

  private func linkReading(_ operation: String, isAccountCall: Bool) -> ResponseReading {
    ResponseReading(operation: operation, host: connection.host, hasCursor: false, isAccountCall: isAccountCall)
  }

  /// Sends one call when pacer and brake have let it through.
  private func once(
    _ method: String, _ path: String, account: SecretText?, body: [UInt8]? = nil
  ) async throws -> Result<HTTPAnswer, TransportFailure> {
    let admission = try await admit(account)
    let headers = body == nil ? [] : [(name: "Content-Type", value: "application/json")]
    let call = call(
      connection.baseURL + "/accounting/v1" + path, method: method, account: account, headers: headers, body: body)
    let result = try await exchange(call, account: account, admission)
    if case .success(let answer) = result, answer.status == 429 {
      refused(account, pause: linkReading("", isAccountCall: false).trouble(answer, now: surroundings.now()).retryAfter)
    }
    return result
  }
}
