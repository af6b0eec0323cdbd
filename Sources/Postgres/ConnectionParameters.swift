import Glibc

/// What libpq is told besides the connection string.
struct ConnectionParameters {
  /// A later keyword wins over an earlier one, and so does what `dbname` expands to.
  private var pairs: [(keyword: String, value: String)]

  init(conninfo: String, applicationName: String) {
    // A peer that vanished is noticed within about two minutes, whether we wait for it (keepalives) or send to it.
    pairs = [
      ("fallback_application_name", applicationName), ("keepalives_idle", "60"), ("keepalives_interval", "10"),
      ("keepalives_count", "3"), ("tcp_user_timeout", "90000"),
    ]
    if getenv("PGCONNECT_TIMEOUT") == nil { pairs.append(("connect_timeout", "10")) }
    if !conninfo.isEmpty { pairs.append(("dbname", conninfo)) }
    pairs.append(("client_encoding", "UTF8"))
  }

  /// Calls a body with keywords and values as libpq takes them, each list ended by NULL.
  func withPointers<R>(
    _ body: (_ keywords: UnsafePointer<UnsafePointer<CChar>?>, _ values: UnsafePointer<UnsafePointer<CChar>?>) -> R
  ) -> R {
    let copies = pairs.map { (strdup($0.keyword), strdup($0.value)) }
    defer {
      for (keyword, value) in copies {
        free(keyword)
        free(value)
      }
    }
    let keywords = copies.map { UnsafePointer($0.0) } + [nil]
    let values = copies.map { UnsafePointer($0.1) } + [nil]
    return body(keywords, values)
  }
}
