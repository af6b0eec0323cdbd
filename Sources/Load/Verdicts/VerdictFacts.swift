import ContactModel
import Postgres
import SQLFiles

/// What is known of a contact when a verdict on it is to be taken.
struct VerdictFacts {
  struct Item {
    var isOpen: Bool
    /// `candidates` or `link_disputed`.
    var kind: String
    var rowVersion: Int
    var reasons: [String]
    /// Parties that nobody has judged, best first.
    var candidates: [String]
  }

  struct Link {
    var party: String
    /// Who survives the party; the party itself where nobody does.
    var survivor: String
  }

  /// A contact, or a contact and a party, of which something was said.
  struct Said {
    var answer: NewJudgement.Answer
    var judgement: Int64
  }

  var isDeleted: Bool
  /// False: runs of its account propose links and do not make them.
  var writesLinks: Bool
  var item: Item?
  var link: Link?
  var last: GivenVerdict?
  /// The last word by party; nil is the contact as a whole.
  var said: [String?: Said] = [:]
  /// The last judgement by which the program asks for a person; 0: none.
  var lastQuestion: Int64 = 0

  var standing: VerdictStanding {
    VerdictStanding(rowVersion: item?.rowVersion ?? 0, isOpen: item?.isOpen ?? false, last: last)
  }

  /// It is the last word on the contact and party, and nothing was asked since.
  func isSaid(_ answer: NewJudgement.Answer, _ party: String?) -> Bool {
    guard let said = said[party] else { return false }
    return said.answer == answer && said.judgement > lastQuestion
  }

  /// Of each contact what is known; nil where the organization does not have it.
  static func read(
    _ session: borrowing Session, organization: String, _ contacts: [ContactKey]
  ) throws -> [VerdictFacts?] {
    let accounts = Parameter.textArray(contacts.map(\.account))
    let ids = Parameter.textArray(contacts.map(\.id))
    var facts = try session.execute(Query.verdictFacts.sql, [.text(organization), accounts, ids]).map {
      $0.bool(0) == true ? VerdictFacts($0) : nil
    }
    let places = Dictionary(zip(contacts, contacts.indices), uniquingKeysWith: { first, _ in first })
    for row in try session.execute(Query.verdictWords.sql, [accounts, ids]) {
      guard let place = places[ContactKey(account: row.text(0) ?? "", id: row.text(1) ?? "")] else { continue }
      let judgement = row.int(5) ?? 0
      if row.bool(4) == true {
        facts[place]?.lastQuestion = judgement
      } else if let answer = row.text(3).flatMap(NewJudgement.Answer.init) {
        facts[place]?.said[row.text(2)] = Said(answer: answer, judgement: judgement)
      }
    }
    return facts
  }

  private init(_ row: Row) {
    isDeleted = row.bool(1) ?? false
    writesLinks = row.bool(2) ?? true
    if let state = row.text(5) {
      item = Item(
        isOpen: state == "open", kind: row.text(6) ?? "candidates", rowVersion: Int(row.int(7) ?? 0),
        reasons: (row.textArray(8) ?? []).compactMap(\.self), candidates: (row.textArray(9) ?? []).compactMap(\.self))
    }
    if let party = row.text(11) { link = Link(party: party, survivor: row.text(12) ?? party) }
    if let id = row.int(13) {
      last = GivenVerdict(
        id: id, word: row.text(14) ?? "", party: row.text(15), reviewer: row.text(16),
        decidedAt: Timestamp(microseconds: row.int(17) ?? 0))
    }
  }
}

/// What is known of the parties that verdicts name.
struct VerdictParties {
  private struct Party {
    var survivor: String?
    var isErased: Bool
  }

  private var known: [String: Party] = [:]

  init(_ session: borrowing Session, organization: String, _ ids: Set<String>) throws {
    if ids.isEmpty { return }
    for row in try session.execute(Query.verdictParties.sql, [.text(organization), .textArray(ids.sorted())]) {
      known[row.text(0) ?? ""] = Party(survivor: row.text(1), isErased: row.bool(2) ?? false)
    }
  }

  func isKnown(_ id: String) -> Bool { known[id] != nil }

  /// Who survives the party; the party itself where nobody does.
  func survivor(of id: String) -> String { known[id]?.survivor ?? id }

  /// The party that a contact can be linked to, or why it cannot.
  func target(_ id: String) -> Result<String, VerdictAnswer.Refusal> {
    guard let party = known[id] else { return .failure(.unknownParty) }
    if party.isErased { return .failure(.erasedParty) }
    return party.survivor.map { .success($0) } ?? .failure(.retiredParty)
  }
}

extension VerdictAnswer.Refusal: Error {}
