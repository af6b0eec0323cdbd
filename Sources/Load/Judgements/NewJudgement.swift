/// A word on a contact, said by a person or known beforehand.
package struct NewJudgement: Sendable, Equatable {
  /// The raw value is the code in the table.
  package enum Answer: String, Sendable, CaseIterable {
    case same
    case different
    case unsure
    /// Of the contact as a whole: the platform does not have it yet.
    case newParty = "new_party"
    /// What was said of the pair before is taken back.
    case withdrawn
  }

  /// Who says it; the raw value is the code in the table.
  package enum Source: String, Sendable {
    case human
    case imported = "import"
  }

  package var account: String
  package var contact: String
  /// nil: said of the contact as a whole.
  package var party: String?
  package var answer: Answer
  package var source: Source
  package var reviewer: String?
  package var note: String?
  /// The verdict that it is part of; nil: of none.
  package var verdict: Int64?

  package init(
    account: String, contact: String, party: String?, answer: Answer, source: Source, reviewer: String? = nil,
    note: String? = nil, verdict: Int64? = nil
  ) {
    self.account = account
    self.contact = contact
    self.party = party
    self.answer = answer
    self.source = source
    self.reviewer = reviewer
    self.note = note
    self.verdict = verdict
  }
}
