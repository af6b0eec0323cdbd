import CSV
import Extract
import Load
import NDJSON
import Pipeline

/// Rejected records as people and programs read them.
struct RejectedText {
  let records: [RejectedReader.Listed]
  /// With a column for the records as received.
  let withRaw: Bool

  private static let columns = [
    "rejected_id", "linked_account_id", "contact_id", "reason", "detail", "raw_bytes", "first_run_id", "rejected_at",
    "resolved_at",
  ]

  private var header: [String] { Self.columns + (withRaw ? ["raw"] : []) }

  private func cells(_ record: RejectedReader.Listed) -> [String?] {
    [
      record.id, record.account, record.contact, record.reason, record.detail, String(record.rawBytes),
      String(record.firstRun), record.rejectedAt, record.resolvedAt,
    ] + (withRaw ? [record.raw.map { String(decoding: $0, as: UTF8.self) }] : [])
  }

  var table: String {
    var table = Table(header)
    table.rows = records.map { cells($0).map { ($0 ?? "").replacing("\n", with: " ") } }
    return table.rendered()
  }

  var csv: [UInt8] {
    var writer = CSVWriter(profile: .machine)
    writer.append(header)
    for record in records { writer.append(cells(record)) }
    return writer.take()
  }

  /// One object a line.
  var lines: [UInt8] {
    records.flatMap { record in
      var object: [String: JSONValue] = [
        "contact_id": .text(record.contact), "detail": .string(record.detail), "first_run_id": .int(record.firstRun),
        "linked_account_id": .string(record.account), "raw_bytes": .int(record.rawBytes),
        "reason": .string(record.reason), "rejected_at": .string(record.rejectedAt), "rejected_id": .string(record.id),
        "resolved_at": .text(record.resolvedAt),
      ]
      if withRaw { object["raw"] = .text(record.raw.map { String(decoding: $0, as: UTF8.self) }) }
      return JSONLine.encode(object)
    }
  }
}

extension RejectedReplay.Summary {
  var rendered: String {
    guard let runID else { return "no record is set apart that can be read again: nothing was changed" }
    var table = Table(["account", "read again", "loaded", "superseded", "still rejected"])
    for account in accounts {
      let records = account.records
      table.rows.append([
        account.account + (account.failure == nil ? "" : " (failed)"), grouped(records.read), grouped(records.loaded),
        grouped(records.superseded), grouped(records.stillRejected),
      ])
    }
    return table.rendered() + "\n\nrun \(runID); the next run of an account matches what was loaded"
  }

  var jsonLine: String {
    String(
      decoding: JSONLine.encode([
        "accounts": .array(
          accounts.map {
            [
              "account": .string($0.account), "error_code": .text($0.failure?.code),
              "error_text": .text($0.failure?.text), "loaded": .int(Int64($0.records.loaded)),
              "read": .int(Int64($0.records.read)), "still_rejected": .int(Int64($0.records.stillRejected)),
              "superseded": .int(Int64($0.records.superseded)),
            ]
          }), "run_id": runID.map { .int($0) } ?? .null,
      ]), as: UTF8.self)
  }
}
