internal import ContactModel
internal import Extract
internal import Load
internal import Postgres
package import Transform

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

  package struct Result: Sendable {
    package var evaluation = Evaluation()
    /// Contacts stored, in the accounts that are meant.
    package var stored = 0
    /// Contacts left out: deleted in the accounting system.
    package var deleted = 0
    /// Contacts left out: people, an import or a creation placed them, not the matcher.
    package var known = 0
    /// Contacts left out: the truth does not name them, and only those that it names are measured.
    package var unnamed = 0
    /// Contacts that no run has decided yet; they count as unmatched.
    package var undecided = 0
    /// Contacts that the truth names and that are not stored here.
    package var missing = 0
  }

  /// - Parameters:
  ///   - truth: the parties of each contact; empty: none.
  ///   - isPartial: contacts that the truth does not name are left out; otherwise they truly are no party.
  /// - Throws: ``TrustRefusal``, PostgresError.
  package func evaluate(_ truth: [String: Set<String>], isPartial: Bool) async throws -> Result {
    let connection = try await tools.connect()
    _ = try await tools.accounts(connection, organization: organization, account: account)
    let (organization, account) = (organization, account)
    let result = try await connection.run { session in
      var result = Result()
      var named: Set<String> = []
      try EvaluationReader.answers(session, organization: organization, account: account) { answer in
        result.stored += 1
        let parties = truth[answer.contact]
        if parties != nil { named.insert(answer.contact) }
        if answer.isDeleted {
          result.deleted += 1
        } else if !Set(answer.reasons).isDisjoint(with: [.judgedSame, .standingLink]) {
          result.known += 1
        } else if isPartial, parties == nil {
          result.unnamed += 1
        } else {
          if answer.verdict == nil { result.undecided += 1 }
          result.evaluation.add(
            EvaluatedContact(
              contact: answer.contact, verdict: answer.verdict ?? .unmatched, party: answer.party,
              probability: answer.probability, matchKey: answer.matchKey, truth: parties ?? [],
              candidates: answer.candidates, shown: answer.shown))
        }
      }
      result.missing = truth.count - named.count
      return result
    }
    await connection.close()
    return result
  }
}
