/// A linked account as Merge shows it (`GET /linked-accounts`, `GET /account-details`), without names and mailboxes of people.
package struct LinkedAccount: Sendable, Hashable {
  /// Merge's own id; may change when the account is linked anew. Empty where Merge leaves it out.
  package var id: String
  /// Our id, given when linking; nil for accounts that somebody else linked.
  package var endUserOriginID: String?
  /// `COMPLETE`, `INCOMPLETE`, `RELINK_NEEDED`, `IDLE` or another.
  package var status: String
  package var integrationName: String?
  package var integrationSlug: String?
  /// Merge believes that the same company is linked more than once.
  package var isDuplicate: Bool

  package init(
    id: String, endUserOriginID: String?, status: String, integrationName: String? = nil,
    integrationSlug: String? = nil, isDuplicate: Bool = false
  ) {
    self.id = id
    self.endUserOriginID = endUserOriginID
    self.status = status
    self.integrationName = integrationName
    self.integrationSlug = integrationSlug
    self.isDuplicate = isDuplicate
  }

  init(_ json: JSONValue) {
    self.init(
      id: json["id"].text ?? "", endUserOriginID: json["end_user_origin_id"].text, status: json["status"].text ?? "",
      integrationName: json["integration"]["name"].text ?? json["integration"].text,
      integrationSlug: json["integration"]["slug"].text ?? json["integration_slug"].text,
      isDuplicate: json["is_duplicate"].flag ?? false)
  }
}
