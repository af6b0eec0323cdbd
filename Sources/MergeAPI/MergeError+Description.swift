extension MergeError: CustomStringConvertible {
  /// One line: what, where and what to do.
  package var description: String {
    let what = "Merge at \(host)"
    switch kind {
    case .unauthorized: return unauthorized
    case .forbidden:
      return "\(what) does not allow this call (\(place)); check the plan and the account's scopes"
    case .notFound where isAccountCall:
      return "\(what) knows no such thing (\(place)); the integration may not support it, or MERGE_BASE_URL is wrong"
    case .notFound:
      return "\(what) knows no such path (\(place)); check MERGE_BASE_URL"
    case .badRequest:
      return "\(what) refused the request (\(place)); see the account's logs in Merge's dashboard"
    case .cursorRefused:
      return "\(what) refused the page cursor (\(place)); the window is to be read again from its first page"
    case .cursorRepeated:
      return
        "\(what) repeats itself: the listing led back to an earlier page (\(place)); reading stopped, report it to Merge"
    case .rateLimited:
      return "\(what) limits the rate, also after \(tries) (\(place)); try again in "
        + "\((retryAfter ?? RetryPolicy.rateLimitPause).components.seconds) s, or lower MERGE_RATE_LIMIT"
    case .serverTrouble:
      return "\(what) failed, also after \(tries) (\(place)); try again later"
    case .network:
      return code == MergeError.noConnection
        ? "cannot connect to \(host) after \(tries) (\(place)); check MERGE_BASE_URL and the network"
        : "the connection to \(host) broke, also after \(tries) (\(place)); try again later"
    case .timeout:
      return "\(what) did not answer in time, also after \(tries) (\(place)); try again later"
    case .malformed:
      return "\(what) gave an answer that is not what the API describes, also after \(tries) (\(place)); "
        + "try again later, and check MERGE_BASE_URL"
    case .redirected:
      return "\(what) redirects, which Merge never does (\(place)); check MERGE_BASE_URL"
    case .tls:
      return "no trusted TLS connection to \(host) (\(place)); check the certificate, the CA file and MERGE_BASE_URL"
    case .tooLarge:
      return "\(what) gave an answer over \(HTTPTransport.bodyLimit >> 20) MiB (\(place)); it was not read"
    }
  }

  /// Code of a network error before any byte was exchanged.
  static let noConnection = "no_connection"

  private var unauthorized: String {
    switch credential ?? .unknown {
    case .apiKey:
      "Merge at \(host) refused the API key (\(place)); set MERGE_API_KEY to a key of this region"
    case .accountToken:
      "Merge at \(host) refused the account token (\(place)); link the account again, or add it with its current token"
    case .unknown:
      "Merge at \(host) refused the API key or the account token (\(place)); check MERGE_API_KEY and the account's token"
    }
  }

  private var place: String {
    [status.map { "\($0)" }, code, operation].compactMap { $0 }.joined(separator: ", ")
  }

  private var tries: String { attempts == 1 ? "1 attempt" : "\(attempts) attempts" }
}
