import JSONScan

/// The envelope of a page, assembled byte by byte: `{"next":…,"previous":…,"results":[…]}`.
struct PageBody {
  private(set) var bytes: [UInt8] = []
  private var isFirst = true

  init(next: String?, previous: String?, capacity: Int = 0) {
    bytes.reserveCapacity(capacity + 400)
    append("{\"next\":", next)
    append(",\"previous\":", previous)
    bytes.append(contentsOf: ",\"results\":[".utf8)
  }

  mutating func add(_ write: (inout [UInt8]) -> Void) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
    write(&bytes)
  }

  consuming func closed() -> [UInt8] {
    bytes.append(contentsOf: "]}".utf8)
    return bytes
  }

  private mutating func append(_ key: String, _ text: String?) {
    bytes.append(contentsOf: key.utf8)
    if let text { appendJSONString(text, to: &bytes) } else { bytes.append(contentsOf: "null".utf8) }
  }
}

extension Call {
  /// How a cursor is written into `next` and `previous`.
  func link(_ cursor: PageCursor?, _ options: SandboxOptions) -> String? {
    guard let cursor else { return nil }
    guard options.cursorsAreURLs else { return cursor.text }
    let host = request.headers["host"] ?? "localhost"
    return "http://\(host)\(request.path)?cursor=\(PercentText.encoded(cursor.text))"
  }
}
