import CCurl

/// One request on its way through libcurl, and what has come of its response.
///
/// Made by the caller, then touched by the loop's thread alone, until it is finished.
final class Transfer: @unchecked Sendable {
  let easy: UnsafeMutableRawPointer
  /// Both under the loop's lock.
  var isCancelled = false
  var isUnderWay = false
  var continuation: CheckedContinuation<HTTPAnswer, any Error>?

  private var lines: UnsafeMutablePointer<curl_slist>?
  private var headers: [(name: String, value: String)] = []
  private var body: [UInt8] = []
  private var isTooLarge = false
  /// libcurl takes a head that is cut off for a whole one.
  private var isHeadWhole = false

  /// - Parameters:
  ///   - caFile: nil: the system's authorities.
  ///   - rest: seconds without a call after which a connection is not used any more.
  init(_ call: HTTPCall, caFile: String?, rest: Int) {
    guard let easy = curl_easy_init() else { fatalError("libcurl has no memory left") }
    self.easy = easy
    set(CURLOPT_URL, call.url)
    set(CURLOPT_PATH_AS_IS, 1)
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
    set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
    set(CURLOPT_PROXY, "")
    set(CURLOPT_BUFFERSIZE, 128 << 10)
    ccurl_set_size(easy, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(HTTPTransport.bodyLimit))
    set(CURLOPT_CONNECTTIMEOUT_MS, 10_000)
    set(CURLOPT_MAXAGE_CONN, rest)
    let deadline = call.deadline.components
    set(CURLOPT_TIMEOUT_MS, Int(deadline.seconds * 1000 + deadline.attoseconds / 1_000_000_000_000_000))
    if let caFile { set(CURLOPT_CAINFO, caFile) }
    setRequest(call)
    let context = Unmanaged.passUnretained(self).toOpaque()
    ccurl_set_sink(easy, CURLOPT_HEADERFUNCTION, receiveHeader)
    ccurl_set_pointer(easy, CURLOPT_HEADERDATA, context)
    ccurl_set_sink(easy, CURLOPT_WRITEFUNCTION, receiveBody)
    ccurl_set_pointer(easy, CURLOPT_WRITEDATA, context)
  }

  deinit {
    curl_easy_cleanup(easy)
    curl_slist_free_all(lines)
  }

  private func set(_ option: CURLoption, _ value: Int) { ccurl_set_number(easy, option, value) }
  private func set(_ option: CURLoption, _ value: String) { ccurl_set_text(easy, option, value) }

  private func setRequest(_ call: HTTPCall) {
    set(CURLOPT_CUSTOMREQUEST, call.method)
    for (name, value) in call.headers {
      if name.lowercased() == "accept-encoding" {
        // Sends the header, and makes libcurl decompress.
        set(CURLOPT_ACCEPT_ENCODING, value)
      } else {
        lines = curl_slist_append(lines, "\(name): \(value)")
      }
    }
    // On a kept connection that ends without an answer libcurl sends again by itself, whatever the method: a second creation, or
    // a token that is used up. It never does so on a fresh one.
    if !call.isRepeatable { set(CURLOPT_FRESH_CONNECT, 1) }
    guard call.method != "GET" else {
      ccurl_set_pointer(easy, CURLOPT_HTTPHEADER, lines)
      return
    }
    let body = call.body ?? []
    ccurl_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
    body.withUnsafeBytes { bytes in
      // The size is known, so the bytes need no end; an empty array may have no address.
      let first = bytes.baseAddress.map { UnsafeMutableRawPointer(mutating: $0) } ?? nothing
      _ = ccurl_set_pointer(easy, CURLOPT_COPYPOSTFIELDS, first)
    }
    // Neither the wait for leave to send, nor a type of content that nobody named.
    lines = curl_slist_append(lines, "Expect:")
    if call.header("Content-Type") == nil { lines = curl_slist_append(lines, "Content-Type:") }
    ccurl_set_pointer(easy, CURLOPT_HTTPHEADER, lines)
  }

  /// One line of the response's head, with its line end.
  fileprivate func receive(header line: UnsafeRawBufferPointer) {
    // A head after another one: that was an interim response (RFC 9110, 15.2).
    if line.starts(with: "HTTP/".utf8) { (headers, isHeadWhole) = ([], false) }
    if line.elementsEqual("\r\n".utf8) || line.elementsEqual("\n".utf8) { isHeadWhole = true }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
    func text(_ part: Slice<UnsafeRawBufferPointer>) -> String {
      func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
      var part = part.drop(while: isSpace)
      while let last = part.last, isSpace(last) { part.removeLast() }
      return String(decoding: part, as: UTF8.self)
    }
    headers.append((name: text(line[..<colon]), value: text(line[(colon + 1)...])))
  }

  /// - Returns: false: it was too much.
  fileprivate func receive(body part: UnsafeRawBufferPointer) -> Bool {
    if body.isEmpty {
      let length = ccurl_get_size(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T)
      isTooLarge = length > HTTPTransport.bodyLimit
      if !isTooLarge { body.reserveCapacity(max(Int(length), part.count)) }
    }
    isTooLarge = isTooLarge || body.count + part.count > HTTPTransport.bodyLimit
    if !isTooLarge { body.append(contentsOf: part) }
    return !isTooLarge
  }

  func finish(_ code: CURLcode) {
    if code == CURLE_OK, !isHeadWhole {
      fail(TransportFailure.broken)
    } else if code == CURLE_OK {
      let status = ccurl_get_number(easy, CURLINFO_RESPONSE_CODE)
      continuation?.resume(returning: HTTPAnswer(status: status, headers: headers, body: body))
    } else if isTooLarge {
      fail(TransportFailure.tooLarge)
    } else {
      let isConnected = ccurl_get_size(easy, CURLINFO_CONNECT_TIME_T) > 0
      fail(TransportFailure(code, isConnected: isConnected))
    }
    continuation = nil
  }

  func fail(_ error: any Error) {
    continuation?.resume(throwing: error)
    continuation = nil
  }
}

/// An address for no bytes.
nonisolated(unsafe) private let nothing = UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1)

private func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
  context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
}

private func receiveHeader(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
  transfer(context)?.receive(header: UnsafeRawBufferPointer(start: bytes, count: size * count))
  return size * count
}

private func receiveBody(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
  let isTaken = transfer(context)?.receive(body: UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? false
  // Any number but that of the bytes ends the transfer.
  return isTaken ? size * count : size * count + 1
}
