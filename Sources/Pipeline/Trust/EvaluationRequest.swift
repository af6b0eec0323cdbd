internal import ContactModel
package import Transform

/// What is to be measured against.
package struct EvaluationRequest: Sendable {
  /// The parties of each contact; empty: none.
  package var truth: [String: Set<String>]
  /// Contacts that the truth does not name are left out; otherwise they truly are no party.
  package var isPartial: Bool
  /// Labels of contacts, for the table by label.
  package var patterns: [String: [String]]
  /// Mistakes of each kind that are shown with their evidence; nil: the usual number, by id alone.
  package var shownMistakes: Int?
  /// The policy that the mistakes' evidence is weighed under.
  package var policy: Policy

  package init(
    truth: [String: Set<String>], isPartial: Bool = false, patterns: [String: [String]] = [:],
    shownMistakes: Int? = nil, policy: Policy = .standard
  ) {
    self.truth = truth
    self.isPartial = isPartial
    self.patterns = patterns
    self.shownMistakes = shownMistakes
    self.policy = policy
  }
}

/// What measuring found.
package struct EvaluationResult: Sendable {
  package var evaluation: Evaluation
  /// Contacts that were met, in the accounts that are meant.
  package var stored = 0
  /// Contacts left out: deleted in the accounting system.
  package var deleted = 0
  /// Contacts left out: people, an import or a creation placed them, not the matcher.
  package var known = 0
  /// Contacts left out: the truth does not name them, and only those that it names are measured.
  package var unnamed = 0
  /// Contacts that no run has decided yet; they count as unmatched.
  package var undecided = 0
  /// Contacts that the truth names and that were not met.
  package var missing = 0
  /// Contacts whose best candidate an earlier release did not keep; calibration and thresholds leave them out.
  package var withoutBest = 0
  /// The worst mistakes with their evidence; empty where it was not asked for.
  package var mistakes: [ShownMistake] = []
  /// Lines that could not be read, with their place; the first thousand.
  package var problems: [String] = []
  package var problemCount = 0

  private let request: EvaluationRequest
  private var named: Set<String> = []
  private var countries = RecordCountry()

  init(_ request: EvaluationRequest) {
    self.request = request
    evaluation = Evaluation(mistakeLimit: request.shownMistakes ?? Mistakes.usualLimit)
    missing = request.truth.count
  }

  /// Why a contact is left out.
  enum Omission {
    case deleted
    case known
  }

  /// Takes a contact in; what the request knows of it is filled in.
  ///
  /// - Parameter record: the contact as received; nil: its country is not known.
  /// - Returns: whether it is measured.
  mutating func add(_ contact: EvaluatedContact, record: Contact?, omission: Omission?) -> Bool {
    stored += 1
    let truth = request.truth[contact.contact]
    if truth != nil, named.insert(contact.contact).inserted { missing -= 1 }
    switch omission {
    case .deleted: deleted += 1
    case .known: known += 1
    case nil where request.isPartial && truth == nil: unnamed += 1
    case nil:
      var contact = contact
      contact.truth = truth ?? []
      contact.patterns = request.patterns[contact.contact] ?? []
      contact.country = record.map { countries.country(of: $0) } ?? ""
      evaluation.add(contact)
      return true
    }
    return false
  }

  mutating func note(_ problem: String) {
    problemCount += 1
    if problems.count < 1000 { problems.append(problem) }
  }
}

/// Why a contact is left out by its reasons: the matcher is measured, not people and imports.
extension EvaluationResult.Omission {
  init?(isDeleted: Bool, reasons: [Reason]) {
    if isDeleted {
      self = .deleted
    } else if reasons.contains(.judgedSame) || reasons.contains(.standingLink) {
      self = .known
    } else {
      return nil
    }
  }
}
