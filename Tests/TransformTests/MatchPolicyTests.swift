import ContactModel
import Foundation
import TestSupport
import Testing
import Transform

@Suite struct MatchPolicyTests {
  /// The standard policy as a document, to be damaged by a test.
  private static func document(_ change: (inout [String: PolicyValue]) -> Void) -> [String: PolicyValue] {
    var document = Policy.standard.document
    change(&document)
    return document
  }

  private static func weights(_ change: (inout [String: PolicyValue]) -> Void) -> [String: PolicyValue] {
    document { document in
      guard case .map(var weights)? = document["weights"] else { return }
      change(&weights)
      document["weights"] = .map(weights)
    }
  }

  @Test func readsItsOwnDocument() throws {
    #expect(try Policy(document: Policy.standard.document) == .standard)
    #expect(try Policy(document: Policy.standard.document).contentHash == Policy.standard.contentHash)
  }

  @Test(
    "A correction is read back, changes the hash, and is a part of the evidence; without one nothing is written of it")
  func correction() throws {
    var policy = Policy.standard
    #expect(!policy.text(about: []).contains("correction") && policy.document["correction"] == nil)
    policy.correction = Correction(shift: -0.75, slope: 0.8)
    #expect(try Policy(document: policy.document) == policy)
    #expect(policy.contentHash != Policy.standard.contentHash)
    #expect(policy.text(about: []).contains("\ncorrection:\n  shift: -0.75"))
    let levels = Sketch.levels(Sketch.good)
    let before = evidence(for: levels, policy: .standard)
    let rows = evidence(for: levels, policy: policy)
    let total = try #require(rows.last)
    #expect(abs(total.weight - (0.8 * before[before.count - 1].weight - 0.75)) < 1e-9)
    #expect(rows.contains { $0.field == "corrected" })
    #expect(abs(rows.dropLast().reduce(0) { $0 + $1.weight } - total.weight) < 0.01)
  }

  @Test(arguments: [
    (document { $0["colour"] = .text("red") }, "policy: unknown key colour"),
    (document { $0["match_at"] = nil }, "policy: match_at is missing"),
    (document { $0["match_at"] = .text("high") }, "policy: match_at must be a number"),
    (document { $0["match_at"] = .number(1.5) }, "policy: match_at must be above 0 and below 1"),
    (document { $0["match_at"] = .number(0.05) }, "policy: match_at must be at least review_at"),
    (document { $0["model"] = .text("oracle") }, "policy: model is \"oracle\"; known: rules-1, trees-1"),
    (document { $0["model"] = .number(1) }, "policy: model must be a text"),
    (document { $0["version"] = .number(2) }, "policy: version must be 1"),
    (document { $0["prior"] = .number(.nan) }, "policy: prior must be -60 to 60 bits"),
    (document { $0["margin"] = .number(-1) }, "policy: margin must be 0 to 40 bits"),
    (document { $0["correction"] = .number(1) }, "policy: correction must be a map of keys to values"),
    (document { $0["correction"] = .map(["shift": .number(1)]) }, "policy: correction.slope is missing"),
    (
      document { $0["correction"] = .map(["shift": .number(21), "slope": .number(1)]) },
      "policy: correction.shift must be -20 to 20 bits"
    ),
    (
      document { $0["correction"] = .map(["shift": .number(0), "slope": .number(0)]) },
      "policy: correction.slope must be 0.2 to 2"
    ),
    (
      document { $0["correction"] = .map(["shift": .number(0), "slope": .number(1), "tilt": .number(1)]) },
      "policy: unknown key correction.tilt; known: shift, slope"
    ),
    (document { $0["weights"] = .other }, "policy: weights must be a map of keys to values"),
    (weights { $0["name"] = .map(["exact": .number(1)]) }, "policy: weights.name.same_words is missing"),
    (weights { $0["shoe_size"] = .map([:]) }, "policy: unknown key weights.shoe_size"),
    (weights { $0["phone_number"] = nil }, "policy: weights.phone_number is missing"),
  ]) func saysWhatIsWrong(document: [String: PolicyValue], expected: String) {
    let error = #expect(throws: PolicyError.self) { try Policy(document: document) }
    #expect(error?.description.hasPrefix(expected) == true, "\(error?.description ?? "nothing thrown")")
  }

  @Test func unknownLevelNamesTheKnownOnes() throws {
    let document = Self.weights { weights in
      guard case .map(var ladder)? = weights["phone_number"] else { return }
      ladder["loud"] = .number(1)
      weights["phone_number"] = .map(ladder)
    }
    let error = #expect(throws: PolicyError.self) { try Policy(document: document) }
    #expect(error?.key == "weights.phone_number.loud")
    #expect(error?.problem == .unknownKey(allowed: Array(Ladder.names(of: .phone).dropFirst())))
  }

  @Test func everyChangeChangesTheHash() {
    var seen: Set<UInt64> = [Policy.standard.contentHash]
    var policy = Policy.standard
    policy.prior -= 0.5
    seen.insert(policy.contentHash)
    policy.margin += 1
    seen.insert(policy.contentHash)
    policy.reviewAt /= 2
    seen.insert(policy.contentHash)
    #expect(seen.count == 4)
  }

  /// `policies/standard.yaml` says what ``Policy/standard`` says: its lines, comments apart, are the rendered policy's.
  @Test func fileEqualsTheBuiltInPolicy() throws {
    let text = try String(contentsOfFile: repositoryRoot + "/policies/standard.yaml", encoding: .utf8)
    var path: [(indent: Int, key: String)] = []
    var lines: Set<String> = []
    for line in text.split(separator: "\n") {
      let code = line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)[0]
      let parts = code.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 || code.contains(":") else { continue }
      let indent = code.prefix { $0 == " " }.count
      path.removeAll { $0.indent >= indent }
      path.append((indent, parts[0].trimmingCharacters(in: .whitespaces)))
      let value = parts.count == 2 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
      guard !value.isEmpty else { continue }
      let key = path.map(\.key).joined(separator: ".")
      let isNumber = !["version", "model"].contains(key)
      lines.insert("\(key): \(isNumber ? "\(try #require(Double(value)))" : value)")
    }
    #expect(lines == Set(Policy.standard.rendered.split(separator: "\n").map(String.init)))
  }
}
