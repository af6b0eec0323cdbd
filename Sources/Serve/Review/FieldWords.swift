import ContactModel

/// What the evidence of a field means for people: how alike the values are, in a word, a sign and a class of the style sheet.
struct FieldWords {
  var sign: String
  var word: String
  /// `equal`, `similar`, `differs` or `missing`.
  var style: String

  init(level: String, weight: Double) {
    let equal: Set = ["exact", "exact_valid", "exact_unverified", "same_mailbox", "same", "same_unit", "same_words"]
    if level == "missing" || level.isEmpty {
      (sign, word, style) = ("–", "missing", "missing")
    } else if equal.contains(level) {
      (sign, word, style) = ("=", "equal", "equal")
    } else if weight > 0 || level == "other_street" {
      (sign, word, style) = ("≈", "similar", "similar")
    } else {
      (sign, word, style) = ("≠", "differs", "differs")
    }
  }

  static func heading(_ field: Field) -> String {
    switch field {
    case .name: "Name"
    case .taxNumber: "Tax number"
    case .email: "Email"
    case .phone: "Phone"
    case .address: "Address"
    }
  }

  /// A row of the waterfall in words.
  static func evidence(_ field: String, _ level: String) -> String {
    let name =
      switch field {
      case "prior": "before anything is compared"
      case "together": "all of it together"
      case "rivals": "how far ahead of its rivals"
      default: field.replacing("_", with: " ")
      }
    return ["", "interaction", "ruling"].contains(level) ? name : "\(name): \(level.replacing("_", with: " "))"
  }

  /// What an account's contact, or the class of evidence, is called: `+NAME-TAX` is "name agrees, tax number contradicts".
  static func matchKey(_ key: String) -> String {
    var parts: [String] = []
    var rest = key[...]
    while let sign = rest.first {
      rest = rest.dropFirst()
      let end = rest.firstIndex { $0 == "+" || $0 == "-" } ?? rest.endIndex
      let field = rest[..<end].lowercased() == "tax" ? "tax number" : rest[..<end].lowercased()
      parts.append(sign == "+" ? "\(field) agrees" : "\(field) contradicts")
      rest = rest[end...]
    }
    return parts.isEmpty ? "nothing agrees" : parts.joined(separator: ", ")
  }
}
