import FoundationEssentials
import LocalPostgres

/// What the environment says (flags come before it, the pipeline file and defaults after it).
struct Settings: Sendable {
  let environment: [String: String]

  init(environment: [String: String] = ProcessInfo.processInfo.environment) { self.environment = environment }

  /// A variable's value, or the content of the file that `NAME_FILE` names, without the line end; nil where unset or empty.
  func value(_ name: String) throws -> String? {
    if let value = environment[name], !value.isEmpty { return value }
    guard let path = environment[name + "_FILE"], !path.isEmpty else { return nil }
    guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8) else {
      throw Failure(.badInput, "\(name)_FILE names '\(path)', which cannot be read as text")
    }
    let value = text.trimmingSuffix { $0.isNewline || $0 == " " }
    return value.isEmpty ? nil : value
  }

  /// The folder of the private database and of keys that were not set from outside.
  var home: String {
    LocalPostgres.defaultHome { environment[$0] }
  }

  /// The configured database's connection text (empty: libpq's own environment); nil: the private one is meant.
  func configuredDatabase() throws -> String? {
    if let url = try value("DATABASE_URL") { return url }
    let isLibPQ = ["PGHOST", "PGSERVICE", "PGDATABASE", "PGHOSTADDR"].contains { environment[$0]?.isEmpty == false }
    return isLibPQ ? "" : nil
  }

  /// Requests a minute and account; 0: unpaced.
  func rateLimit() throws -> Int {
    guard let text = try value("MERGE_RATE_LIMIT") else { return 100 }
    guard let limit = Int(text), limit >= 0 else {
      throw Failure(.usage, "MERGE_RATE_LIMIT must be a whole number of requests a minute (0: unpaced), not '\(text)'")
    }
    return limit
  }
}

extension String {
  fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> String {
    var end = endIndex
    while end > startIndex, predicate(self[index(before: end)]) { end = index(before: end) }
    return String(self[..<end])
  }
}
