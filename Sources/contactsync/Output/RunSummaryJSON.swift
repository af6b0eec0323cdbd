import ContactModel
import Load
import NDJSON
import Pipeline

extension RunSummary {
  /// As below, with every failure counted.
  var jsonLine: String { jsonLine(failOn: .any) }

  /// The summary as one line of JSON with sorted keys, without the line end.
  ///
  /// - Parameter failOn: what the exit code counts.
  func jsonLine(failOn: FailOn) -> String {
    var line = JSONLine.encode([
      "accounts": .array(accounts.map(\.json)), "dry_run": .bool(runID == nil),
      "exit_code": .int(Int64(exitFailure(failOn)?.code.rawValue ?? 0)),
      "finished_at": .string(finishedAt.rfc3339), "outcome": .string(outcome.rawValue),
      "parties": parties?.json ?? .null, "pipeline": .string(pipeline),
      "review_files": .array(
        reviewFiles.map {
          ["items": .int(Int64($0.items)), "organization": .string($0.organization), "path": .string($0.path)]
        }), "run_id": runID.map { .int($0) } ?? .null, "started_at": .string(startedAt.rfc3339),
    ])
    line.removeLast()
    return String(decoding: line, as: UTF8.self)
  }
}

extension AccountResult {
  fileprivate var json: JSONValue {
    let counts: [String: Int] = [
      "deleted": rows.deleted, "oversized_groups": oversizedGroups, "inserted": rows.inserted,
      "matched": settled.matched, "pages": pages,
      "read": rows.read, "rejected": rows.rejected, "repeated": rows.repeated, "sent_to_review": settled.review,
      "unchanged": rows.unchanged, "unmatched": settled.unmatched, "updated": rows.updated,
    ]
    var members: [String: JSONValue] = counts.mapValues { .int(Int64($0)) }
    members["account"] = .string(account)
    members["organization"] = .string(organization)
    members["outcome"] = .string(failure == nil ? "done" : "failed")
    members["error_code"] = .text(failure?.code)
    members["error_text"] = .text(failure?.text)
    members["known_links"] = [
      "not_taken": .int(Int64(knownLinks.problems.count)), "taken": .int(Int64(knownLinks.taken)),
      "waiting": .int(Int64(knownLinks.waiting)),
    ]
    members["failure"] = .text(failure.map { $0.isKnown ? "known" : "new" })
    members["was_asked"] = .bool(failure?.wasAsked ?? true)
    members["rate_limit"] = [
      "refusals": .int(limits.refusals), "waited_ms": .int(limits.milliseconds), "waits": .int(limits.waits),
    ]
    members["settled_by_run"] = settledBy.map { .int($0) } ?? .null
    members["staleness"] = .text(staleness)
    members["creations"] = creations.map { .object($0.counts) } ?? .null
    members["updates"] = updates.map { .object($0.counts) } ?? .null
    members["relinked"] = relinked.map(\.json) ?? .null
    members["swept"] = swept.map { $0.json(missed: rows.missed) } ?? .null
    return .object(members)
  }
}

extension RunParties {
  fileprivate var json: JSONValue {
    [
      "inserted": .int(Int64(inserted)), "left_out": .int(Int64(problemCount)), "retired": .int(Int64(retired)),
      "unchanged": .int(Int64(unchanged)), "updated": .int(Int64(updated)),
    ]
  }
}

extension RelinkStore.Relinked {
  fileprivate var json: JSONValue {
    [
      "buried": .int(Int64(buried)), "contacts": .int(Int64(contacts)), "judgements": .int(Int64(judgements)),
      "links": .int(Int64(links)), "missing": .int(Int64(missing)), "unclear": .int(Int64(unclear)),
    ]
  }
}

extension AccountSweep {
  fileprivate func json(missed: Int) -> JSONValue {
    ["absent": absent.map { .int(Int64($0)) } ?? .null, "checksum": .string(checksum), "missed": .int(Int64(missed))]
  }
}
