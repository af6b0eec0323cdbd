internal import ContactModel
internal import Extract
internal import Load
internal import Postgres
internal import Transform

/// Measures the stored decisions against a truth.
package struct Evaluator: Sendable {
  let tools: TrustTools
  let organization: String?
  let account: String?

  /// - Parameters:
  ///   - organization: only its accounts; nil: all.
  ///   - account: only this one; nil: all.
  package init(tools: TrustTools, organization: String? = nil, account: String? = nil) {
    self.tools = tools
    self.organization = organization
    self.account = account
  }

  /// - Throws: ``TrustRefusal``, PostgresError.
  package func evaluate(_ request: EvaluationRequest) async throws -> EvaluationResult {
    let connection = try await tools.connect()
    _ = try await tools.accounts(connection, organization: organization, account: account)
    let (organization, account) = (organization, account)
    let result = try await connection.run { session in
      var result = EvaluationResult(request)
      try EvaluationReader.answers(session, organization: organization, account: account) { answer in
        let isMeasured = result.add(
          EvaluatedContact(
            account: answer.account, contact: answer.contact, verdict: answer.verdict ?? .unmatched,
            party: answer.party, probability: answer.probability, matchKey: answer.matchKey, best: answer.best,
            candidates: answer.candidates, shown: answer.shown),
          record: answer.record,
          omission: EvaluationResult.Omission(isDeleted: answer.isDeleted, reasons: answer.reasons))
        if isMeasured {
          result.undecided += answer.verdict == nil ? 1 : 0
          result.withoutBest += answer.isBestUnknown ? 1 : 0
        }
      }
      if request.shownMistakes != nil {
        result.mistakes = ShownMistake.all(of: result.evaluation)
        var evidence = StoredEvidence(policy: request.policy)
        for (place, mistake) in result.mistakes.enumerated() {
          for (pair, asked) in mistake.pairs.enumerated() {
            result.mistakes[place].pairs[pair].evidence = try evidence.rows(
              session, mistake.contact, party: asked.party)
          }
        }
      }
      return result
    }
    await connection.close()
    return result
  }
}

/// The evidence between stored contacts and parties.
private struct StoredEvidence {
  private let policy: Policy
  /// By organization: under the frequencies that its decisions rest on.
  private var indexes: [String: PartyIndex] = [:]

  init(policy: Policy) { self.policy = policy }

  /// Empty where contact or party is not stored.
  mutating func rows(
    _ session: borrowing Session, _ contact: EvaluatedContact, party: String
  ) throws -> [Evidence] {
    let places = try StoredReader.accounts(session, ofContact: contact.contact, account: contact.account)
    guard let organization = places.first?.organization else { return [] }
    let record = try StoredReader.contacts(session, account: contact.account, ids: [contact.contact])
    let other = try StoredReader.parties(session, organization: organization, ids: [party])
    guard !record.rows.isEmpty, !other.rows.isEmpty else { return [] }
    let rows = try index(session, organization).explain(contact: record, row: 0, party: other, row: 0)
    guard party == contact.best,
      let decision = try StoredReader.decision(session, account: contact.account, contact: contact.contact)
    else { return rows }
    return rows.settled(at: decision.weight)
  }

  private mutating func index(_ session: borrowing Session, _ organization: String) throws -> PartyIndex {
    if let known = indexes[organization] { return known }
    let snapshot = try StoredReader.snapshot(session, organization: organization)
      .flatMap { FrequencySnapshot(decoding: $0.content) }
    let index = PartyIndexBuilder(policy: policy, snapshot: snapshot).finish()
    indexes[organization] = index
    return index
  }
}
