/// The part of an email address that may spell a business's name.
enum MailboxLetters {
  /// Letters that must agree.
  static let least = 7

  /// The domain, or the local part where the domain is a free-mail provider's; empty for a role's mailbox there.
  static func place(_ email: EmailForm) -> Slice {
    if email.isFreeMail { return email.isRole ? Slice() : email.local }
    return email.domain
  }

  /// Calls `body` with the letters before the first dot of a domain, or of a whole local part.
  static func withLetters<R>(_ text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { buffer in
      var count = 0
      for byte in text {
        if byte == 0x2E || count == 64 { break }
        guard byte >= 0x61, byte <= 0x7A else { continue }
        buffer[count] = byte
        count += 1
      }
      return body(UnsafeBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// Whether the text's letters are those of one of the record's names, or the one's letters begin the other's.
  static func spell(_ text: UnsafeBufferPointer<UInt8>, _ record: RecordView) -> Bool {
    withLetters(text) { letters in
      letters.count >= least && record.names.contains { begins(record.text($0.text), letters) }
    }
  }

  private static func begins(_ name: UnsafeBufferPointer<UInt8>, _ letters: UnsafeBufferPointer<UInt8>) -> Bool {
    var agreed = 0
    for byte in name where byte >= 0x61 && byte <= 0x7A {
      if agreed == letters.count { return true }
      if byte != letters[agreed] { return false }
      agreed += 1
    }
    return agreed >= least
  }
}
