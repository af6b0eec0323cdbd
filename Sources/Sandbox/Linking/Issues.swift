package import ContactModel
import NDJSON

/// A trouble of a linked account that its owner has to see to.
package struct SandboxIssue: Sendable, Hashable {
  package var id: String
  /// Our id of the account.
  package var account: String
  package var isResolved: Bool
  /// Such as `Invalid login credentials`.
  package var description: String
  package var details: [String]
  package var firstIncidentAt: Timestamp
  package var lastIncidentAt: Timestamp

  /// Whose account it is, as the listing of issues tells it.
  func json(of account: SandboxAccount?) -> JSONValue {
    [
      "id": .string(id), "status": isResolved ? "RESOLVED" : "ONGOING", "error_description": .string(description),
      "end_user": [
        "id": .text(account?.mergeID), "organization_name": .text(account?.organizationName),
        "origin_id": .string(self.account), "email_address": .text(account?.emailAddress),
        "integration": .text(account?.integration.name),
      ],
      "first_incident_time": .string(firstIncidentAt.rfc3339), "last_incident_time": .string(lastIncidentAt.rfc3339),
      "is_muted": false, "error_details": .array(details.map { .string($0) }),
    ]
  }
}

extension SandboxStore {
  private static let badCredentials = "Invalid login credentials"

  /// Opens an issue of an account, or opens again the resolved one with the same description; returns its id.
  @discardableResult
  package func openIssue(
    _ description: String, details: [String] = [], account: String
  ) throws(SandboxError) -> String {
    guard let owner = holdings[account]?.account else { throw .unknownAccount(account) }
    if let index = issues.firstIndex(where: { $0.account == account && $0.description == description }) {
      let wasResolved = issues[index].isResolved
      issues[index].isResolved = false
      issues[index].lastIncidentAt = now
      if wasResolved { emit("Issue.reopened", of: owner, issues[index].json(of: owner)) }
      return issues[index].id
    }
    let issue = SandboxIssue(
      id: StableUUID.text(seed: "issue/\(account)/\(issues.count + 1)"), account: account, isResolved: false,
      description: description, details: details, firstIncidentAt: now, lastIncidentAt: now)
    issues.append(issue)
    emit("Issue.new", of: owner, issue.json(of: owner))
    return issue.id
  }

  package func resolveIssue(_ id: String) throws(SandboxError) {
    guard let index = issues.firstIndex(where: { $0.id == id }) else { throw .unknownIssue(id) }
    if issues[index].isResolved { return }
    issues[index].isResolved = true
    if let owner = holdings[issues[index].account]?.account {
      emit("Issue.resolved", of: owner, issues[index].json(of: owner))
    }
  }

  /// Opens or resolves the issue of an account whose credentials have gone bad or are good again.
  func noteCredentials(of account: SandboxAccount, before: SandboxAccount?) {
    let needsRelinking = account.status == "RELINK_NEEDED"
    if needsRelinking == (before?.status == "RELINK_NEEDED") { return }
    // The account and its issue are there: neither call can fail.
    if needsRelinking {
      _ = try? openIssue(SandboxStore.badCredentials, details: ["Link the account again."], account: account.id)
    } else if let issue = issues.first(where: {
      $0.account == account.id && $0.description == SandboxStore.badCredentials
    }) {
      try? resolveIssue(issue.id)
    }
  }

  /// GET /issues: of all accounts of the organization.
  func listIssues(_ call: inout Call) throws(Refusal) -> SandboxAnswer {
    let parameters = call.parameters
    let status = try parameters.choice("status", of: ["ONGOING", "RESOLVED"])
    let isInclusive = options.boundsAreInclusive
    let first = ContactFilter.Span(
      after: try parameters.instant("first_incident_time_after"),
      before: try parameters.instant("first_incident_time_before"), isInclusive: isInclusive)
    let last = ContactFilter.Span(
      after: try parameters.instant("last_incident_time_after"),
      before: try parameters.instant("last_incident_time_before"), isInclusive: isInclusive)
    let action = ContactFilter.Span(
      after: try parameters.instant("start_date"), before: try parameters.instant("end_date"),
      isInclusive: isInclusive)
    let found = issues.filter { issue in
      let owner = holdings[issue.account]?.account
      func admits(_ name: String, _ value: String?) -> Bool { parameters[name].map { $0 == value } ?? true }
      return status.map { ($0 == "RESOLVED") == issue.isResolved } ?? true && first.admits(issue.firstIncidentAt)
        && last.admits(issue.lastIncidentAt) && action.admits(issue.lastIncidentAt)
        && admits("linked_account_id", owner?.mergeID)
        && admits("account_token", owner?.token) && admits("integration_name", owner?.integration.name)
        && admits("end_user_organization_name", owner?.organizationName)
    }
    let owners = holdings
    return try page(of: found, &call) { $0.json(of: owners[$0.account]?.account) }
  }

  /// GET /issues/{id}.
  func issue(_ id: String) throws(Refusal) -> SandboxAnswer {
    guard let issue = issues.first(where: { $0.id == id }) else { throw .detail(404, "Not found.") }
    return SandboxAnswer(issue.json(of: holdings[issue.account]?.account))
  }
}
