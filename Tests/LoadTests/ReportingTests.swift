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

  @Test("no view and no column is without a comment, each has organization_id and updated_at")
  func comments() async throws {
    let connection = try await TestDatabase.connection()
    try await connection.run { session in
      let views = try ReportReader.views(session)
      #expect(views.map(\.name) == SQLFiles.reporting.map(\.name).sorted())
      #expect(views.allSatisfy { !$0.description.isEmpty })
      let columns = try session.execute(
        """
        select c.relname || '.' || a.attname, a.attname, col_description(c.oid, a.attnum)
        from pg_class as c join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0
        where c.relnamespace = 'reporting'::regnamespace and c.relkind = 'v'
        """)
      for column in columns { #expect(column.text(2) != nil, "\(column.text(0) ?? "")") }
      for required in ["organization_id", "updated_at"] {
        #expect(columns.count { $0.text(1) == required } == views.count)
      }
    }
  }

  @Test("a view is read by name; an unknown name is nil")
  func reading() async throws {
    try await World.with { session, world in
      try world.parties(session, ["p1"])
      try world.settle(
        session,
        try world.read(
          session, [[.init(id: "a", name: "p1:12"), .init(id: "b"), .init(id: "c", deleted: true)]],
          score: Ruling.score
        ).window, scope: .all)
      for view in SQLFiles.reporting {
        let rows = try #require(try ReportReader.rows(session, view: view.name, limit: 10))
        #expect(!rows.isEmpty || view.name == "fct_rejected_records", "\(view.name)")
      }
      #expect(try ReportReader.rows(session, view: "pg_class", limit: 1) == nil)
      let rate = try session.execute("select contacts, linked_contacts, match_rate from reporting.rpt_match_rate_daily")
      #expect(rate.count == 1 && rate.int(0, 0) == 2 && rate.int(0, 1) == 1 && rate.text(0, 2) == "0.5000")
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
