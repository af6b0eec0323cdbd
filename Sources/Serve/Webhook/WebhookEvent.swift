import Load
package import MergeAPI

/// What a webhook of Merge says, as far as it is heeded: which account to read, and the token of one that was linked.
struct WebhookEvent: Sendable {
  /// Events after which the account is read. Others are answered and left: those that are about other things than contacts, and
  /// the answers to calls of ours, which say the same themselves.
  ///
  /// Source: Merge's documentation of webhooks; `Address` and `AccountingPhoneNumber` belong to contacts.
  private static let reading: Set<String> = Set(
    ["Contact", "Address", "AccountingPhoneNumber"].flatMap { model in
      ["added", "changed", "removed", "synced"].map { "\(model).\($0)" }
    } + [
      "LinkedAccount.linked", "LinkedAccount.sync_completed", "LinkedAccount.synced",
      "LinkedAccount.fully_synced_initial", "LinkedAccount.deleted", "Issue.new", "Issue.created", "Issue.reopened",
      "Issue.resolved",
    ])
  private static let known = reading.union([
    "AsyncPost.completed", "AsyncBulkPost.completed", "LinkedAccount.status_changed",
  ])

  /// Merge's name where it is one that we know, else `test` or `other`: what is counted and stored.
  let name: String
  /// nil: nothing is to be read.
  let wish: SyncRequests.Wish?
  /// nil: no account was linked.
  let linked: LinkedWebhook?

  /// nil: the body is no JSON object.
  init?(_ body: [UInt8]) {
    guard let value = try? JSONValue(body), case .object = value else { return nil }
    let (hook, account, data) = (value["hook"], value["linked_account"], value["data"])
    let event = hook["event"].text
    name = event.map { Self.known.contains($0) ? $0 : "other" } ?? "test"
    let (origin, merge) = (Self.id(account["end_user_origin_id"]), Self.id(account["id"]))
    let isRead = Self.reading.contains(name) && (origin != nil || merge != nil)
    wish = isRead ? SyncRequests.Wish(account: origin, mergeAccount: merge, reason: name) : nil
    let token = data["account_token"].text ?? account["account_token"].text
    if name == "LinkedAccount.linked", let origin, let token, !token.isEmpty {
      linked = LinkedWebhook(
        account: origin, mergeAccount: merge, token: SecretText(token),
        integration: account["integration_slug"].text ?? data["integration_id"].text,
        isRelink: data["is_relink"].flag ?? false)
    } else {
      linked = nil
    }
  }

  /// Ids have at most 255 bytes; a longer one is none of ours.
  private static func id(_ value: JSONValue) -> String? {
    value.text.flatMap { (1...255).contains($0.utf8.count) ? $0 : nil }
  }
}

/// What `LinkedAccount.linked` tells: the only webhook that carries an account's token. It may come again, and late.
package struct LinkedWebhook: Sendable {
  /// Our id of the account (`end_user_origin_id`).
  package var account: String
  /// Merge's id of it.
  package var mergeAccount: String?
  package var token: SecretText
  /// Such as `quickbooks-online`.
  package var integration: String?
  /// The user connected an account again that was there.
  package var isRelink: Bool
}
