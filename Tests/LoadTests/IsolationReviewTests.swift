import Load
import Postgres
import TestSupport
import Testing

/// The matching screen's role, with one organization named for the transaction, tries to see or change another's.
@Suite("Isolation of the review role")
struct IsolationReviewTests {
  @Test(
    "without an organization it sees no row of any table or view, with one only that one's, and none after the transaction",
    arguments: [0, 3])
  func reading(partitions: Int) async throws {
    try await TwoOrganizations.with(partitions: partitions) { world in
      let connection = try await world.connection(as: world.reviewer)
      try await connection.run { session in
        let relations = try TwoOrganizations.relations(session).filter(\.isOfOrganizations)
        for round in ["before", "within", "after"] {
          for relation in relations {
            try session.transaction { session throws in
              if round == "within" { try SessionRole.see(session, organization: TwoOrganizations.own) }
              guard let seen = try Self.seen(session, relation) else { return }
              if round == "within" {
                #expect(seen.own > 0 && seen.others == 0, "\(relation.name): \(seen)")
              } else {
                #expect(seen.own == 0 && seen.others == 0, "\(relation.name), \(round): \(seen)")
              }
            }
          }
        }
        #expect(relations.filter(\.isView).count > 10)
      }
      await connection.close()
    }
  }

  @Test("never reads a token, the runs of others, or what it does not show")
  func unreadable() async throws {
    try await TwoOrganizations.with { world in
      let connection = try await world.connection(as: world.reviewer)
      try await connection.run { session in
        try SessionRole.review.take(session)
        for attempt in [
          "select token_sealed from contactsync.linked_account", "select * from contactsync.linked_account",
          "select * from contactsync.run", "select * from contactsync.creation",
          "select * from contactsync.role_organization",
          "select * from contactsync.rejected_record", "update contactsync.linked_account set lease_epoch = 9",
          "set row_security to off; select * from contactsync.contact",
        ] {
          IsolationReportTests.expectRefusal(session, attempt)
        }
      }
      await connection.close()
    }
  }

  @Test(
    "writes nothing of another organization: no row changed, moved, added or emptied, in any table", arguments: [0, 3])
  func writing(partitions: Int) async throws {
    try await TwoOrganizations.with(partitions: partitions) { world in
      let before = try await world.othersRows()
      let connection = try await world.connection(as: world.reviewer)
      try await connection.run { session in
        for relation in try TwoOrganizations.relations(session) {
          let name = relation.name
          for attempt in [
            "truncate \(name) cascade", "drop table \(name) cascade",
            "alter table \(name) disable row level security", "create policy mine on \(name) using (true)",
            "copy \(name) from stdin",
          ] {
            IsolationReportTests.expectRefusal(session, attempt)
          }
          guard !relation.isView, relation.isOfOrganizations else { continue }
          let key = relation.hasOrganization ? "organization_id" : "linked_account_id"
          let others = relation.hasOrganization ? "'org-b'" : "'books-b'"
          for attempt in [
            "update \(name) set \(key) = \(key)", "delete from \(name)",
            "update \(name) set \(key) = \(key) where \(relation.isOf("b"))",
            "delete from \(name) where \(relation.isOf("b"))",
          ] {
            try Self.rehearse(session) { session throws in
              let done = try session.execute(attempt + " returning \(key) = \(others)")
              #expect(done.allSatisfy { $0.bool(0) == false }, "\(attempt)")
            }
          }
          // A row of one's own made another's, and a new row that is another's.
          var changes = ["\(key) = \(others)"]
          if relation.hasAccount, relation.hasOrganization { changes.append("linked_account_id = 'books-b'") }
          let columns = try session.value(
            """
            select string_agg(attname::text, ', ' order by attnum) from pg_attribute
            where attrelid = '\(name)'::regclass and attnum > 0 and not attisdropped and attgenerated = ''
            """)
          for change in changes {
            try Self.expectNothing(session, "update \(name) set \(change)")
            try Self.rehearse(session) { session throws in
              try session.script("create temporary table copied on commit drop as select * from \(name)")
              try session.script("update copied set \(change)")
              try session.execute(
                "insert into \(name) (\(columns ?? "")) overriding system value select \(columns ?? "") from copied")
              Issue.record("inserted into \(name) with \(change)")
            }
          }
        }
      }
      await connection.close()
      #expect(try await world.othersRows() == before)
    }
  }

  @Test("does not become another role")
  func escapes() async throws {
    try await TwoOrganizations.with { world in
      let connection = try await world.connection(as: world.reviewer)
      try await connection.run { session in
        try SessionRole.review.take(session)
        for attempt in [
          "set role contactsync_owner", "set role contactsync_pipeline",
          "select set_config('role', 'contactsync_pipeline', true)",
          "set role postgres", "set session authorization contactsync_pipeline",
          "grant contactsync_pipeline to current_user",
          "insert into contactsync.role_organization values ('contactsync_review', 'org-b')",
          "alter role current_user bypassrls",
          "create function contactsync.f() returns int language sql return 1", "create table contactsync.t ()",
        ] {
          IsolationReportTests.expectRefusal(session, attempt)
        }
        try session.script("reset role")
        #expect(try session.execute("select from contactsync.contact").isEmpty)
        #expect(try !SessionRole.pipeline.take(session) && !SessionRole.owner.take(session))
      }
      await connection.close()
    }
  }

  @Test("a judgement in one's own organization is written by the code that writes all; in another's it is refused")
  func judging() async throws {
    try await TwoOrganizations.with { world in
      let connection = try await world.connection(as: world.reviewer)
      try await connection.run { session in
        try SessionRole.review.take(session)
        func judgement(_ letter: String) -> NewJudgement {
          NewJudgement(
            account: "books-\(letter)", contact: "contact-\(letter)-4", party: "party-\(letter)-2", answer: .same,
            source: .human, reviewer: "somebody")
        }
        try session.transaction { session throws in
          try SessionRole.see(session, organization: TwoOrganizations.own)
          #expect(try JudgementWriter.write(session, [judgement("a")]) == [true])
        }
        let refused = #expect(throws: PostgresError.self) {
          try session.transaction { session throws in
            try SessionRole.see(session, organization: TwoOrganizations.own)
            _ = try JudgementWriter.write(session, [judgement("b")])
          }
        }
        #expect(refused?.sqlState == "42501")
      }
      await connection.close()
      let administrator = try await world.connection()
      let judged = try await administrator.run { session in
        try session.execute("select organization_id from contactsync.judgement where answer = 'same'").map {
          $0.text(0)
        }
      }
      await administrator.close()
      #expect(judged == ["org-a"])
    }
  }

  /// Rows of the own and of other organizations; nil where the table may not be read.
  private static func seen(
    _ session: borrowing Session, _ relation: TwoOrganizations.Relation
  ) throws -> (own: Int64, others: Int64)? {
    do {
      let rows = try session.savepoint { session throws in
        try session.execute(
          """
          select count(*) filter (where \(relation.isOf("a"))), count(*) filter (where not \(relation.isOf("a")))
          from \(relation.name)
          """)
      }
      return (rows.int(0, 0) ?? 0, rows.int(0, 1) ?? 0)
    } catch let error as PostgresError where error.sqlState == "42501" {
      return nil
    }
  }

  /// Runs statements for the organization `org-a` and takes them back; being refused is well.
  private static func rehearse(_ session: borrowing Session, _ body: (borrowing Session) throws -> Void) throws {
    struct Undone: Error {}
    do {
      try session.transaction { session throws in
        try SessionRole.see(session, organization: TwoOrganizations.own)
        try body(session)
        throw Undone()
      }
    } catch is Undone {
    } catch let error as PostgresError {
      #expect(error.sqlState == "42501", "\(error)")
    }
  }

  private static func expectNothing(_ session: borrowing Session, _ statement: String) throws {
    try rehearse(session) { session throws in
      let changed = try session.execute(statement).affected
      #expect(changed == 0, "\(statement)")
    }
  }
}
