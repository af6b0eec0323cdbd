/// The ladder of email addresses.
///
/// - `same_mailbox`: the same folded mailbox.
/// - `close_mailbox`: one edit apart.
/// - `same_domain`: different mailboxes of one domain that is no free-mail provider's.
/// - `same_local`: the same local part, no role's and at least six characters long, at different domains.
/// - `spells_name`: an address on one side spells the other's name and not its own ("info@blue-kestrel.example" at a
///   business called otherwise): in its domain, or in its local part at a free-mail provider. Granted also where the
///   other side has no address.
/// - `other_mailbox`: different, and at least one is a free-mail address: people have several.
/// - `conflict`: two different business domains.
enum EmailLevel: UInt8, LadderLevel {
  case missing, sameMailbox, closeMailbox, sameDomain, sameLocal, spellsName, otherMailbox, conflict

  var name: String {
    switch self {
    case .missing: "missing"
    case .sameMailbox: "same_mailbox"
    case .closeMailbox: "close_mailbox"
    case .sameDomain: "same_domain"
    case .sameLocal: "same_local"
    case .spellsName: "spells_name"
    case .otherMailbox: "other_mailbox"
    case .conflict: "conflict"
    }
  }
}

enum EmailComparer {
  static func compare(
    _ a: RecordView, _ b: RecordView, _ context: inout Comparison, _ facts: inout PairFacts
  ) -> FieldOutcome<EmailLevel> {
    var best = FieldOutcome(EmailLevel.missing)
    for left in a.emails.indices {
      for right in b.emails.indices {
        best.keep(level(a, a.emails[left], b, b.emails[right]), left, right)
      }
    }
    if best.level == .missing || best.level.rawValue > EmailLevel.spellsName.rawValue,
      spellsName(a, b) || spellsName(b, a)
    {
      return FieldOutcome(.spellsName)
    }
    guard best.left >= 0 else { return best }
    let form = a.emails[best.left]
    switch best.level {
    case .sameMailbox:
      facts.roleMailbox = form.isRole
      facts.emailSharing = SharingClass.of(
        count: context.snapshot.count(hashed(a.text(form.mailbox), HashSeed.mailbox)))
    case .sameDomain:
      facts.emailSharing = SharingClass.of(count: context.snapshot.count(hashed(a.text(form.domain), HashSeed.domain)))
    default: break
    }
    return best
  }

  private static func level(_ a: RecordView, _ x: EmailForm, _ b: RecordView, _ y: EmailForm) -> EmailLevel {
    if sameBytes(a.text(x.mailbox), b.text(y.mailbox)) { return .sameMailbox }
    let sameDomain = sameBytes(a.text(x.domain), b.text(y.domain))
    let sameLocal = sameBytes(a.text(x.local), b.text(y.local))
    // One letter more or less in a short local part at a provider for everybody is another person's mailbox.
    let longEnough = sameDomain ? x.local.count >= (x.isFreeMail ? 7 : 4) : x.domain.count >= 10
    if longEnough, sameDomain || sameLocal, withinOneEdit(a.text(x.mailbox), b.text(y.mailbox)) {
      return .closeMailbox
    }
    if sameDomain, !x.isFreeMail { return .sameDomain }
    if sameLocal, !x.isRole, x.local.count >= 6 { return .sameLocal }
    return x.isFreeMail || y.isFreeMail ? .otherMailbox : .conflict
  }

  private static func spellsName(_ a: RecordView, _ b: RecordView) -> Bool {
    a.emails.contains { email in
      let text = MailboxLetters.place(email)
      return !text.isEmpty && MailboxLetters.spell(a.text(text), b) && !MailboxLetters.spell(a.text(text), a)
    }
  }
}
