/// Why a write was refused, or what of it was left out: as far as it names nobody.
///
/// Merge's titles, details and raw errors may quote what was sent; only the type, the place and the number are kept.
package struct MergeProblem: Sendable, Hashable {
  /// Merge's `problem_type` in lower case (an open set); `other` where it is none that we know.
  package var type: String
  /// The field that is meant, such as `name` or `addresses/0/country`; nil: the write as a whole.
  package var field: String?
  package var kind: ProblemClass

  package init(type: String, field: String?, kind: ProblemClass) {
    self.type = type
    self.field = field
    self.kind = kind
  }

  /// As it stands in tables: `duplicate_model_exists name`.
  package var code: String { field.map { "\(type) \($0)" } ?? type }
}

/// What a refusal means for the party that was to be created; the raw value is the code in tables.
package enum ProblemClass: String, Sendable, CaseIterable {
  /// Another record of the accounting system, of whatever role, has the name.
  case nameTaken = "name_taken"
  /// A value is missing or not as the accounting system wants it.
  case validation
  /// A field cannot be written in this accounting system.
  case unsupportedField = "unsupported_field"
  /// The account's credentials or rights don't allow writing.
  case credentials
  /// The accounting system refused for a reason of its own.
  case provider

  /// Of several refusals of one write the one that tells most.
  package static func gravest(of problems: [MergeProblem]) -> ProblemClass {
    let order: [ProblemClass] = [.nameTaken, .credentials, .validation, .unsupportedField]
    return order.first { kind in problems.contains { $0.kind == kind } } ?? .provider
  }
}

extension MergeProblem {
  /// One element of `errors` or `warnings`.
  init(_ json: JSONValue) {
    let written = json["problem_type"].text?.lowercased() ?? ""
    type = MergeProblem.types[written] == nil ? "other" : written
    field = json["source"]["pointer"].text.flatMap(MergeProblem.field)
    kind = MergeProblem.types[written] ?? .provider
    // The accounting system's own words, where Merge only says that it refused.
    if kind == .provider || kind == .validation, MergeProblem.saysTaken(json) { kind = .nameTaken }
  }

  /// The types that are known (Merge's documentation names most; an open set), and what they mean.
  private static let types: [String: ProblemClass] = [
    "duplicate_model_exists": .nameTaken, "missing_required_field": .validation, "incorrect_field_type": .validation,
    "invalid_field_choice": .validation, "unsupported_field": .unsupportedField,
    "unrecognized_field": .unsupportedField, "credential_refresh_failed": .credentials,
    "relink_needed": .credentials, "disabled_model_write": .credentials, "provider_error": .provider,
    "corrupted_file": .provider, "error": .provider,
  ]

  /// QuickBooks' number of a name that is taken.
  private static let duplicateName = 6240

  private static func saysTaken(_ json: JSONValue) -> Bool {
    if json["error_code"].integer == duplicateName { return true }
    let text = [json["title"], json["detail"], json["raw_error"]].compactMap { $0.text?.lowercased() }
      .joined(separator: "\n")
    return ["duplicate name", "already exists", "already assigned", "name exists"].contains { text.contains($0) }
  }

  /// A pointer such as `model/name`, without the `model/`; nil where it may hold more than a place.
  private static func field(_ pointer: String) -> String? {
    var place = pointer[...]
    for prefix in ["/", "model/"] where place.hasPrefix(prefix) { place = place.dropFirst(prefix.count) }
    let isPlace =
      (1...100).contains(place.utf8.count)
      && place.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
          || byte == UInt8(ascii: "/")
      }
    return isPlace ? String(place) : nil
  }
}
