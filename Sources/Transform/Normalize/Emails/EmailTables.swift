/// ``EmailLists`` made ready for look-up.
final class EmailTables: Sendable {
  static let shared = EmailTables()

  let placeholders: WordMap<Bool>
  private let roles: WordMap<Bool>
  private let freeMail: WordMap<Bool>
  private let labels: WordMap<Bool>

  private init() {
    func map(_ list: String) -> WordMap<Bool> {
      WordMap(list.split(whereSeparator: \.isWhitespace).map { (String($0), true) })
    }
    placeholders = map(EmailLists.placeholders)
    roles = map(EmailLists.roles)
    freeMail = map(EmailLists.freeMail)
    labels = map(EmailLists.freeMailLabels)
  }

  func isRole(_ local: [UInt8]) -> Bool { roles[local, local.indices] != nil || roles[EmailTables.bare(local)] != nil }

  func isFreeMail(_ domain: [UInt8]) -> Bool {
    if freeMail[domain, domain.indices] != nil { return true }
    let first = domain.prefix { $0 != 0x2E }
    let dots = domain.reduce(0) { $0 + ($1 == 0x2E ? 1 : 0) }
    return dots <= 2 && labels[domain, first.indices] != nil
  }

  /// Letters alone: "accounts.payable2" → "accountspayable".
  static func bare(_ local: [UInt8]) -> String { String(decoding: local.filter(ByteClass.isLetter), as: UTF8.self) }
}
