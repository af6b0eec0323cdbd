import CLibPQ

/// Why a connection could not be opened, told apart without the connection string.
enum ConnectFailure {
  /// libpq's words after the address ("… failed: REASON"), as the part before may repeat a badly quoted password.
  static func error(_ handle: OpaquePointer, conninfo: String) -> PostgresError {
    let text = String(cString: PQerrorMessage(handle))
    let reason = reason(in: text)
    let parameters = ConnectionParameters(conninfo: conninfo, applicationName: "contactsync")
    switch parameters.withPointers({ PQpingParams($0, $1, 1) }) {
    case PQPING_OK where text.contains("too many") || text.contains("connection slots"):
      return PostgresError(sqlState: "53300", message: reason, isConnectionLost: true)
    case PQPING_NO_RESPONSE where isRefusedTLS(reason):
      return PostgresError(
        sqlState: "08004", message: "no trusted connection to PostgreSQL: \(reason)", isConnectionLost: true)
    case PQPING_OK:
      return PostgresError(sqlState: "08004", message: "PostgreSQL refused: \(reason)", isConnectionLost: true)
    case PQPING_NO_ATTEMPT:
      return PostgresError(sqlState: "08004", message: "no connection to PostgreSQL: \(reason)", isConnectionLost: true)
    case PQPING_REJECT:
      return PostgresError(
        sqlState: "57P03", message: "PostgreSQL is starting or stopping", isConnectionLost: true)
    default:
      return PostgresError(
        sqlState: "08001", message: "no connection to PostgreSQL: \(reason)", isConnectionLost: true)
    }
  }

  /// The server or its certificate is not what `sslmode` and `sslrootcert` ask for: trying again would not help.
  private static func isRefusedTLS(_ reason: String) -> Bool {
    ["certificate", "does not support SSL", "SSL error:"].contains { reason.contains($0) }
  }

  private static func reason(in text: String) -> String {
    let line = text.split(separator: "\n").first.map(String.init) ?? ""
    guard let found = range(of: "failed: ", in: line) else {
      return line.contains("translate host name") ? "its host name is unknown" : "check host, port and TLS settings"
    }
    var reason = String(line[found.upperBound...])
    for prefix in ["FATAL:  ", "ERROR:  "] where reason.hasPrefix(prefix) { reason.removeFirst(prefix.count) }
    return reason
  }

  private static func range(of word: String, in text: String) -> Range<String.Index>? {
    var index = text.startIndex
    while index < text.endIndex {
      if text[index...].hasPrefix(word) { return index..<text.index(index, offsetBy: word.count) }
      index = text.index(after: index)
    }
    return nil
  }
}
