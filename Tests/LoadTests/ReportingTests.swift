import ContactModel
import Extract
import Load
import Postgres
import SQLFiles
import TestSupport
import Testing

@Suite("Reporting views")
struct ReportingTests {
  @Test("each file begins with its grain, holds one view, and comments it", arguments: SQLFiles.reporting.map(\.name))
  func files(name: String) throws {
    let file = try #require(SQLFiles.reporting.first { $0.name == name })
    #expect(file.sql.hasPrefix("-- One row per "))
    #expect(file.sql.contains("view reporting.\(name) "))
  }

  @Test(
    "no view and no column is without a comment, each has organization_id and updated_at, none leaks past its filter")
  func comments() async throws {
    let connection = try await TestDatabase.connection()
    try await connection.run { session in
      let views = try ReportReader.views(session)
      #expect(views.map(\.name) == SQLFiles.reporting.map(\.name).sorted())
      #expect(views.allSatisfy { !$0.description.isEmpty })
      for view in views {
        let columns = try session.execute(ReportingContract.columns, [.text(view.name)])
        for column in columns { #expect(column.text(2) != nil, "\(view.name).\(column.text(0) ?? "")") }
        let types = Dictionary(uniqueKeysWithValues: columns.map { ($0.text(0) ?? "", $0.text(1) ?? "") })
        #expect(types["organization_id"] == "text" && types["updated_at"] == "timestamp with time zone", "\(view.name)")
        #expect(!types.values.contains { $0.hasPrefix("json") || $0.hasSuffix("[]") }, "\(view.name)")
      }
      let barriers = try session.value(
        """
        select count(*) from pg_class
        where relnamespace = 'reporting'::regnamespace and reloptions @> array['security_barrier=true']
        """)
      #expect(barriers == "\(views.count)")
    }
  }

  @Test("the columns of each view, by name and type, are what readers rely on")
  func contract() async throws {
    let connection = try await TestDatabase.connection()
    try await connection.run { session in
      #expect(ReportingContract.views.map(\.name) == SQLFiles.reporting.map(\.name).sorted())
      for view in ReportingContract.views {
        let columns = try session.execute(ReportingContract.columns, [.text(view.name)])
        let found = columns.map { "\($0.text(0) ?? "") \(ReportingContract.short($0.text(1) ?? ""))" }
        #expect(found.joined(separator: ", ") == view.columns, "\(view.name)")
      }
    }
  }

  @Test("a view is read by name, newest first; an unknown name is nil")
  func reading() async throws {
    try await World.with { session, world in
      try world.night(session, [.init(id: "a"), .init(id: "b")])
      for view in SQLFiles.reporting {
        let rows = try #require(try ReportReader.rows(session, view: view.name, limit: 10), "\(view.name)")
        #expect(rows.count <= 10)
      }
      #expect(try ReportReader.rows(session, view: "dim_contacts", limit: 1)?.count == 1)
      #expect(try ReportReader.rows(session, view: "pg_class", limit: 1) == nil)
    }
  }

  @Test("what explaining needs: the contact, its decision, candidates and link")
  func explaining() async throws {
    try await World.with { session, world in
      try world.parties(session, ["p1", "p2"])
      let pages: [[TestContact]] = [[.init(id: "a", name: "p1:12 p2:6")]]
      try world.settle(session, try world.read(session, pages, score: Ruling.score).window, scope: .all)
      let owners = try StoredReader.accounts(session, ofContact: "a")
      #expect(owners.map(\.account) == [World.account] && owners.map(\.organization) == [World.organization])
      let decision = try #require(try StoredReader.decision(session, account: World.account, contact: "a"))
      #expect(decision.verdict == .matched && decision.party == "p1" && decision.reasons == [.belowMatch])
      let candidates = try StoredReader.candidates(session, account: World.account, contact: "a")
      #expect(candidates.map(\.party) == ["p1", "p2"] && candidates.map(\.weight) == [12, 6])
      #expect(try StoredReader.link(session, account: World.account, contact: "a")?.party == "p1")
      #expect(try StoredReader.decision(session, account: World.account, contact: "z") == nil)
    }
  }
}
