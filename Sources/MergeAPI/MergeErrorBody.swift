/// What an error response's body says, reduced to a code from a fixed list, so that nothing of a person gets through.
///
/// Merge doesn't specify error bodies; seen or expected are `{"detail": text}`, `{field: [texts]}`, write problems with a
/// `problem_type`, and a gateway's HTML. So the body is searched for known words, whatever its form.
struct MergeErrorBody {
  /// nil when nothing known was found.
  let code: String?
  /// Which secret the words of a 401 point at.
  let credential: MergeError.Credential

  init(_ body: [UInt8]) {
    // Enough for any message; a body may be a megabyte of HTML.
    let text = String(decoding: body.prefix(4096), as: UTF8.self).lowercased()
    code = MergeErrorBody.codes.first { text.contains($0.words) }?.code
    let namesKey = MergeErrorBody.keyWords.contains { text.contains($0) }
    let namesToken = MergeErrorBody.tokenWords.contains { text.contains($0) }
    credential = namesKey == namesToken ? .unknown : namesKey ? .apiKey : .accountToken
  }

  private static let keyWords = [
    "api key", "api_key", "apikey", "production key", "test key", "authorization header", "bearer",
    "authentication credentials were not provided",
  ]

  private static let tokenWords = ["account token", "account_token", "account-token", "linked account"]

  /// First hit counts: the more telling words come first.
  private static let codes: [(words: String, code: String)] =
    problemTypes.map { ($0, $0) } + [
      ("invalid cursor", "invalid_cursor"), ("\"cursor\"", "invalid_cursor"),
      ("\"modified_after\"", "invalid_modified_after"), ("\"modified_before\"", "invalid_modified_before"),
      ("\"page_size\"", "invalid_page_size"), ("\"expand\"", "invalid_expand"),
      ("throttled", "throttled"), ("rate limit", "throttled"), ("too many requests", "throttled"),
      ("daily sync limit", "daily_sync_limit"), ("relink", "relink_needed"),
      ("credentials were not provided", "no_credentials"), ("invalid token", "invalid_token"),
      ("permission", "no_permission"), ("not found", "not_found"), ("not supported", "not_supported"),
      ("<html", "html_page"), ("<!doctype html", "html_page"),
    ]

  /// `problem_type` of Merge's write problems, in lower case (Merge's documentation; an open set).
  private static let problemTypes = [
    "corrupted_file", "credential_refresh_failed", "disabled_model_write", "duplicate_model_exists",
    "incorrect_field_type", "invalid_field_choice", "provider_error", "unsupported_field", "missing_required_field",
    "unrecognized_field",
  ]
}
