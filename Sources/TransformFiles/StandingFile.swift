internal import ContactModel
internal import NDJSON
internal import Transform

/// What stands in one or several accounts of one organization, read from lines.
struct StandingFile {
  struct Link {
    var contact: String
    var party: String
    var source: LinkSource
    var isPrimary: Bool
  }

  struct Judgement {
    var contact: String
    var party: String?
    var answer: MatchGraph.Judgement.Answer
  }

  /// The organization's frozen frequencies; nil where the file has none.
  private(set) var snapshot: FrequencySnapshot?
  /// Of the snapshot; nil without one.
  private(set) var organization: String?
  /// By account.
  private(set) var links: [String: [Link]] = [:]
  private(set) var judgements: [String: [Judgement]] = [:]

  /// Nothing stands.
  init() {}

  /// Throws ``StageFailure`` where a line cannot be read or an account's part is not whole: without all that people said the
  /// answers would be others.
  init(path: String) throws {
    var reader = try LineReader(path: path)
    var counted: [String: Int] = [:]
    var ended: [String: Int] = [:]
    while let line = try reader.next() {
      do throws(LineProblem) {
        switch try StandingLine(LineObject(line.bytes)) {
        case .link(let account, let contact, let party, let source, let isPrimary):
          links[account, default: []].append(
            Link(contact: contact, party: party, source: source, isPrimary: isPrimary))
          counted[account, default: 0] += 1
        case .judgement(let account, let contact, let party, let answer):
          judgements[account, default: []].append(Judgement(contact: contact, party: party, answer: answer))
          counted[account, default: 0] += 1
        case .snapshot(let organization, _, let content): try take(organization, content)
        case .end(let end): ended[end.account, default: 0] += end.rows
        }
      } catch {
        throw StageFailure(.badInput, "\(reader.file):\(line.number): \(error.what)")
      }
    }
    if ended.isEmpty {
      throw StageFailure(.badInput, "\(path): no `end` line: the file is not whole; extract it again")
    }
    for account in Set(counted.keys).union(ended.keys).sorted() where counted[account] ?? 0 != ended[account] ?? -1 {
      throw StageFailure(
        .badInput,
        "\(path): \(counted[account] ?? 0) lines of the account \(account), but its `end` "
          + (ended[account].map { "counts \($0)" } ?? "is missing") + "; extract it again")
    }
  }

  private mutating func take(_ organization: String, _ content: [UInt8]) throws(LineProblem) {
    guard let found = FrequencySnapshot(decoding: content) else {
      throw LineProblem("`content` is no frequency snapshot of this version")
    }
    if let snapshot, snapshot.contentHash != found.contentHash || self.organization != organization {
      throw LineProblem("a second frequency snapshot; files of one organization, extracted at one time, may be joined")
    }
    snapshot = found
    self.organization = organization
  }
}
