/// The part of an email address that may spell a business's name.
enum MailboxLetters {
  /// Letters that must agree.
  static let least = 7

  /// The domain, or the local part where the domain is a free-mail provider's; empty for a role's mailbox there.
  static func place(_ email: EmailForm) -> Slice {
    if email.isFreeMail { return email.isRole ? Slice() : email.local }
    return email.domain
  }

  /// Letters of a text that are read at most.
  private static let most = 64

  /// Calls `body` with the letters before the first dot of a domain, or of a whole local part.
  static func withLetters<R>(_ text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: most) { buffer in
      var count = 0
      for byte in text {
        if byte == 0x2E || count == most { break }
        guard isLetter(byte) else { continue }
        buffer[count] = byte
        count += 1
      }
      return body(UnsafeBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// Whether the letters before the text's first dot are those of one of the record's names, or the one's letters begin
  /// the other's.
  static func spell(_ text: UnsafeBufferPointer<UInt8>, _ record: RecordView) -> Bool {
    guard let first = text.firstIndex(where: isLetter), !text[..<first].contains(0x2E) else { return false }
    for name in record.names where begins(record.text(name.text), text, first) { return true }
    return false
  }

  /// `first`: the place of the text's first letter.
  private static func begins(
    _ name: UnsafeBufferPointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>, _ first: Int
  ) -> Bool {
    var place = first
    var agreed = 0
    for byte in name where isLetter(byte) {
      while place < text.count, text[place] != 0x2E, !isLetter(text[place]) { place += 1 }
      if place == text.count || text[place] == 0x2E || agreed == most { return agreed >= least }
      if byte != text[place] { return false }
      agreed += 1
      place += 1
    }
    return agreed >= least
  }

  @inline(__always)
  private static func isLetter(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }
}
