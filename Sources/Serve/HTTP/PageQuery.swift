import Hummingbird

/// The parameters behind the `?` of an address, written as the fields of a form are.
struct PageQuery: Sendable {
  private let fields: Form

  init(_ request: Request) { fields = Form(text: request.uri.query ?? "") }

  /// - Parameter address: a path, with or without parameters.
  init(_ address: String) {
    let parts = address.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    fields = Form(text: parts.count > 1 ? String(parts[1]) : "")
  }

  /// The first parameter of that name; nil: there is none, or it is empty.
  subscript(_ name: String) -> String? { fields[name] }
}
