import ContactModel
import FoundationEssentials

/// A place in a listing by creation time, between two records: Base64 of `n=<page>&p=<instant>&i=<id>`, and `r=1&`
/// before that where the listing is read backwards.
///
/// A record has one place for ever, so records that are added, edited or deleted meanwhile move no page edge.
struct PageCursor: Equatable {
  var isBackward = false
  /// Pages served before this one in the same reading.
  var page: Int
  var createdAt: Timestamp
  var id: String

  init(isBackward: Bool = false, page: Int, createdAt: Timestamp, id: String) {
    self.isBackward = isBackward
    self.page = page
    self.createdAt = createdAt
    self.id = id
  }

  /// Nil for anything that ``text`` did not make.
  init?(_ text: String) {
    guard let data = Data(base64Encoded: text) else { return nil }
    var plain = String(decoding: data, as: UTF8.self)[...]
    if plain.hasPrefix("r=1&") {
      isBackward = true
      plain = plain.dropFirst(4)
    }
    let parts = plain.split(separator: "&", maxSplits: 2)
    guard parts.count == 3, parts[0].hasPrefix("n="), parts[1].hasPrefix("p="), parts[2].hasPrefix("i="),
      let page = Int(parts[0].dropFirst(2)), let createdAt = Timestamp(rfc3339: String(parts[1].dropFirst(2)))
    else { return nil }
    self.page = page
    self.createdAt = createdAt
    id = String(parts[2].dropFirst(2))
  }

  var text: String {
    let plain = "\(isBackward ? "r=1&" : "")n=\(page)&p=\(createdAt.rfc3339)&i=\(id)"
    return Data(plain.utf8).base64EncodedString()
  }
}
