package import MergeAPI

extension LinkCompletion {
  /// What the webhook `LinkedAccount.linked` tells, its signature verified.
  package struct Notice: Sendable {
    /// Our id of the account: `linked_account.end_user_origin_id`.
    package var originID: String
    /// `data.account_token`, else `account_token`.
    package var token: SecretText
    /// Merge's id: `linked_account.id`; empty where it is missing.
    package var mergeAccount: String
    /// `linked_account.integration_slug`.
    package var integration: String?

    package init(originID: String, token: SecretText, mergeAccount: String, integration: String?) {
      self.originID = originID
      self.token = token
      self.mergeAccount = mergeAccount
      self.integration = integration
    }
  }

  /// What came of a notice.
  package enum Recovery: Sendable, Hashable {
    /// A session that waited is linked by it.
    case linked
    /// No session of that account waits: it is linked already, was removed, or is none of ours. Nothing was changed.
    case notWaiting
    /// Merge says that the token opens another account, or none any more: an old notice, sent again. Nothing was changed.
    case refused
  }

  /// Links the account of a session that still waits for its token: one of a magic link, or one whose exchange got lost.
  ///
  /// Merge is asked whose token it is before it is stored, so a notice that is sent again, years later, changes nothing.
  ///
  /// - Throws: MergeError where Merge cannot be asked now, PostgresError: the notice is to be sent again.
  package func recover(_ notice: Notice) async throws -> Recovery {
    guard let waiting = try await waiting(notice.originID) else { return .notWaiting }
    switch await standing(of: notice.token, for: notice.originID) {
    case .unknown(let error): throw error
    case .other: return .refused
    case .right(let details):
      let isLinked = try await link(
        waiting.id, waiting.organization, notice.originID, notice.token,
        mergeAccount: details.id.isEmpty ? notice.mergeAccount : details.id,
        integration: notice.integration ?? details.integrationSlug)
      return isLinked ? .linked : .notWaiting
    }
  }
}
