import JSONScan

/// What a session of Merge Link is asked for with.
package struct LinkTokenRequest: Sendable {
  /// Our id of the account that is to be linked: permanent, and the same again when it is linked again.
  package var originID: String
  /// Shown in Merge's dashboard.
  package var organizationName: String
  /// For telling accounts apart in Merge's dashboard; no mail is sent to it.
  package var emailAddress: String
  /// Slug of the accounting system to begin with; nil: the user chooses.
  package var integration: String?
  /// How long the link token is good: 30 to 720, with a magic link up to 10,080.
  package var minutes: Int
  /// Whether an address is wanted as well that can be sent to the user.
  package var wantsMagicLink: Bool

  package init(
    originID: String, organizationName: String, emailAddress: String, integration: String? = nil, minutes: Int = 30,
    wantsMagicLink: Bool = false
  ) {
    self.originID = originID
    self.organizationName = organizationName
    self.emailAddress = emailAddress
    self.integration = integration
    self.minutes = minutes
    self.wantsMagicLink = wantsMagicLink
  }

  /// Of all that Merge can read, contacts only.
  var body: [UInt8] {
    var out = [UInt8](#"{"categories":["accounting"],"common_models":[{"enabled_actions":["READ","WRITE"],"#.utf8)
    out += #""model_id":"accounting.Contact"}],"end_user_email_address":"#.utf8
    appendJSONString(emailAddress, to: &out)
    out += #","end_user_organization_name":"#.utf8
    appendJSONString(organizationName, to: &out)
    out += #","end_user_origin_id":"#.utf8
    appendJSONString(originID, to: &out)
    if let integration {
      out += #","integration":"#.utf8
      appendJSONString(integration, to: &out)
    }
    out += #","link_expiry_mins":\#(minutes),"should_create_magic_link_url":\#(wantsMagicLink)}"#.utf8
    return out
  }
}

/// What a session of Merge Link is opened with.
package struct LinkToken: Sendable, Hashable {
  /// For the browser of the one user only.
  package var token: SecretText
  /// Nil unless a magic link was asked for; who has it can link the account.
  package var magicLink: SecretText?
}

/// What a public token was exchanged for.
package struct AccountToken: Sendable, Hashable {
  package var token: SecretText
  /// Merge's own id of the linked account; empty where Merge leaves it out.
  package var mergeAccount: String
  /// Slug of the accounting system, its name where it has none; nil where Merge leaves both out.
  package var integration: String?
}
