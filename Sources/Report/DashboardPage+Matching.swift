import ContactModel

extension DashboardPage {
  static func matchRate(_ dashboard: Dashboard) -> Markup {
    let labels = dashboard.days.map(Words.day)
    var lines = [LineChart.Line(name: "all accounts", values: dashboard.rates.map(\.share), isMain: true)]
    if dashboard.accounts.count > 1 {
      // Of many accounts those with the most contacts.
      let largest = dashboard.accounts.sorted { last($0)?.contacts ?? 0 > last($1)?.contacts ?? 0 }.prefix(5)
      lines += largest.map { .init(name: $0.id, values: $0.rates.map { $0?.share }) }
    }
    let shares = lines.flatMap(\.values).compactMap { $0 }
    let (lowest, highest) = (shares.min() ?? 0, shares.max() ?? 1)
    let low = lowest > 0.2 ? max(((lowest - 0.01) * 20).rounded(.down) / 20, 0) : 0
    let chart = LineChart(
      plot: Plot(
        id: "rate", title: "Match rate by day",
        description: "Share of contacts that are linked to a party: "
          + "\(Words.percent(dashboard.rates.first?.share)) on \(labels.first ?? "") and "
          + "\(Words.percent(dashboard.rates.last?.share)) on \(labels.last ?? "")."),
      labels: labels, lines: lines, axis: Axis(to: min(max(highest, low + 0.05), 1), from: low, most: 1),
      format: { "\(Markup.coordinate($0 * 100)) %" })
    let numbers = Table(
      caption: "Match rate by day",
      columns: [.text("day"), .number("contacts"), .number("linked"), .number("match rate")],
      rows: zip(labels, dashboard.rates).reversed().map { day, rate in
        [
          .plain(day), .plain(Words.count(rate.contacts)), .plain(Words.count(rate.linked)),
          .plain(Words.percent(rate.share)),
        ]
      })
    let now = dashboard.rates.last ?? .init(contacts: 0, linked: 0)
    return card(
      "h-rate", "Match rate",
      "\(Words.count(now.linked)) of \(Words.count(now.contacts, "contact")) are linked to a party.",
      dashboard.rates.contains { $0.contacts > 0 }
        ? "\(chart.markup)\(chart.legend)\(numbers.folded)" : "<p class=\"none\">No contacts yet.</p>")
  }

  private static func last(_ account: Dashboard.Account) -> Dashboard.Rate? { account.rates.last ?? nil }

  static func accounts(_ dashboard: Dashboard) -> Markup {
    let sorted = dashboard.accounts.sorted { one, other in
      let (left, right) = (last(one), last(other))
      return (left.map { $0.contacts - $0.linked } ?? 0) > (right.map { $0.contacts - $0.linked } ?? 0)
    }
    let table = Table(
      caption: "Match rate by account",
      columns: [
        .text("account"), .text("system"), .number("contacts"), .number("not linked"), .number("match rate"),
        .text("trend"),
      ],
      rows: sorted.prefix(12).map { account in
        let rate = last(account)
        return [
          .id(account.id), .name(account.integration, 24), .plain(rate.map { Words.count($0.contacts) } ?? "–"),
          .plain(rate.map { Words.count($0.contacts - $0.linked) } ?? "–"), .plain(Words.percent(rate?.share)),
          Sparkline(values: account.rates.map { $0?.share }).markup,
        ]
      }, nothing: "No accounts yet.")
    let more = dashboard.accountCounts.all - min(sorted.count, 12)
    return card(
      "h-accounts", "Accounts", "Those with the most contacts without a party first.",
      more > 0 ? "\(table.markup)<p class=\"more\">and \(Words.count(more)) more</p>" : table.markup)
  }

  static func precision(_ dashboard: Dashboard) -> Markup {
    let months = dashboard.precision
    let shares = months.map(\.atMost)
    let low = (((shares.compactMap { $0 }.min() ?? 1) - 0.002) * 50).rounded(.down) / 50
    let chart = LineChart(
      plot: Plot(
        id: "precision", title: "Links that held, by month in which they were made",
        description: months.map { "\(Words.month($0.month)): \(Words.percent($0.atMost))" }.joined(separator: ", "),
        height: 150),
      labels: months.map { Words.month($0.month) },
      lines: [.init(name: "at most right", values: shares, isMain: true)],
      axis: Axis(to: 1, from: max(min(low, 0.98), 0), most: 1, ticks: 2),
      format: { Words.percent($0) })
    let numbers = Table(
      caption: "Automatic links by month",
      columns: [.text("month"), .number("links"), .number("corrected"), .number("at most right")],
      rows: months.reversed().map {
        [
          .plain(Words.month($0.month)), .plain(Words.count($0.links)), .plain(Words.count($0.corrected)),
          .plain(Words.percent($0.atMost)),
        ]
      })
    let misleading = Table(
      caption: "What corrected links rested on",
      columns: [.text("agreed (+), contradicted (−)"), .number("corrected"), .number("stated probability")],
      rows: dashboard.misleading.map {
        [.id($0.matchKey), .plain(Words.count($0.corrected)), .plain(Words.percent($0.probability))]
      }, nothing: "No automatic link was corrected.")
    return card(
      "h-precision", "Corrections",
      "Automatic links that people or imports called wrong since. What nobody looked at is not known to be right, so this is the most that the precision can be.",
      months.isEmpty
        ? "<p class=\"none\">No automatic links yet.</p>" : "\(chart.markup)\(numbers.folded)\(misleading.markup)")
  }

  static func completeness(_ dashboard: Dashboard) -> Markup {
    var bars: [RowChart.Bar] = []
    let found = Dictionary(grouping: dashboard.completeness, by: \.field)
    for field in ["name", "email_address", "tax_number", "phone_number", "address", "role", "currency"] {
      guard let sides = found[field] else { continue }
      for (side, kind) in [("contacts", "c0" as Markup), ("parties", "c1")] {
        let records = sides.first { $0.side == side }
        bars.append(
          .init(
            name: side == sides[0].side ? Words.plain(field) : "", kind: kind, value: records?.share,
            label: records.map { Words.percent($0.share) } ?? ""))
      }
    }
    let chart = RowChart(
      plot: Plot(
        id: "complete", title: "How complete the data is",
        description: "For each field the share of contacts and of parties that have it.",
        height: RowChart.height(bars.count, inGroupsOf: 2), left: 112, right: 56, top: 4, bottom: 4),
      bars: bars, axis: Axis(to: 1, most: 1), group: 2)
    let numbers = Table(
      caption: "Completeness by side and field",
      columns: [.text("field"), .text("side"), .number("records"), .number("filled"), .number("share")],
      rows: dashboard.completeness.map {
        [
          .plain(Words.plain($0.field)), .plain($0.side), .plain(Words.count($0.records)),
          .plain(Words.count($0.filled)),
          .plain(Words.percent($0.share)),
        ]
      })
    return card(
      "h-complete", "Data completeness", "What matching can go by, on both sides.",
      bars.isEmpty
        ? "<p class=\"none\">No contacts and no parties yet.</p>"
        : "\(chart.markup)\(Legend(items: [("contacts", "c0"), ("parties", "c1")]).markup)\(numbers.folded)")
  }

  static func suspects(_ dashboard: Dashboard) -> Markup {
    func table(_ side: String, _ caption: String) -> Markup {
      Table(
        caption: caption,
        columns: [.text(side == "contacts" ? "keep" : "party"), .text("duplicate?"), .number("probability")],
        rows: dashboard.suspects.filter { $0.side == side }.map { pair in
          [
            "\(Markup.name(pair.name, 40))<br>\(Markup.id(pair.id))\(pair.account.map { " <span class=\"dim\">\($0)</span>" as Markup } ?? "")",
            "\(Markup.name(pair.otherName, 40))<br>\(Markup.id(pair.otherID))", .plain(Words.percent(pair.probability)),
          ]
        }, nothing: "None."
      ).markup
    }
    let counts = dashboard.suspectCounts
    return card(
      "h-suspects", "Duplicate suspects",
      "\(Words.count(counts.contacts, "contact")) in the accounting systems beside another of the same party, and \(Words.count(counts.parties, "pair")) of parties on the platform that suit a contact alike. The likeliest of each are listed.",
      isWide: true,
      """
      <div class="pair"><div><h3>In the accounting systems</h3>\(table("contacts", "Contacts that may be one business"))</div>\
      <div><h3>On the platform</h3>\(table("parties", "Parties that may be one business"))</div></div>
      """)
  }
}
