package import ContactModel
import FoundationEssentials

/// One line of what stands in an account: links, judgements, and the frozen frequencies of its organization.
package enum StandingLine: Sendable, Hashable {
  /// A contact is linked to a party today.
  case link(account: String, contact: String, party: String, source: LinkSource, isPrimary: Bool)
  /// What was said last of a pair, or of a contact as a whole (`party` nil); what was withdrawn has no line.
  case judgement(account: String, contact: String, party: String?, answer: MatchGraph.Judgement.Answer)
  /// The newest frequency snapshot: with it scores are those of a run.
  case snapshot(organization: String, number: Int, content: [UInt8])
  case end(StandingEndLine)

  package var line: [UInt8] {
    var object = ObjectWriter()
    switch self {
    case .link(let account, let contact, let party, let source, let isPrimary):
      object.text("account", account)
      object.text("contact", contact)
      object.flag("is_primary", isPrimary)
      object.text("party", party)
      object.text("source", source.rawValue)
      object.text("type", "link")
    case .judgement(let account, let contact, let party, let answer):
      object.text("account", account)
      object.text("answer", answer.rawValue)
      object.text("contact", contact)
      object.text("party", party)
      object.text("type", "judgement")
    case .snapshot(let organization, let number, let content):
      object.text("content", Data(content).base64EncodedString())
      object.integer("number", Int64(number))
      object.text("organization", organization)
      object.text("type", "snapshot")
    case .end(let end): return end.line
    }
    return object.close()
  }

  package init(_ line: LineObject) throws(LineProblem) {
    switch line.type {
    case "link":
      guard let source = LinkSource(rawValue: try line.requiredText("source")) else {
        throw LineProblem("`source` must be auto, human, import or created")
      }
      self = .link(
        account: try line.requiredText("account"), contact: try line.requiredText("contact"),
        party: try line.requiredText("party"), source: source, isPrimary: try line.flag("is_primary") ?? false)
    case "judgement":
      guard let answer = MatchGraph.Judgement.Answer(rawValue: try line.requiredText("answer")) else {
        throw LineProblem("`answer` must be same, different or unsure")
      }
      self = .judgement(
        account: try line.requiredText("account"), contact: try line.requiredText("contact"),
        party: try line.text("party"), answer: answer)
    case "snapshot":
      guard let content = Data(base64Encoded: try line.requiredText("content")) else {
        throw LineProblem("`content` is not base64")
      }
      self = .snapshot(
        organization: try line.requiredText("organization"), number: Int(try line.integer("number") ?? 0),
        content: Array(content))
    case "end": self = .end(try StandingEndLine(line))
    default: throw LineProblem("`type` must be link, judgement, snapshot or end")
    }
  }
}
