import ContactModel

/// E-mail addresses as received → ``EmailForm``s, without repeats.
///
/// One text may hold several mailboxes (`;`, `,`, white space, `Name <a@b>`, `mailto:`). The local part is folded for
/// comparison only: lower case, diacritics removed, every `+tag` cut off, at Gmail the dots too (googlemail.com =
/// gmail.com). The domain is in its IDNA form. What is no address (RFC 5321's lengths, a domain of two labels) and what
/// stands for none (`none@none.com`) is dropped.
struct EmailNormalizer: Sendable {
  private let folder = Folder()
  private var folded: [UInt8] = []
  private var local: [UInt8] = []
  private let tables = EmailTables.shared

  mutating func normalize(_ text: UnsafeRawBufferPointer, into out: inout NormalizedRecord) {
    let text = UnsafeRawBufferPointer(rebasing: text.prefix(4 * Folder.limit))
    var start = 0
    for index in 0...text.count where index == text.count || EmailNormalizer.separates(text[index]) {
      if index > start { add(UnsafeRawBufferPointer(rebasing: text[start..<index]), &out) }
      start = index + 1
      if out.emails.count >= 16 { return }
    }
  }

  /// White space, `;` `,` `<` `>` `(` `)` `[` `]` `"` and `|` end an address; a full-width sign does not.
  private static func separates(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x22, 0x28, 0x29, 0x2C, 0x3B, 0x3C, 0x3E, 0x5B, 0x5D, 0x7C: true
    default: false
    }
  }

  private mutating func add(_ text: UnsafeRawBufferPointer, _ out: inout NormalizedRecord) {
    guard text.count >= 6, text.count <= 254 + 7 else { return }
    var domain: [UInt8]
    if let at = text.lastIndex(of: 0x40), text.allSatisfy({ $0 < 0x80 }) {
      folder.fold(text, into: &folded)
      domain = Array(folded[(at + 1)...])
      while domain.last.map({ $0 == 0x2E || $0 == 0x27 }) == true { domain.removeLast() }
      guard DomainName.isWellFormed(domain) else { return }
      folded.removeSubrange(at...)
    } else {
      guard let split = foreign(text) else { return }
      domain = split
    }
    trimLocal()
    guard (1...64).contains(folded.count), !folded.contains(where: { $0 == 0x40 || $0 == 0x3A || $0 == 0x2F }) else {
      return
    }
    if domain.elementsEqual("googlemail.com".utf8) { domain = Array("gmail.com".utf8) }
    foldLocal(isGmail: domain.elementsEqual("gmail.com".utf8))
    guard !local.isEmpty, !isPlaceholder(domain) else { return }
    append(domain, &out)
  }

  /// An address with letters beyond ASCII: folds the local part into ``folded`` and returns the domain.
  private mutating func foreign(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
    var bytes = Array(text)
    if !bytes.contains(0x40) {
      // U+FF20, the full-width @
      guard let at = bytes.indices.dropLast(2).first(where: { bytes[$0...].starts(with: [0xEF, 0xBC, 0xA0]) }) else {
        return nil
      }
      bytes.replaceSubrange(at..<at + 3, with: [0x40])
    }
    guard let at = bytes.lastIndex(of: 0x40), var domain = DomainName.ascii(bytes[(at + 1)...]) else { return nil }
    if domain.last == 0x2E { domain.removeLast() }
    bytes.removeSubrange(at...)
    bytes.withUnsafeBytes { folder.fold($0, into: &folded) }
    return domain
  }

  private mutating func trimLocal() {
    // Transliteration and full-width signs may have brought separators.
    folded.removeAll(where: EmailNormalizer.separates)
    if folded.starts(with: "mailto:".utf8) { folded.removeFirst(7) }
    while let first = folded.first, [0x27, 0x2E, 0x3A].contains(first) { folded.removeFirst() }
    while let last = folded.last, [0x27, 0x2E].contains(last) { folded.removeLast() }
  }

  private mutating func foldLocal(isGmail: Bool) {
    local.removeAll(keepingCapacity: true)
    for byte in folded {
      if byte == 0x2B, !local.isEmpty { break }
      if isGmail, byte == 0x2E { continue }
      local.append(byte)
    }
    // "ann.+orders": the dot before the tag ends the local part.
    while let last = local.last, [0x27, 0x2E].contains(last) { local.removeLast() }
  }

  private func isPlaceholder(_ domain: [UInt8]) -> Bool {
    guard tables.placeholders[local, local.indices] != nil || tables.placeholders[EmailTables.bare(local)] != nil else {
      return false
    }
    let first = domain.prefix { $0 != 0x2E }
    return !ArraySlice(local).elementsEqual("na".utf8) || tables.placeholders[domain, first.indices] != nil
  }

  private func append(_ domain: [UInt8], _ out: inout NormalizedRecord) {
    let start = out.bytes.count
    out.bytes.append(contentsOf: local)
    out.bytes.append(0x40)
    out.bytes.append(contentsOf: domain)
    let mailbox = start..<out.bytes.count
    if out.emails.contains(where: { out.bytes[$0.mailbox.range].elementsEqual(out.bytes[mailbox]) }) {
      out.bytes.removeSubrange(mailbox)
      return
    }
    var form = EmailForm()
    form.mailbox = Slice(mailbox)
    form.local = Slice(start..<start + local.count)
    form.domain = Slice(start + local.count + 1..<mailbox.upperBound)
    form.isRole = tables.isRole(local)
    form.isFreeMail = tables.isFreeMail(domain)
    out.emails.append(form)
  }
}
