package import ContactModel

/// What a decision line says of a contact's answer, read back: what measuring needs of it.
package struct DecidedLine: Sendable {
  package struct Candidate: Sendable {
    package var party: String
    package var probability: Double
    /// Bits after the ruling.
    package var weight: Double
    package var levels: Levels
    /// nil: the line has none.
    package var evidence: [Evidence]?
  }

  package var account: String
  package var contact: String
  package var verdict: Verdict
  /// nil unless matched.
  package var party: String?
  /// Of the best candidate.
  package var probability: Double
  package var weight: Double
  package var matchKey: String
  package var reasons: [Reason]
  /// Best first.
  package var candidates: [Candidate]
  /// The contact, one JSON object; nil where it was left out.
  package var record: ArraySlice<UInt8>?

  package init(_ line: LineObject) throws(LineProblem) {
    (verdict, party) = try DecisionLine.verdict(of: line)
    account = try line.requiredText("account")
    contact = try line.requiredText("contact")
    probability = try line.probability()
    weight = try line.number("weight") ?? 0
    matchKey = try line.text("match_key") ?? ""
    reasons = try line.texts("reasons").compactMap(Reason.init)
    candidates = []
    for member in try line.objects("candidates") { candidates.append(try Candidate(member)) }
    if verdict == .matched, party == nil { throw LineProblem("`party` is missing, but the contact is matched") }
    record = line.raw("record")
  }

  /// The candidate that ``probability`` and ``weight`` are of; nil without one (see ``Decision/best``).
  package var best: Candidate? { candidates.first { $0.weight == weight && $0.probability > 0 } }
}

extension LineObject {
  fileprivate func probability() throws(LineProblem) -> Double {
    guard let value = try number("probability"), (0...1).contains(value) else {
      throw LineProblem("`probability` must be a number from 0 to 1")
    }
    return value
  }
}

extension DecidedLine.Candidate {
  fileprivate init(_ member: LineObject) throws(LineProblem) {
    party = try member.requiredText("party")
    probability = try member.probability()
    guard let weight = try member.number("weight") else { throw LineProblem("`weight` of a candidate is missing") }
    self.weight = weight
    levels = try Levels(of: member)
    guard member.has("evidence") else { return }
    var rows: [Evidence] = []
    for row in try member.objects("evidence") { rows.append(try Evidence(row)) }
    evidence = rows
  }
}

extension Evidence {
  fileprivate init(_ member: LineObject) throws(LineProblem) {
    guard let weight = try member.number("weight") else { throw LineProblem("`weight` of evidence is missing") }
    self.init(
      field: try member.requiredText("field"), level: try member.text("level") ?? "", weight: weight,
      left: try member.text("left") ?? "", right: try member.text("right") ?? "")
  }
}
