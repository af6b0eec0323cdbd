import ContactModel

/// A value of a policy file after YAML decoding.
package enum PolicyValue: Sendable, Hashable {
  case number(Double)
  case text(String)
  case map([String: PolicyValue])
  /// Anything else: a list, a flag, null.
  case other
}

extension Policy {
  private static let keys = ["version", "model", "prior", "match_at", "review_at", "margin", "correction", "weights"]

  /// Reads a policy file that was decoded to plain dictionaries; every key but `correction` is required, none may be added.
  package init(document: [String: PolicyValue]) throws(PolicyError) {
    for key in document.keys.sorted() where !Policy.keys.contains(key) {
      throw PolicyError(key: key, problem: .unknownKey(allowed: Policy.keys))
    }
    let weights = try Policy.map(document["weights"], "weights")
    for key in weights.keys.sorted() where !Field.allCases.contains(where: { $0.name == key }) {
      throw PolicyError(key: "weights.\(key)", problem: .unknownKey(allowed: Field.allCases.map(\.name)))
    }
    var levels: [Field: [String: Double]] = [:]
    for field in Field.allCases {
      let ladder = try Policy.map(weights[field.name], "weights.\(field.name)")
      var named: [String: Double] = [:]
      for (level, value) in ladder {
        named[level] = try Policy.number(value, "weights.\(field.name).\(level)")
      }
      levels[field] = named
    }
    let version = try Policy.number(document["version"], "version")
    guard version == 1 else { throw PolicyError(key: "version", problem: .outOfRange("1")) }
    try self.init(
      version: 1, model: Policy.text(document["model"], "model"), prior: Policy.number(document["prior"], "prior"),
      matchAt: Policy.number(document["match_at"], "match_at"),
      reviewAt: Policy.number(document["review_at"], "review_at"),
      margin: Policy.number(document["margin"], "margin"),
      correction: document["correction"].map { value throws(PolicyError) in try Policy.correction(value) } ?? .none,
      levels: levels)
  }

  private static func correction(_ value: PolicyValue) throws(PolicyError) -> Correction {
    let map = try map(value, "correction")
    for key in map.keys.sorted() where !["shift", "slope"].contains(key) {
      throw PolicyError(key: "correction.\(key)", problem: .unknownKey(allowed: ["shift", "slope"]))
    }
    return Correction(
      shift: try number(map["shift"], "correction.shift"), slope: try number(map["slope"], "correction.slope"))
  }

  /// The policy as a document that ``init(document:)`` reads back to an equal policy.
  package var document: [String: PolicyValue] {
    var ladders: [String: PolicyValue] = [:]
    for field in Field.allCases {
      var ladder: [String: PolicyValue] = [:]
      for (level, name) in Ladder.names(of: field).enumerated().dropFirst() {
        ladder[name] = .number(weight(field, UInt8(level)))
      }
      ladders[field.name] = .map(ladder)
    }
    var document: [String: PolicyValue] = [
      "version": .number(Double(version)), "model": .text(model.rawValue), "prior": .number(prior),
      "match_at": .number(matchAt), "review_at": .number(reviewAt), "margin": .number(margin),
      "weights": .map(ladders),
    ]
    if correction != .none {
      document["correction"] = .map(["shift": .number(correction.shift), "slope": .number(correction.slope)])
    }
    return document
  }

  /// The policy as text, one `key: value` a line in a fixed order, without comments: for hashing and comparing.
  package var rendered: String {
    var lines = [
      "version: \(version)", "model: \(model.rawValue)", "prior: \(prior)", "match_at: \(matchAt)",
      "review_at: \(reviewAt)",
      "margin: \(margin)",
    ]
    if correction != .none {
      lines += ["correction.shift: \(correction.shift)", "correction.slope: \(correction.slope)"]
    }
    for field in Field.allCases {
      for (level, name) in Ladder.names(of: field).enumerated().dropFirst() {
        lines.append("weights.\(field.name).\(name): \(weight(field, UInt8(level)))")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The same for equal policies on every machine and in every version.
  package var contentHash: UInt64 {
    var text = rendered
    return text.withUTF8 { hash64(UnsafeRawBufferPointer($0)) }
  }

  private static func number(_ value: PolicyValue?, _ key: String) throws(PolicyError) -> Double {
    guard let value else { throw PolicyError(key: key, problem: .missing) }
    guard case .number(let number) = value else { throw PolicyError(key: key, problem: .notANumber) }
    return number
  }

  private static func text(_ value: PolicyValue?, _ key: String) throws(PolicyError) -> String {
    guard let value else { throw PolicyError(key: key, problem: .missing) }
    guard case .text(let text) = value else { throw PolicyError(key: key, problem: .notAText) }
    return text
  }

  private static func map(_ value: PolicyValue?, _ key: String) throws(PolicyError) -> [String: PolicyValue] {
    guard let value else { throw PolicyError(key: key, problem: .missing) }
    guard case .map(let map) = value else { throw PolicyError(key: key, problem: .notAMap) }
    return map
  }
}
