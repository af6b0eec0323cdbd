import NDJSON

/// The body of an answer to a write: `{"model":…,"warnings":[…],"errors":[…]}`, with `logs` where they are asked for.
struct WriteAnswer {
  /// The contact as it stands now; nil where nothing was written.
  var model: [UInt8]?
  var warnings: [Problem] = []
  var errors: [Problem] = []
  var log: DebugLog?

  /// What is_debug_mode shows of the call to the accounting system.
  struct DebugLog {
    var id: String
    var method: String
    var statusCode: Int64
  }

  var bytes: [UInt8] {
    var members: [String: JSONValue] = [
      "warnings": .array(warnings.map(\.json)), "errors": .array(errors.map(\.json)),
    ]
    if let model { members["model"] = .json(model) }
    if let log {
      members["logs"] = [
        [
          "log_id": .string(log.id), "dashboard_view": .string("https://app.merge.test/logs/\(log.id)"),
          "log_summary": [
            "url": "https://books.example.com/contacts", "method": .string(log.method),
            "status_code": .int(log.statusCode),
          ],
        ]
      ]
    }
    var out: [UInt8] = []
    JSONLine.append(.object(members), to: &out)
    return out
  }
}
