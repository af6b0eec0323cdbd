import ContactModel

extension Policy {
  /// The policy as a file in the form of `policies/standard.yaml`, each key with its comment, the same to the byte for equal
  /// policies.
  ///
  /// - Parameter about: lines on where the policy comes from, in front of what weights are.
  package func text(about: [String]) -> String {
    var lines = about.map { $0.isEmpty ? "#" : "# \($0)" }
    lines += [
      "#",
      "# Weights are bits: +1 doubles the odds, -1 halves them. A field that is missing on either side weighs nothing. "
        + "What agrees",
      "# counts less where several parties share it (a common name, a switchboard, an accountant's mailbox).",
      "version: \(version)",
      Policy.line(
        "model: \(model.rawValue)", "how fields combine, and what rivals cost (rules-1: a few rules only)", 22),
      Policy.line("prior: \(Policy.number(prior))", "bits that a pair starts from", 22),
      Policy.line(
        "match_at: \(Policy.number(matchAt))", "probability from which a pair is linked without a person ...", 22),
      Policy.line("margin: \(Policy.number(margin))", "... if it leads its rivals by this many bits", 22),
      Policy.line("review_at: \(Policy.number(reviewAt))", "probability from which a person is asked", 22),
    ]
    if correction != .none {
      lines += [
        "correction:",
        Policy.line("  shift: \(Policy.number(correction.shift))", "bits that every pair gains ...", 22),
        Policy.line("  slope: \(Policy.number(correction.slope))", "... after each of its bits counts so much", 22),
      ]
    }
    lines.append("weights:")
    for field in Field.allCases {
      lines.append("  \(field.name):")
      for (level, name) in Ladder.names(of: field).enumerated().dropFirst() {
        lines.append(
          Policy.line(
            "    \(name): \(Policy.number(weight(field, UInt8(level))))", Policy.remarks[field]?[name], 30))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func line(_ text: String, _ remark: String?, _ column: Int) -> String {
    guard let remark else { return text }
    return text + String(repeating: " ", count: max(1, column - text.utf8.count)) + "# " + remark
  }

  /// Whole numbers without a fraction.
  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1000 ? "\(Int(value))" : "\(value)"
  }

  private static let remarks: [Field: [String: String]] = [
    .name: [
      "exact": "the same words in the same order", "same_words": "in another order, or cut by the accounting system",
      "contained": "every word of the one is in the other", "close": "word by word within a slip",
      "initials": "initials or an acronym", "related": "a telling word in common, others differ",
      "other_script": "one in Han characters, one not: cannot be compared",
    ],
    .taxNumber: [
      "exact_valid": "the same, check digit right", "exact_unverified": "the same, no check digit to prove it",
      "one_edit": "one slip apart", "conflict_unverified": "different, one of them doubtful",
    ],
    .email: [
      "close_mailbox": "one slip apart", "same_domain": "of the business, not of a free-mail provider",
      "same_local": "the same name at another domain", "spells_name": "an address here spells the name there",
      "other_mailbox": "different, one of them free mail", "conflict": "two business domains",
    ],
    .phone: ["same_tail": "the last eight digits", "near": "one digit apart"],
    .address: [
      "same_unit": "suite or flat included", "same_number": "house number and street",
      "other_unit": "one building, two suites", "same_line": "number and street, another place",
      "other_street": "the same place, another street",
    ],
  ]
}
