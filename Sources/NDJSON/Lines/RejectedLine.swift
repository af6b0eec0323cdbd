package import ContactModel
import FoundationEssentials

/// A record that could not be read: `{"type":"rejected",…}`; it is counted, and stored with its reason.
package struct RejectedLine: Sendable, Hashable {
  package var account: String
  package var record: RejectedRecord

  package init(account: String, record: RejectedRecord) {
    self.account = account
    self.record = record
  }

  /// The record as received stands in `raw`, or in `raw_base64` where it is not UTF-8.
  package var line: [UInt8] {
    let text = String(validating: record.raw, as: UTF8.self)
    var object = ObjectWriter()
    object.text("account", account)
    object.text("detail", record.detail)
    object.text("id", record.id)
    object.text("raw", text)
    if text == nil { object.text("raw_base64", Data(record.raw).base64EncodedString()) }
    object.text("reason", record.reason)
    object.text("type", "rejected")
    return object.close()
  }

  package init(_ line: LineObject) throws(LineProblem) {
    account = try line.requiredText("account")
    var raw = Array((try line.text("raw") ?? "").utf8)
    if let coded = try line.text("raw_base64") {
      guard let data = Data(base64Encoded: coded) else { throw LineProblem("`raw_base64` is not base64") }
      raw = Array(data)
    }
    record = RejectedRecord(
      id: try line.text("id"), reason: try line.requiredText("reason"), detail: try line.text("detail") ?? "", raw: raw)
  }
}
