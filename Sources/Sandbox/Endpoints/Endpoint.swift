/// The paths of the API that the sandbox plays.
enum Endpoint {
  case contacts
  case contact(String)
  case createMeta
  case changeMeta(String)
  case remoteFieldClasses
  case address(String)
  case phoneNumber(String)
  case linkToken
  case accountToken(String)
  case regenerateToken
  case deleteAccount
  case linkedAccounts
  case accountDetails
  case availableActions
  case issues
  case issue(String)
  case syncStatus
  case resync

  /// Where the accounting API lies: behind a base URL with `/api`, and behind one without.
  private static let bases = ["/api/accounting/v1", "/accounting/v1"]

  /// The part of a path behind the API's base; nil where it lies elsewhere.
  static func path(behindBaseOf path: String) -> String? {
    bases.first { path.hasPrefix($0 + "/") }.map { String(path.dropFirst($0.count)) }
  }

  /// Nil for a path that is not played.
  init?(path: String) {
    let parts = path.split(separator: "/").map(String.init)
    switch (parts.first, parts.count) {
    case ("contacts", 1): self = .contacts
    case ("contacts", 2) where parts[1] == "remote-field-classes": self = .remoteFieldClasses
    case ("contacts", 2): self = .contact(parts[1])
    case ("contacts", 3) where parts[1...] == ["meta", "post"]: self = .createMeta
    case ("contacts", 4) where parts[1...2] == ["meta", "patch"]: self = .changeMeta(parts[3])
    case ("addresses", 2): self = .address(parts[1])
    case ("phone-numbers", 2): self = .phoneNumber(parts[1])
    case ("link-token", 1): self = .linkToken
    case ("account-token", 2): self = parts[1] == "regenerate" ? .regenerateToken : .accountToken(parts[1])
    case ("delete-account", 1): self = .deleteAccount
    case ("linked-accounts", 1): self = .linkedAccounts
    case ("account-details", 1): self = .accountDetails
    case ("available-actions", 1): self = .availableActions
    case ("issues", 1): self = .issues
    case ("issues", 2): self = .issue(parts[1])
    case ("sync-status", 1): self = .syncStatus
    case ("sync-status", 2) where parts[1] == "resync": self = .resync
    default: return nil
    }
  }

  /// The path with `{id}` in the place of ids.
  var template: String {
    switch self {
    case .contacts: "/contacts"
    case .contact: "/contacts/{id}"
    case .createMeta: "/contacts/meta/post"
    case .changeMeta: "/contacts/meta/patch/{id}"
    case .remoteFieldClasses: "/contacts/remote-field-classes"
    case .address: "/addresses/{id}"
    case .phoneNumber: "/phone-numbers/{id}"
    case .linkToken: "/link-token"
    case .accountToken: "/account-token/{id}"
    case .regenerateToken: "/account-token/regenerate"
    case .deleteAccount: "/delete-account"
    case .linkedAccounts: "/linked-accounts"
    case .accountDetails: "/account-details"
    case .availableActions: "/available-actions"
    case .issues: "/issues"
    case .issue: "/issues/{id}"
    case .syncStatus: "/sync-status"
    case .resync: "/sync-status/resync"
    }
  }

  /// Whether a call needs `X-Account-Token`.
  var isOfAccount: Bool {
    switch self {
    case .linkToken, .accountToken, .linkedAccounts, .issues, .issue: false
    default: true
    }
  }

  var methods: Set<String> {
    switch self {
    case .contacts: ["GET", "POST"]
    case .contact: ["GET", "PATCH"]
    case .linkToken, .regenerateToken, .deleteAccount, .resync: ["POST"]
    default: ["GET"]
    }
  }
}
