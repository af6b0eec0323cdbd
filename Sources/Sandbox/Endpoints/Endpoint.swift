/// The paths of the API that the sandbox plays.
enum Endpoint {
  case contacts
  case contact(String)
  case address(String)
  case phoneNumber(String)
  case linkedAccounts
  case accountDetails
  case syncStatus

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
    case ("contacts", 2): self = .contact(parts[1])
    case ("addresses", 2): self = .address(parts[1])
    case ("phone-numbers", 2): self = .phoneNumber(parts[1])
    case ("linked-accounts", 1): self = .linkedAccounts
    case ("account-details", 1): self = .accountDetails
    case ("sync-status", 1): self = .syncStatus
    default: return nil
    }
  }

  /// The path with `{id}` in the place of ids.
  var template: String {
    switch self {
    case .contacts: "/contacts"
    case .contact: "/contacts/{id}"
    case .address: "/addresses/{id}"
    case .phoneNumber: "/phone-numbers/{id}"
    case .linkedAccounts: "/linked-accounts"
    case .accountDetails: "/account-details"
    case .syncStatus: "/sync-status"
    }
  }

  /// Whether a call needs `X-Account-Token`.
  var isOfAccount: Bool {
    if case .linkedAccounts = self { false } else { true }
  }

  var methods: Set<String> { ["GET"] }
}
