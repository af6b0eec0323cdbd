import NDJSON
import Pipeline

extension UpdateResult {
  /// The counts as they stand in JSON.
  var counts: [String: JSONValue] {
    [
      "changed": .int(Int64(changed)), "held": .int(Int64(held)), "lost": .int(Int64(lost)),
      "outdated": .int(Int64(outdated)), "refused": .int(Int64(refused)), "sent": .int(Int64(sent)),
      "wanted": .int(Int64(wanted)),
    ]
  }

  /// What was done, in one sentence; nil: nothing.
  var words: String? {
    let parts = [
      (changed, "changed"), (refused, "refused"), (lost, "without an answer, looked at again after the next read"),
      (outdated, "changed by others meanwhile, left to the next run"), (held, "not taken as they were sent before"),
    ].filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }
    if parts.isEmpty { return wanted > 0 ? "\(grouped(wanted)) contacts to be changed" : nil }
    return "contacts to be changed: " + parts.joined(separator: ", ")
  }
}
