import Postgres
import TestSupport
import Testing

/// A login that reads reports tries everything to see or change what is not its organization's.
@Suite("Isolation from report logins")
struct IsolationReportTests {
  /// What a login may try before it tries the rest; refused, or of no use.
  static let preludes: [(name: String, sql: String, isRefused: Bool)] = [
    ("nothing", "select 1", false),
    ("naming the organization", "select set_config('contactsync.organization', 'org-b', false)", false),
    ("the owner's role", "set role contactsync_owner", true),
    ("the pipeline's role", "set role contactsync_pipeline", true),
    ("the review role", "select set_config('role', 'contactsync_review', false)", true),
    ("the superuser's role", "set role postgres", true),
    ("its group's role", "set role contactsync_report", false),
    ("back to itself", "reset role", false),
    ("another session user", "set session authorization contactsync_owner", true),
    ("no row security", "set row_security to off", false),
    (
      "its own functions first",
      "create function pg_temp.pg_has_role(name, text, text) returns boolean language sql return true; "
        + "set search_path to pg_temp, pg_catalog", false
    ),
    ("listing itself", "insert into contactsync.role_organization values (current_user, 'org-b')", true),
  ]

  @Test(
    "sees its organization's rows of every view, and no other's, whatever it tried before",
    arguments: preludes.map(\.name), [0, 3])
  func views(prelude: String, partitions: Int) async throws {
    let prelude = try #require(Self.preludes.first { $0.name == prelude })
    try await TwoOrganizations.with(partitions: partitions) { world in
      let expected = try await Self.rowsOfOwn(world)
      let connection = try await world.connection(as: world.reporter)
      try await connection.run { session in
        if prelude.isRefused {
          let refused = #expect(throws: PostgresError.self) { try session.script(prelude.sql) }
          #expect(refused?.sqlState == "42501")
        } else {
          try session.script(prelude.sql)
        }
        for view in try TwoOrganizations.relations(session).filter(\.isView) {
          do {
            let rows = try session.execute(
              "select count(*), count(*) filter (where organization_id = 'org-a') from \(view.name)")
            let (all, own) = (rows.int(0, 0) ?? 0, rows.int(0, 1) ?? 0)
            #expect(all == own, "\(view.name): \(all - own) rows of others")
            if prelude.name != "its group's role" { #expect(own == expected[view.name], "\(view.name)") }
            #expect(try session.execute("select from \(view.name) where organization_id = 'org-b'").isEmpty)
          } catch let error as PostgresError {
            // With row security off PostgreSQL refuses to answer rather than to leave rows out.
            #expect(error.sqlState == "42501" && prelude.name == "no row security", "\(view.name): \(error)")
          }
        }
      }
      await connection.close()
    }
  }

  @Test("may read, write, copy, empty, lock and change nothing else", arguments: [0, 3])
  func tables(partitions: Int) async throws {
    try await TwoOrganizations.with(partitions: partitions) { world in
      let before = try await world.othersRows()
      let connection = try await world.connection(as: world.reporter)
      try await connection.run { session in
        for relation in try TwoOrganizations.relations(session) {
          let (name, column) = (relation.name, relation.isView ? "organization_id" : relation.firstColumn)
          var attempts = [
            "insert into \(name) default values", "insert into \(name) (\(column)) select \(column) from \(name)",
            "update \(name) set \(column) = \(column)", "delete from \(name)", "truncate \(name) cascade",
            "copy \(name) from stdin",
            "merge into \(name) as t using (values (1)) as s (n) on true when matched then delete",
            "drop \(relation.isView ? "view" : "table") \(name) cascade",
            "comment on column \(name).\(column) is 'x'",
          ]
          if relation.isView {
            attempts += [
              "alter view \(name) reset (security_barrier)", "alter view \(name) set (security_invoker)",
              "create or replace view \(name) as select 1 as one",
            ]
          } else {
            attempts += [
              "grant select on \(name) to public", "select * from \(name)", "select from \(name)",
              "select count(*) from \(name)", "table \(name)",
              "copy \(name) to stdout", "copy (select * from \(name)) to stdout",
              "select \(column) from \(name) for update",
              "do $$ begin lock table \(name) in access share mode; end $$",
              "alter table \(name) disable row level security",
              "alter table \(name) no force row level security", "create policy mine on \(name) using (true)",
              "drop policy owner_listed on \(name)", "alter table \(name) owner to current_user",
              "create trigger t after insert on \(name) execute function pg_catalog.suppress_redundant_updates_trigger()",
              "create temporary table spy (x text references \(name))",
              "create temporary table spy () inherits (\(name))",
              "create temporary table spy (like \(name) including all)", "explain select * from \(name)",
            ]
          }
          for attempt in attempts { Self.expectRefusal(session, attempt) }
        }
        for attempt in [
          "select contactsync.survivor('org-b', 'party-b-1')", "create table contactsync.mine ()",
          "create view reporting.mine as select 1 as one", "drop schema reporting cascade",
          "copy (select 1) to program 'true'", "select pg_read_file('PG_VERSION')", "create extension dblink",
          "create role helper", "grant contactsync_pipeline to current_user",
          "alter role current_user bypassrls", "alter role current_user superuser",
          "select lo_import('/etc/passwd')",
          "alter default privileges for role contactsync_owner grant select on tables to public",
        ] {
          Self.expectRefusal(session, attempt)
        }
        #expect(
          try session.execute("select from pg_stats where schemaname in ('contactsync', 'reporting')").isEmpty,
          "statistics hold values")
      }
      await connection.close()
      #expect(try await world.othersRows() == before)
    }
  }

  @Test("a function that tells its arguments, an operator and a failing cast are told of own rows only")
  func leaks() async throws {
    try await TwoOrganizations.with { world in
      let connection = try await world.connection(as: world.reporter)
      try await connection.run { session in
        try session.script(
          """
          create temporary table told (text text);
          create function pg_temp.tell(seen text) returns boolean language plpgsql cost 0.0000001 as $$
          begin
            raise notice '%', seen;
            insert into told values (seen);
            return true;
          end $$;
          create function pg_temp.tell(seen text, other text) returns boolean language plpgsql cost 0.0000001 as $$
          begin
            insert into told values (seen);
            return true;
          end $$;
          create operator pg_temp.<<< (leftarg = text, rightarg = text, function = pg_temp.tell)
          """)
        for view in try TwoOrganizations.relations(session).filter(\.isView) {
          let name = view.name
          for query in [
            "select count(*) from \(name) as t where pg_temp.tell(t::text)",
            "select count(*) from \(name) as t where t::text operator(pg_temp.<<<) ''",
            "select count(*) from \(name) as t where pg_temp.tell(organization_id)",
            "select count(*) from \(name) as t where pg_temp.tell(organization_id) and organization_id = 'org-b'",
            "select count(*) from \(name) as t join \(name) as o on pg_temp.tell(t::text) and o.organization_id = 'org-b'",
            "select count(*) from \(name) as t where pg_temp.tell(t::text) or organization_id = 'org-b'",
          ] {
            try session.execute("delete from told")
            try session.execute(query)
            #expect(
              try session.execute("select from told where text ~ '(canary|org|books|party|contact)-b'").isEmpty,
              "\(query)")
          }
          try session.execute("delete from told")
          try session.execute("select count(*) from \(name) as t where pg_temp.tell(t::text)")
          #expect(try session.value("select count(*) > 0 from told") == "t", "\(name): the function was never called")
          let failed = #expect(throws: PostgresError.self) {
            try session.execute("select count(*) from \(name) as t where t::text::integer = 1")
          }
          #expect(failed?.sqlState == "22P02" && failed.map { !"\($0)".contains("canary-b") } ?? false, "\(name)")
        }
      }
      await connection.close()
    }
  }

  @Test("a login that is listed for nothing sees nothing; one that is listed for both sees both")
  func lists() async throws {
    try await TwoOrganizations.with { world in
      for (statement, organizations) in [
        ("delete from contactsync.role_organization where role_name = '\(world.reporter)'", [String]()),
        (
          "insert into contactsync.role_organization values ('\(world.reporter)', 'org-a'), ('\(world.reporter)', 'org-b')",
          ["org-a", "org-b"]
        ),
        ("delete from contactsync.organization where false", ["org-a", "org-b"]),
      ] {
        try await TestDatabase.administer(world.database, statement)
        let connection = try await world.connection(as: world.reporter)
        try await connection.run { session in
          for view in try TwoOrganizations.relations(session).filter(\.isView) {
            let seen = try session.execute("select distinct organization_id from \(view.name) order by 1")
            #expect(seen.map { $0.text(0) ?? "" } == organizations, "\(view.name)")
          }
        }
        await connection.close()
      }
    }
  }

  /// What each view holds of the login's organization, as the superuser counts it; never nothing.
  private static func rowsOfOwn(_ world: TwoOrganizations) async throws -> [String: Int64] {
    let connection = try await world.connection()
    let counts = try await connection.run { session in
      var counts: [String: Int64] = [:]
      for view in try TwoOrganizations.relations(session).filter(\.isView) {
        let rows = try session.execute(
          """
          select count(*) filter (where organization_id = 'org-a'), count(*) filter (where organization_id = 'org-b')
          from \(view.name)
          """)
        #expect(
          (rows.int(0, 0) ?? 0) > 0 && (rows.int(0, 1) ?? 0) > 0, "\(view.name) is empty: nothing would be proved")
        counts[view.name] = rows.int(0, 0)
      }
      return counts
    }
    await connection.close()
    return counts
  }

  static func expectRefusal(_ session: borrowing Session, _ attempt: String) {
    do throws(PostgresError) {
      try session.script(attempt)
      Issue.record("carried out: \(attempt)")
    } catch {
      let refusals = ["42501", "42809", "0A000", "55000"]
      #expect(refusals.contains(error.sqlState) && !error.message.contains("copyIn"), "\(attempt): \(error)")
    }
  }
}
