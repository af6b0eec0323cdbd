import ContactModel
import Extract
import NDJSON
import Pipeline

extension CreationPlanLine {
  /// What is done, as one word.
  fileprivate var action: String {
    switch verdict {
    case .create: "create"
    case .ask: "review"
    case .hold: "hold"
    }
  }

  fileprivate var reason: String? { if case .hold(let hold) = verdict { hold.rawValue } else { nil } }

  /// Why, in words.
  fileprivate var words: String {
    switch verdict {
    case .create: return ""
    case .ask(let contact): return "a contact of its name is there: \(contact)"
    case .hold(let hold):
      var words = hold.words
      if let contact { words += ": \(contact)" }
      if let probability { words += " (\(percent(probability)))" }
      if let field { words += ": \(field)" }
      if let until { words += ", until \(until.rfc3339.prefix(16))Z" }
      return words
    }
  }

  /// 0.034 as "3.4 %".
  private func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
}

extension CreationRun.Summary {
  private static func isShown(_ line: CreationPlanLine, withLinked: Bool) -> Bool {
    withLinked || line.verdict != .hold(.linked)
  }

  /// One line of JSON for each party.
  func planLines(withLinked: Bool) -> String {
    var lines: [UInt8] = []
    for account in accounts {
      for line in account.result.lines where Self.isShown(line, withLinked: withLinked) {
        JSONLine.append(
          [
            "account": .string(account.account), "action": .string(line.action), "contact": .text(line.contact),
            "field": .text(line.field), "party": .string(line.party),
            "probability": line.probability.map { .double($0) } ?? .null, "reason": .text(line.reason),
            "until": .text(line.until?.rfc3339),
          ], to: &lines)
      }
    }
    return String(decoding: lines, as: UTF8.self)
  }

  /// A table of the parties, and a sentence for each account.
  func planText(withLinked: Bool) -> String {
    var table = Table(["account", "party", "action", "why"])
    for account in accounts {
      for line in account.result.lines where Self.isShown(line, withLinked: withLinked) {
        table.rows.append([account.account, line.party, line.action, line.words])
      }
    }
    var text = table.rows.isEmpty ? "" : table.rendered() + "\n\n"
    for account in accounts {
      let result = account.result
      let held = result.held.values.reduce(0, +) - (result.held[.linked] ?? 0)
      let asked = result.lines.count { if case .ask = $0.verdict { true } else { false } }
      text +=
        "\(account.account)\(account.failure == nil ? "" : " (failed)"): \(grouped(result.wanted.count)) to create, "
      text += "\(grouped(asked)) to review, \(grouped(held)) held, \(grouped(result.held[.linked] ?? 0)) linked\n"
    }
    if accounts.isEmpty { text += "no linked account is concerned\n" }
    return text + (runID.map { "run \($0)" } ?? "dry run: nothing was written")
  }

  var sendText: String {
    var table = Table(["account", "sent", "created", "found again", "refused", "answer lost", "to review"])
    for account in accounts {
      let result = account.result
      table.rows.append(
        [account.account + (account.failure == nil ? "" : " (failed)")]
          + [result.sent, result.created, result.adopted, result.refused, result.lost, result.asked].map { grouped($0) }
      )
    }
    if accounts.isEmpty { return "no linked account is concerned" }
    return table.rendered() + (runID.map { "\n\nrun \($0)" } ?? "")
  }

  var sendLine: String {
    var line = JSONLine.encode([
      "accounts": .array(
        accounts.map { account in
          var members = account.result.counts
          members["account"] = .string(account.account)
          members["error_code"] = .text(account.failure?.code)
          members["error_text"] = .text(account.failure?.text)
          return .object(members)
        }), "run_id": runID.map { .int($0) } ?? .null,
    ])
    line.removeLast()
    return String(decoding: line, as: UTF8.self)
  }
}

extension CreationResult {
  /// The counts as they stand in JSON.
  var counts: [String: JSONValue] {
    [
      "adopted": .int(Int64(adopted)), "asked": .int(Int64(asked)), "created": .int(Int64(created)),
      "lost": .int(Int64(lost)), "planned": .int(Int64(planned)), "refused": .int(Int64(refused)),
      "sent": .int(Int64(sent)), "withdrawn": .int(Int64(withdrawn)),
    ]
  }

  /// What was done, in one sentence; nil: nothing.
  var words: String? {
    let parts = [
      (created, "created"), (adopted, "found again"), (refused, "refused"),
      (lost, "without an answer, looked for later"),
      (asked, "put to people"),
    ].filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }
    if parts.isEmpty { return sent == 0 && planned > 0 ? "\(grouped(planned)) contacts to be created" : nil }
    return "contacts to be created: " + parts.joined(separator: ", ")
  }
}

extension [StoredCreation] {
  var table: String {
    var table = Table(["account", "party", "state", "attempts", "contact", "why"])
    for creation in self {
      let contact = creation.contact ?? creation.askedContact
      let why = [creation.errorClass].compactMap { $0 } + creation.problems
      table.rows.append([
        creation.account, creation.party, creation.state.rawValue, String(creation.attempts), contact ?? "",
        why.joined(separator: "; "),
      ])
    }
    return table.rendered()
  }

  var lines: String {
    var lines: [UInt8] = []
    for creation in self {
      JSONLine.append(
        [
          "account": .string(creation.account), "asked_contact": .text(creation.askedContact),
          "attempts": .int(Int64(creation.attempts)), "contact": .text(creation.contact),
          "error_class": .text(creation.errorClass), "finished_at": .text(creation.finishedAt?.rfc3339),
          "organization": .string(creation.organization), "party": .string(creation.party),
          "planned_at": .string(creation.plannedAt.rfc3339),
          "problems": .array(creation.problems.map { .string($0) }), "sent_at": .text(creation.sentAt?.rfc3339),
          "state": .string(creation.state.rawValue),
        ], to: &lines)
    }
    return String(decoding: lines, as: UTF8.self)
  }
}
