import ContactModel

/// A rejected record that is read again.
package struct RejectedAgain: Sendable {
  /// As it is kept under.
  package var hash: Int64
  package var raw: [UInt8]
  /// When it was met first, in microseconds since 1970.
  package var rejectedAt: Int64

  package init(hash: Int64, raw: [UInt8], rejectedAt: Int64) {
    self.hash = hash
    self.raw = raw
    self.rejectedAt = rejectedAt
  }

  /// What today's scanner makes of it: one row or one rejected record.
  func page(without erased: ErasedContacts) -> RecordPage {
    var page = page
    erased.screen(&page)
    return page
  }

  private var page: RecordPage {
    do throws(PageError) {
      return try RecordPage.parse(object: raw)
    } catch {
      return rejected(RejectedRecord(id: nil, reason: "malformed", detail: "\(error)", raw: raw))
    }
  }

  /// A page that holds it as rejected, and nothing else.
  func rejected(_ record: RejectedRecord) -> RecordPage {
    var page = RecordPage()
    page.rejected.append(record)
    page.rejected[0].raw = raw
    return page
  }
}
