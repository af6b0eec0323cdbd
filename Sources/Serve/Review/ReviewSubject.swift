import ContactModel
import FoundationEssentials
import Load
import Postgres

/// A contact that a person looks at, with its review item where it has one.
struct ReviewSubject: Sendable {
  /// A party that it may be.
  struct Candidate: Sendable, Decodable {
    struct Item: Sendable, Decodable {
      var field: String
      var level: String
      /// Bits.
      var weight: Double
      /// Normalized; empty where missing.
      var left: String
      var right: String
    }

    var party: String
    var probability: Double
    /// Bits, prior included.
    var weight: Double
    /// Prior, fields, interactions, rivals, total; nil where none was kept.
    var evidence: [Item]?

    func item(_ field: Field) -> Item? { evidence?.first { $0.field == field.name } }
  }

  var reviewID: String?
  var rowVersion: Int
  var account: String
  var integration: String?
  /// `candidates` or `link_disputed`; nil: it has no item.
  var kind: String?
  var isOpen: Bool
  var reasons: [String]
  /// Those that nobody has judged, best first, at most ``Verdicts/shown``.
  var candidates: [Candidate]
  var openedAt: Timestamp?
  var priority: Double?
  var contact: ReviewRecord
  var status: String?
  /// The party that it is linked to, and by what.
  var link: (party: String, source: String)?
  /// All candidates as JSON, those that were judged, too.
  private var everyCandidate: String
  /// The parties of the candidates and of the link, by id.
  var parties: [String: ReviewRecord] = [:]

  /// A row of `screen_item`.
  init(_ row: Row) throws {
    reviewID = row.text(0)
    rowVersion = Int(row.int(1) ?? 0)
    account = row.text(2) ?? ""
    kind = row.text(4)
    isOpen = row.text(5) == "open"
    reasons = (row.text(6) ?? "").split(separator: ",").map(String.init)
    candidates = try Self.candidates(row.text(7) ?? "[]")
    openedAt = row.int(8).map { Timestamp(microseconds: $0) }
    priority = row.double(9)
    integration = row.text(10)
    contact = ReviewRecord(row, id: row.text(3) ?? "", from: 11)
    status = row.text(16)
    contact.isCustomer = row.bool(17)
    contact.isSupplier = row.bool(18)
    contact.isGone = row.bool(19) ?? false
    if let party = row.text(20), let source = row.text(21) { link = (party, source) }
    everyCandidate = row.text(22) ?? "[]"
  }

  /// Makes it look as it did before anybody decided.
  mutating func hideAnswer() throws {
    candidates = try Self.candidates(everyCandidate)
    link = nil
    isOpen = true
    kind = "candidates"
    reasons.removeAll { $0.hasPrefix("judged_") || $0 == "link_disputed" }
  }

  private static func candidates(_ json: String) throws -> [Candidate] {
    Array(try JSONDecoder().decode([Candidate].self, from: Data(json.utf8)).prefix(Verdicts.shown))
  }
}
