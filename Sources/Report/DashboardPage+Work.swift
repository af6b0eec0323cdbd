import ContactModel

extension DashboardPage {
  static let bands = ["0-1 d", "1-7 d", "7-30 d", "over 30 d"]

  static func waiting(_ dashboard: Dashboard) -> Markup {
    func items(_ kind: String) -> [Double] {
      bands.map { band in
        dashboard.waiting.filter { $0.kind == kind && $0.band == band }.reduce(0) { $0 + Double($1.items) }
      }
    }
    let total = dashboard.waiting.reduce(0) { $0 + $1.items }
    let chart = ColumnChart(
      plot: Plot(
        id: "waiting", title: "Open review items by age",
        description: zip(bands, zip(items("candidates"), items("link_disputed"))).map {
          "\($0): \(Words.count(Int($1.0 + $1.1)))"
        }.joined(separator: ", ")),
      labels: bands,
      parts: [
        .init(name: "who is it?", kind: "c0", values: items("candidates")),
        .init(name: "is the link still right?", kind: "c3", values: items("link_disputed")),
      ], format: { Words.count(Int($0)) }, isNumbered: true)
    let numbers = Table(
      caption: "Open review items", columns: [.text("age"), .text("question"), .number("items"), .number("oldest")],
      rows: bands.flatMap { band in
        dashboard.waiting.filter { $0.band == band }.map {
          [
            .plain(band), .plain($0.kind == "candidates" ? "who is it?" : "is the link still right?"),
            .plain(Words.count($0.items)), .plain(Words.span(hours: $0.oldestDays * 24)),
          ]
        }
      })
    return card(
      "h-waiting", "Waiting for a person", "\(Words.count(total, "contact")) in the queue, by how long.",
      total == 0
        ? "<p class=\"none\">Nothing waits.</p>" : "\(chart.markup)\(chart.legend)\(numbers.folded)")
  }

  /// The name of a reviewer, or of who did not give one.
  private static func reviewer(_ decided: Dashboard.Decided) -> String { decided.reviewer ?? "no name kept" }

  static func decided(_ dashboard: Dashboard) -> Markup {
    let sums = Dictionary(grouping: dashboard.decided, by: reviewer).mapValues { $0.reduce(0) { $0 + $1.contacts } }
    let names = sums.keys.sorted { (sums[$0]!, $1) > (sums[$1]!, $0) }
    func values(_ names: Set<String>) -> [Double] {
      var byDay: [String: Double] = [:]
      for decided in dashboard.decided where names.contains(reviewer(decided)) {
        byDay[decided.day, default: 0] += Double(decided.contacts)
      }
      return dashboard.days.map { byDay[$0] ?? 0 }
    }
    var parts = names.prefix(4).enumerated().map { number, name in
      ColumnChart.Part(name: name, kind: .color(number), values: values([name]))
    }
    if names.count > 4 { parts.append(.init(name: "others", kind: "rest", values: values(Set(names.dropFirst(4))))) }
    let total = sums.values.reduce(0, +)
    let chart = ColumnChart(
      plot: Plot(
        id: "decided", title: "Contacts decided by day and reviewer",
        description: "\(Words.count(total, "contact")) decided by \(Words.count(names.count, "reviewer"))."),
      labels: dashboard.days.map(Words.day), parts: parts, format: { Words.count(Int($0)) })
    let numbers = Table(
      caption: "Contacts decided by reviewer", columns: [.text("reviewer"), .number("contacts"), .number("a day")],
      rows: names.prefix(20).map { name in
        let share = Double(sums[name]!) / Double(max(dashboard.days.count, 1))
        return [.name(name), .plain(Words.count(sums[name]!)), .plain(Markup.coordinate(share))]
      })
    return card(
      "h-decided", "Decisions of people",
      "\(Words.count(total, "contact")) decided in the last \(Words.count(dashboard.days.count, "day")).",
      total == 0
        ? "<p class=\"none\">Nobody decided anything in these days.</p>"
        : "\(chart.markup)\(chart.legend)\(numbers.folded)")
  }

  static func runs(_ dashboard: Dashboard) -> Markup {
    let shown = Array(dashboard.runs.prefix(40).reversed())
    func seconds(_ run: Dashboard.Run) -> Double {
      Double((run.finished ?? dashboard.madeAt).microseconds - run.started.microseconds) / 1_000_000
    }
    let unit =
      shown.map(seconds).max() ?? 0 > 7200
      ? (3600.0, "h") : shown.map(seconds).max() ?? 0 > 120 ? (60.0, "min") : (1.0, "s")
    let kinds: [(String, Markup)] = [
      ("done", "ok"), ("partial", "warn"), ("failed", "bad"), ("stopped", "rest"), ("running", "run"),
    ]
    let parts = kinds.compactMap { outcome, kind -> ColumnChart.Part? in
      guard shown.contains(where: { $0.outcome == outcome }) else { return nil }
      return .init(
        name: outcome, kind: kind,
        values: shown.map { $0.outcome == outcome ? max(seconds($0) / unit.0, 0.001) : 0 })
    }
    let chart = ColumnChart(
      plot: Plot(
        id: "runs", title: "How long runs took, and how they ended",
        description: kinds.map { kind in "\(shown.count { $0.outcome == kind.0 }) \(kind.0)" }.joined(separator: ", ")),
      labels: shown.map { Words.day(String($0.started.rfc3339.prefix(10))) }, parts: parts,
      format: { "\(Markup.coordinate($0)) \(unit.1)" })
    let table = Table(
      caption: "Runs, the newest first",
      columns: [
        .text("began (UTC)"), .text("pipeline"), .text("outcome"), .number("took"), .number("rate limit"),
        .number("accounts"),
        .number("failed"), .number("read"), .number("changed"), .number("matched"), .number("to review"),
      ],
      rows: dashboard.runs.prefix(40).map { run in
        [
          .plain(Words.time(run.started)), .name(run.pipeline, 24), .state(run.outcome),
          .plain(Words.span(seconds: seconds(run))),
          .plain(run.heldMilliseconds > 0 ? Words.span(seconds: Double(run.heldMilliseconds) / 1000) : ""),
          .plain(Words.count(run.accounts)), .plain(Words.count(run.failed)),
          .plain(Words.count(run.rowsRead)), .plain(Words.count(run.rowsChanged)), .plain(Words.count(run.matched)),
          .plain(Words.count(run.sentToReview)),
        ]
      })
    return card(
      "h-runs", "Runs", "The last \(Words.count(shown.count, "run")); the height is how long each took.",
      shown.isEmpty
        ? "<p class=\"none\">No run in these days.</p>"
        : "\(chart.markup)\(Legend(items: parts.map { ($0.name, $0.kind) }).markup)\(table.folded)")
  }

  static func freshness(_ dashboard: Dashboard) -> Markup {
    let active = dashboard.accounts.filter { $0.state == "active" }
    let stalest = active.sorted { $0.ageHours ?? .infinity > $1.ageHours ?? .infinity }.prefix(10)
    let target = Dashboard.freshWithinHours
    let greatest = min(max(stalest.compactMap(\.ageHours).max() ?? 0, target * 1.3), target * 8)
    let chart = RowChart(
      plot: Plot(
        id: "fresh", title: "Hours since each account was settled",
        description:
          "\(dashboard.accountCounts.fresh) of \(dashboard.accountCounts.active) active accounts within 26 hours.",
        height: RowChart.height(stalest.count) + 6, left: 140, right: 62, top: 8, bottom: 4),
      bars: stalest.map {
        .init(
          name: $0.id, kind: $0.isFresh ? "ok" : "bad", value: $0.ageHours.map { max($0, 0) },
          label: $0.ageHours == nil ? "never" : Words.span(hours: $0.ageHours))
      }, axis: Axis(to: greatest), target: (target, "26 h"))
    let numbers = Table(
      caption: "Freshness by account",
      columns: [
        .text("account"), .text("state"), .number("age"), .text("last done (UTC)"), .text("last run"), .text("error"),
        .text("Merge's sync"),
      ],
      rows: dashboard.accounts.prefix(40).map { account in
        [
          .id(account.id), .state(account.state), .plain(Words.span(hours: account.ageHours)),
          .plain(Words.time(account.lastDone)), .state(account.lastOutcome), .id(account.lastError),
          .name(account.syncResult, 24),
        ]
      })
    let stale = dashboard.accountCounts.active - dashboard.accountCounts.fresh
    return card(
      "h-fresh", "Freshness",
      active.isEmpty
        ? "Every active account should be settled within 26 hours."
        : stale == 0
          ? "Every active account was settled within 26 hours."
          : "\(Words.count(stale, "active account")) not settled within 26 hours; the stalest first.",
      active.isEmpty ? "<p class=\"none\">No active accounts.</p>" : "\(chart.markup)\(numbers.folded)")
  }

  static func failures(_ dashboard: Dashboard) -> Markup {
    let groups = Dictionary(grouping: dashboard.failures, by: \.code)
    let codes = groups.keys.sorted {
      let (left, right) = (groups[$0]!.reduce(0) { $0 + $1.failures }, groups[$1]!.reduce(0) { $0 + $1.failures })
      return (left, $1) > (right, $0)
    }
    func values(_ codes: Set<String>) -> [Double] {
      dashboard.days.map { day in
        dashboard.failures.filter { $0.day == day && codes.contains($0.code) }.reduce(0) { $0 + Double($1.failures) }
      }
    }
    var parts = codes.prefix(4).enumerated().map { number, code in
      ColumnChart.Part(name: code, kind: .color(number + 2), values: values([code]))
    }
    if codes.count > 4 { parts.append(.init(name: "others", kind: "rest", values: values(Set(codes.dropFirst(4))))) }
    let chart = ColumnChart(
      plot: Plot(
        id: "errors", title: "Runs of accounts that failed, by day and class",
        description: codes.prefix(4).map { "\($0): \(groups[$0]!.reduce(0) { $0 + $1.failures })" }.joined(
          separator: ", "),
        height: 150),
      labels: dashboard.days.map(Words.day), parts: parts, format: { Words.count(Int($0)) })
    let table = Table(
      caption: "Error classes and what to do",
      columns: [.text("class"), .text("last"), .number("failures"), .text("what to do")],
      rows: codes.prefix(12).map { code in
        let last = groups[code]!.max { $0.day < $1.day }!
        let passing: Markup = last.isPassing ? " <span class=\"state plain\">may pass</span>" : ""
        return [
          .id(code), .plain(Words.day(last.day)), .plain(Words.count(groups[code]!.reduce(0) { $0 + $1.failures })),
          "\(last.advice)\(passing)",
        ]
      })
    return card(
      "h-errors", "Errors", "Runs of accounts that did not end well, and what to do about each class.",
      codes.isEmpty
        ? "<p class=\"none\">Nothing failed in these days.</p>" : "\(chart.markup)\(chart.legend)\(table.markup)")
  }

  static func creations(_ dashboard: Dashboard) -> Markup {
    let order = ["planned", "sending", "unknown", "review", "rejected", "adopted", "created"]
    let states = order.compactMap { state in dashboard.creationStates.first { $0.state == state } }
    let chart = RowChart(
      plot: Plot(
        id: "creations", title: "Creations by state",
        description: states.map { "\($0.state): \(Words.count($0.creations))" }.joined(separator: ", "),
        height: RowChart.height(states.count) - 8, left: 84, right: 56, top: 4, bottom: 4),
      bars: states.map {
        .init(
          name: $0.state,
          kind: attention.contains($0.state)
            ? ($0.state == "rejected" ? "bad" : "warn") : $0.state == "created" || $0.state == "adopted" ? "ok" : "c0",
          value: Double($0.creations), label: Words.count($0.creations))
      }, axis: Axis(to: Double(states.map(\.creations).max() ?? 0)))
    let table = Table(
      caption: "Creations that need a person",
      columns: [.text("party"), .text("account"), .text("state"), .text("why"), .number("age")],
      rows: dashboard.creations.map { creation in
        [
          "\(Markup.name(creation.name, 40))<br>\(Markup.id(creation.party))", .id(creation.account),
          .state(creation.state),
          .name([creation.errorClass.map(Words.plain), creation.problems].compactMap { $0 }.joined(separator: "; ")),
          .plain(Words.span(hours: creation.ageHours)),
        ]
      }, nothing: "None needs a person.")
    return card(
      "h-creations", "Creations", "Parties to be created as contacts in accounting systems, each once at most.",
      states.isEmpty ? "<p class=\"none\">Nothing is to be created.</p>" : "\(chart.markup)\(table.markup)")
  }
}
