import NDJSON

/// A warning or an error that comes with the answer to a write.
///
/// Titles and types are those of Merge's reference of warnings and errors; a missing required field and an unknown one are
/// described there without their types, so these two are guesses.
struct Problem: Sendable, Hashable {
  /// `model/name`; nil where the write as a whole is meant.
  var field: String?
  var title: String
  var detail: String
  var type: String
  /// What the accounting system itself said.
  var rawError: String?
  /// The accounting system's own number of the error.
  var code: Int64?

  var json: JSONValue {
    var members: [String: JSONValue] = [
      "title": .string(title), "detail": .string(detail), "problem_type": .string(type), "block_merge_link": false,
    ]
    if let field { members["source"] = ["pointer": .string("model/\(field)")] }
    if let rawError { members["raw_error"] = .string(rawError) }
    if let code { members["error_code"] = .int(code) }
    return .object(members)
  }

  static func missing(_ field: String, _ detail: String? = nil) -> Problem {
    Problem(
      field: field, title: "Missing Required Field", detail: detail ?? "\(field) is a required field on model.",
      type: "MISSING_REQUIRED_FIELD")
  }

  static func wrongType(_ field: String, wanted: String) -> Problem {
    Problem(
      field: field, title: "Incorrect Field Type", detail: "\(field) must be \(wanted).", type: "INCORRECT_FIELD_TYPE")
  }

  static func invalidChoice(_ field: String, of choices: String) -> Problem {
    Problem(
      field: field, title: "Invalid Field Choice", detail: "\(field) must be one of \(choices).",
      type: "INVALID_FIELD_CHOICE")
  }

  static func unsupported(_ field: String, by system: String) -> Problem {
    Problem(
      field: field, title: "Unsupported Field", detail: "\(field) cannot be written in \(system) and was ignored.",
      type: "UNSUPPORTED_FIELD")
  }

  static func unrecognized(_ field: String) -> Problem {
    Problem(
      field: field, title: "Unrecognized Field", detail: "\(field) is not a field of the model and was ignored.",
      type: "UNRECOGNIZED_FIELD")
  }

  static func duplicate(_ detail: String, raw: String, code: Int64?) -> Problem {
    Problem(
      field: "name", title: "Duplicate Model Exists", detail: detail, type: "DUPLICATE_MODEL_EXISTS", rawError: raw,
      code: code)
  }

  /// The accounting system refused.
  static func provider(_ field: String?, _ detail: String, raw: String) -> Problem {
    Problem(field: field, title: "Provider Error", detail: detail, type: "PROVIDER_ERROR", rawError: raw)
  }

  static let relinkNeeded = Problem(
    title: "Relink Needed", detail: "The credentials of the linked account have expired or were revoked.",
    type: "RELINK_NEEDED")
}
