import ContactModel
import TestSupport

/// Made-up reports.
enum Sample {
  static let now = Timestamp(rfc3339: "2026-11-26T17:30:00Z")!

  static func days(_ count: Int) -> [String] {
    (0..<count).reversed().map { String(now.advanced(bySeconds: -86_400 * Int64($0)).rfc3339.prefix(10)) }
  }

  static var empty: Dashboard { Dashboard(organization: "acme", madeAt: now, days: days(30)) }

  /// A month of a busy organization. Every text that comes from outside is what `name` makes of it.
  static func busy(_ name: (String) -> String = { $0 }) -> Dashboard {
    var random = Seeded(7)
    var board = Dashboard(organization: name("acme"), madeAt: now, days: days(30))
    let systems = ["xero", "quickbooks-online", "netsuite", "sage-intacct"]
    for (index, id) in ["acme-books", "acme-uk", "acme-projects", "acme-holding", "acme-retail", "acme-new"]
      .enumerated()
    {
      var rate = Dashboard.Rate(contacts: 900 + 700 * index, linked: 640 + 520 * index)
      let rates = board.days.indices.map { day -> Dashboard.Rate? in
        if index == 5 && day < 18 { return nil }
        rate.contacts += Int.random(in: 0...9, using: &random)
        rate.linked = min(rate.contacts, rate.linked + Int.random(in: -2...16, using: &random))
        return rate
      }
      board.accounts.append(
        .init(
          organization: name("acme"), id: name(id), integration: name(systems[index % 4]),
          state: index == 3 ? "paused" : "active", ageHours: index == 4 ? 71.5 : index == 5 ? nil : 6.2 + Double(index),
          lastDone: now.advanced(bySeconds: -3600 * 7), lastOutcome: index == 4 ? "failed" : "done",
          lastError: index == 4 ? name("unauthorized") : nil, syncResult: name("DONE"), rates: rates))
    }
    board.accountCounts = .init(all: 6, active: 5, fresh: 3)
    board.rates = board.days.indices.map { day in
      board.accounts.reduce(into: .init(contacts: 0, linked: 0)) { sum, account in
        sum.contacts += account.rates[day]?.contacts ?? 0
        sum.linked += account.rates[day]?.linked ?? 0
      }
    }
    for (band, items) in [("0-1 d", 41), ("1-7 d", 118), ("7-30 d", 64), ("over 30 d", 9)] {
      board.waiting.append(
        .init(kind: "candidates", band: band, items: items, oldestDays: band == "over 30 d" ? 43.2 : 20))
      board.waiting.append(.init(kind: "link_disputed", band: band, items: items / 8, oldestDays: 12))
    }
    for (index, day) in board.days.enumerated() where index % 7 != 2 && index % 7 != 3 {
      for reviewer in ["ann@example.com", "bob@example.com", "carla@example.com"] where !random.chance(3) {
        board.decided.append(
          .init(day: day, reviewer: name(reviewer), contacts: Int.random(in: 4...38, using: &random)))
      }
      if random.chance(4) { board.decided.append(.init(day: day, reviewer: nil, contacts: 3)) }
    }
    for (index, day) in board.days.enumerated().reversed() {
      let started = Timestamp(rfc3339: "\(day)T01:00:00Z")!
      let fails = index > 26 ? 1 : index == 11 ? 5 : 0
      board.runs.append(
        .init(
          id: Int64(index), pipeline: name(index % 7 == 0 ? "sweep" : "nightly"), started: started,
          finished: started.advanced(bySeconds: Int64.random(in: 300...700, using: &random) * (index % 7 == 0 ? 3 : 1)),
          accounts: 5, failed: fails, stopped: index == 18 ? 1 : 0, running: 0,
          rowsRead: Int.random(in: 400...2600, using: &random), rowsChanged: Int.random(in: 40...260, using: &random),
          matched: Int.random(in: 30...200, using: &random), sentToReview: Int.random(in: 2...30, using: &random),
          heldMilliseconds: index % 4 == 0 ? 42_000 : 0))
    }
    for (field, contacts, parties) in [
      ("name", 12_400, 10_010), ("email_address", 9_020, 7_300), ("tax_number", 3_100, 6_900),
      ("phone_number", 7_700, 8_800), ("address", 10_100, 9_600), ("role", 12_100, 9_900),
    ] {
      board.completeness.append(.init(side: "contacts", field: field, records: 12_410, filled: contacts))
      board.completeness.append(.init(side: "parties", field: field, records: 10_012, filled: parties))
    }
    board.suspectCounts = .init(contacts: 212, parties: 31)
    for (index, pair) in [
      ("Harbor Lane Bakery, LLC", "Harbour Lane Bakery"), ("Müller & Söhne GmbH", "Mueller Soehne"),
      ("North Ridge Plumbing", "Northridge Plumbing Inc"), ("例え株式会社", "Tatoe K.K."),
    ].enumerated() {
      board.suspects.append(
        .init(
          side: "contacts", account: name("acme-books"), id: name("6f1c2b1e-3f65-4f0e-9f0a-1c2d3e4f5a6\(index)"),
          name: name(pair.0), otherID: name("0b1d7c52-77aa-4d2f-8a54-3fd8e9d1aa0\(index)"), otherName: name(pair.1),
          probability: 0.97 - 0.04 * Double(index)))
      board.suspects.append(
        .init(
          side: "parties", account: nil, id: name("p-\(index + 17)"), name: name(pair.0),
          otherID: name("p-\(index + 940)"), otherName: index == 2 ? nil : name(pair.1), probability: 0.44))
    }
    for (index, day) in board.days.enumerated() {
      if index > 26 || index == 11 {
        board.failures.append(
          .init(
            day: day, code: name("unauthorized"), accounts: 1, failures: index == 11 ? 4 : 1, isPassing: false,
            advice: name("Have the account linked again; if every account fails so, check MERGE_API_KEY."),
            lastText: nil))
      }
      if index % 9 == 4 {
        board.failures.append(
          .init(
            day: day, code: name("timeout"), accounts: 2, failures: 2, isPassing: true,
            advice: name("Run again later."), lastText: nil))
      }
    }
    board.creationStates = [
      ("adopted", 12), ("created", 148), ("planned", 9), ("rejected", 4), ("review", 6), ("unknown", 1),
    ].map { .init(state: $0.0, creations: $0.1) }
    for (index, state) in ["rejected", "review", "unknown"].enumerated() {
      board.creations.append(
        .init(
          account: name("acme-uk"), party: name("p-\(index + 41)"), name: name("Example Supplies Ltd"), state: state,
          errorClass: index == 0 ? name("name_taken") : nil, problems: index == 0 ? name("validation: name") : nil,
          ageHours: 31 * Double(index + 1)))
    }
    for month in 5...11 {
      board.precision.append(
        .init(month: "2026-\(month < 10 ? "0" : "")\(month)-01", links: 700 + 40 * month, corrected: 11 - month))
    }
    board.misleading = [
      .init(matchKey: name("+NAME+ADDRESS"), corrected: 9, probability: 0.93),
      .init(matchKey: name("+NAME"), corrected: 5, probability: 0.9),
      .init(matchKey: nil, corrected: 1, probability: nil),
    ]
    return board
  }
}
