import CLibPQ

/// The part of an error's text that may be shown: the server's primary message unless its class quotes data.
enum PrimaryMessage {
  /// Classes whose primary messages name relations, columns and settings only, never values. Left out are above all 22
  /// (data exceptions quote the value) and P0, 38, 39 (texts made by functions).
  private static let harmless: Set<String> = [
    "08", "0A", "0B", "21", "23", "25", "26", "28", "2B", "2D", "34", "3B", "3D", "3F", "40", "42", "44", "53", "54",
    "55", "57", "58", "F0", "XX",
  ]

  /// Our words for the data exceptions that occur in practice.
  private static let dataExceptions: [String: String] = [
    "22001": "a text is too long for its column",
    "22003": "a number is out of range",
    "22007": "a date or time is not well-formed",
    "22008": "a date or time is out of range",
    "22012": "division by zero",
    "22021": "a text is not valid UTF-8 or holds U+0000",
    "22023": "a parameter or setting has a value that is not allowed",
    "22026": "a text has the wrong length",
    "22030": "a JSON object has a key twice",
    "22032": "a JSON text is not well-formed",
    "22P02": "a value is not of its column's type",
    "22P03": "a binary value is not of its column's type",
    "22P04": "the COPY stream is not well-formed",
    "22P05": "a character does not exist in the server's encoding",
  ]

  static func text(sqlState: String, primary: String?) -> String {
    if harmless.contains(String(sqlState.prefix(2))), let primary, !primary.isEmpty { return primary }
    if let words = dataExceptions[sqlState] { return words }
    return sqlState.hasPrefix("22") ? "a value was refused" : "the statement failed"
  }
}

extension PostgresError {
  /// The error in a result; that of a broken connection where the result has none.
  init(result: OpaquePointer?, connection: OpaquePointer?) {
    guard let result, let sqlState = Self.field(result, "C") else {
      self =
        PQstatus(connection) == CONNECTION_BAD
        ? .lost : PostgresError(sqlState: "XX000", message: "libpq refused the call")
      return
    }
    self.init(
      sqlState: sqlState,
      message: PrimaryMessage.text(sqlState: sqlState, primary: Self.field(result, "M")),
      constraint: Self.field(result, "n"), table: Self.field(result, "t"), column: Self.field(result, "c"),
      isConnectionLost: PQstatus(connection) == CONNECTION_BAD || sqlState.hasPrefix("08")
        || ["57P01", "57P02", "57P03"].contains(sqlState))
  }

  /// One field of an error report, by PostgreSQL's letter (documentation: "Error and Notice Message Fields").
  private static func field(_ result: OpaquePointer, _ letter: Unicode.Scalar) -> String? {
    PQresultErrorField(result, Int32(letter.value)).map { String(cString: $0) }
  }
}
