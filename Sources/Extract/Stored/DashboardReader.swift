package import ContactModel
package import Postgres
import SQLFiles

/// Reads what the report page shows, from the reporting views only.
package enum DashboardReader {
  /// How much of a long list is read.
  private static let mostAccounts = 2000
  private static let mostRuns = 60
  private static let mostRows = 15

  /// - Parameters:
  ///   - organization: nil: all that the session sees.
  ///   - days: how many UTC days back, today included; held between 1 and 400.
  ///   - now: the instant that the page is made; its UTC day is the last one.
  package static func read(
    _ session: borrowing Session, organization: String?, days: Int, now: Timestamp
  ) throws -> Dashboard {
    // Who may read the views alone can lock no table of ours.
    try session.transaction(.readOnlySnapshot) { session in
      try readWithin(session, organization: organization, days: days, now: now)
    }
  }

  /// As ``read(_:organization:days:now:)``, within a transaction, which should be a snapshot.
  package static func readWithin(
    _ session: borrowing Session, organization: String?, days: Int, now: Timestamp
  ) throws -> Dashboard {
    let count = min(max(days, 1), 400)
    let dates = (0..<count).reversed().map { back in
      String(now.advanced(bySeconds: -86_400 * Int64(back)).rfc3339.prefix(10))
    }
    var dashboard = Dashboard(organization: organization, madeAt: now, days: dates)
    let scope = Parameter.text(organization)
    let (from, to) = (Parameter.text(dates[0]), Parameter.text(dates[count - 1]))
    try readAccounts(session, scope, from, to, into: &dashboard)
    try readWork(session, scope, from, to, into: &dashboard)
    try readQuality(session, scope, now, into: &dashboard)
    return dashboard
  }

  private static func readAccounts(
    _ session: borrowing Session, _ scope: Parameter, _ from: Parameter, _ to: Parameter,
    into dashboard: inout Dashboard
  ) throws {
    var rates: [String: [Dashboard.Rate?]] = [:]
    let places = Dictionary(uniqueKeysWithValues: dashboard.days.enumerated().map { ($1, $0) })
    let none = [Dashboard.Rate?](repeating: nil, count: dashboard.days.count)
    for row in try session.execute(Query.dashboardMatchRates.sql, [scope, from, to]) {
      // What stands on a day stands until the next row says otherwise; a row from before the first day comes first.
      let first = places[row.text(1) ?? ""] ?? 0
      let rate = Dashboard.Rate(contacts: number(row, 2), linked: number(row, 3))
      var known = rates[row.text(0) ?? "", default: none]
      for index in first..<known.count { known[index] = rate }
      rates[row.text(0) ?? ""] = known
    }
    dashboard.rates = dashboard.days.indices.map { index in
      rates.values.reduce(into: Dashboard.Rate(contacts: 0, linked: 0)) { sum, days in
        sum.contacts += days[index]?.contacts ?? 0
        sum.linked += days[index]?.linked ?? 0
      }
    }
    let accounts = try session.execute(
      Query.dashboardAccounts.sql, [scope, .double(Dashboard.freshWithinHours), .int(mostAccounts)])
    dashboard.accounts = accounts.map { row in
      Dashboard.Account(
        organization: row.text(0) ?? "", id: row.text(1) ?? "", integration: row.text(2), state: row.text(3) ?? "",
        ageHours: row.double(4), lastDone: row.int(5).map { Timestamp(microseconds: $0) }, lastOutcome: row.text(6),
        lastError: row.text(7), syncResult: row.text(8), rates: rates[row.text(1) ?? ""] ?? none)
    }
    if let row = accounts.first {
      dashboard.accountCounts = .init(all: number(row, 9), active: number(row, 10), fresh: number(row, 11))
    }
  }

  private static func readWork(
    _ session: borrowing Session, _ scope: Parameter, _ from: Parameter, _ to: Parameter,
    into dashboard: inout Dashboard
  ) throws {
    dashboard.waiting = try session.execute(Query.dashboardWaiting.sql, [scope]).map { row in
      .init(
        kind: row.text(0) ?? "", band: row.text(1) ?? "", items: number(row, 2), oldestDays: row.double(3) ?? 0)
    }
    dashboard.decided = try session.execute(Query.dashboardDecided.sql, [scope, from, to]).map { row in
      .init(day: row.text(0) ?? "", reviewer: row.text(1), contacts: number(row, 2))
    }
    dashboard.runs = try session.execute(Query.dashboardRuns.sql, [scope, from, to, .int(mostRuns)]).map { row in
      .init(
        id: row.int(0) ?? 0, pipeline: row.text(1) ?? "", started: Timestamp(microseconds: row.int(2) ?? 0),
        finished: row.int(3).map { Timestamp(microseconds: $0) }, accounts: number(row, 4), failed: number(row, 5),
        stopped: number(row, 6), running: number(row, 7), rowsRead: number(row, 8), rowsChanged: number(row, 9),
        matched: number(row, 10), sentToReview: number(row, 11), heldMilliseconds: row.int(12) ?? 0)
    }
    dashboard.failures = try session.execute(Query.dashboardFailures.sql, [scope, from, to]).map { row in
      .init(
        day: row.text(0) ?? "", code: row.text(1) ?? "", accounts: number(row, 2), failures: number(row, 3),
        isPassing: row.bool(4) ?? false, advice: row.text(5) ?? "", lastText: row.text(6))
    }
    dashboard.creationStates = try session.execute(Query.dashboardCreationStates.sql, [scope]).map { row in
      .init(state: row.text(0) ?? "", creations: number(row, 1))
    }
    dashboard.creations = try session.execute(Query.dashboardCreations.sql, [scope, .int(mostRows)]).map { row in
      .init(
        account: row.text(0) ?? "", party: row.text(1) ?? "", name: row.text(2), state: row.text(3) ?? "",
        errorClass: row.text(4), problems: row.text(5), ageHours: row.double(6) ?? 0)
    }
  }

  private static func readQuality(
    _ session: borrowing Session, _ scope: Parameter, _ now: Timestamp, into dashboard: inout Dashboard
  ) throws {
    dashboard.completeness = try session.execute(Query.dashboardCompleteness.sql, [scope]).map { row in
      .init(side: row.text(0) ?? "", field: row.text(1) ?? "", records: number(row, 2), filled: number(row, 3))
    }
    for row in try session.execute(Query.dashboardSuspects.sql, [scope, .int(mostRows)]) {
      let side = row.text(0) ?? ""
      dashboard.suspects.append(
        .init(
          side: side, account: row.text(1), id: row.text(2) ?? "", name: row.text(3), otherID: row.text(4) ?? "",
          otherName: row.text(5), probability: row.double(6)))
      if side == "contacts" { dashboard.suspectCounts.contacts = number(row, 7) }
      if side == "parties" { dashboard.suspectCounts.parties = number(row, 7) }
    }
    // A year of months, whatever the days: what is wrong is found late.
    let year = String(now.advanced(bySeconds: -86_400 * 365).rfc3339.prefix(8)) + "01"
    dashboard.precision = try session.execute(Query.dashboardPrecision.sql, [scope, .text(year)]).map { row in
      .init(month: row.text(0) ?? "", links: number(row, 1), corrected: number(row, 2))
    }
    dashboard.misleading = try session.execute(Query.dashboardMisleading.sql, [scope, .int(mostRows)]).map { row in
      .init(matchKey: row.text(0), corrected: number(row, 1), probability: row.double(2))
    }
  }

  private static func number(_ row: Row, _ column: Int) -> Int { Int(row.int(column) ?? 0) }
}
