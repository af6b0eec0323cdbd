import ContactModel
import Load
import NDJSON
import Pipeline

extension Subject {
  /// The person's ids, as a part of what is printed.
  fileprivate var json: JSONValue {
    [
      "contacts": .array(contacts.map { ["contact_id": .string($0.id), "linked_account_id": .string($0.account)] }),
      "organization_id": .string(organization), "parties": .array(parties.map { .string($0) }),
    ]
  }

  fileprivate var words: String {
    let parties = parties.map { "party \($0)" }
    let contacts = contacts.map { "contact \($0.id) of \($0.account)" }
    return "\(organization): " + (parties + contacts).joined(separator: ", ")
  }
}

extension SubjectSearch.Held {
  var jsonLine: [UInt8] {
    var object: [String: JSONValue] = ["subject": subject.json]
    for section in sections {
      object[section.name] = .array(
        section.rows.map { row in
          guard let raw = row.raw else { return .json(Array(row.json.utf8)) }
          return ["raw": .string(String(decoding: raw, as: UTF8.self)), "record": .json(Array(row.json.utf8))]
        })
    }
    return JSONLine.encode(object)
  }
}

extension SubjectEraser.Summary {
  func rendered(isDryRun: Bool) -> String {
    if isEmpty { return "\(subject.words)\nnothing is held any more: nothing was changed" }
    var table = Table([isDryRun ? "would go" : "gone", "rows"])
    for count in erased.counts where count.rows > 0 {
      table.rows.append([count.kind.replacing("_", with: " "), grouped(count.rows)])
    }
    for file in files { table.rows.append([file.path, grouped(file.rows)]) }
    var text = subject.words + "\n\n" + table.rendered()
    if erased.sharedRemoteIDs > 0 {
      text +=
        "\n\n\(erased.sharedRemoteIDs) ids of the accounting system are also those of other contacts: should Merge give the person a "
        + "new id, they will be read again"
    }
    return text
  }

  func jsonLine(isDryRun: Bool) -> String {
    var rows: [String: JSONValue] = [:]
    for count in erased.counts { rows[count.kind] = .int(Int64(count.rows)) }
    return String(
      decoding: JSONLine.encode([
        "files": .array(files.map { ["path": .string($0.path), "rows": .int(Int64($0.rows))] }),
        "is_dry_run": .bool(isDryRun), "problems": .array(problems.map { .string($0) }), "rows": .object(rows),
        "shared_remote_ids": .int(Int64(erased.sharedRemoteIDs)), "subject": subject.json,
      ]), as: UTF8.self)
  }
}
