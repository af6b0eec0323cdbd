import Extract
import Load
import MergeAPI
import Postgres
import Report

extension ReportCommand {
  /// Writes the report page by rename.
  func writePage(_ path: String) async throws {
    guard view == nil else { throw Failure(.usage, "--html shows all views on one page: leave out '\(view ?? "")'") }
    let days = days ?? 30
    guard 1...400 ~= days else { throw Failure(.usage, "--days must be between 1 and 400, not \(days)") }
    let connection = try await Composition().database()
    let (organization, now) = (organization, Surroundings.live.now())
    if let organization, try await !connection.run({ try Accounts.hasOrganization($0, organization) }) {
      throw Failure(
        .usage, "there is no organization '\(organization)'; `contactsync accounts list` shows those there are")
    }
    let dashboard = try await connection.run { session in
      try DashboardReader.read(session, organization: organization, days: days, now: now)
    }
    var file = try FileReplacement(path: path)
    try file.write(Array(DashboardPage.html(dashboard).utf8))
    try file.commit()
    complain("\(path): the report of the last \(days) \(days == 1 ? "day" : "days")")
  }
}
