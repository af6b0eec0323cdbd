import Load
import Postgres
import SQLFiles
import TestSupport
import Testing

/// What must be so for the attacks to be hopeless, whatever tables and views are added.
@Suite("Isolation is in force")
struct IsolationTests {
  @Test(
    "every table with a column of an organization or account has its policies, forced; owner, roles and rights are right",
    arguments: [0, 3])
  func catalog(partitions: Int) async throws {
    let database = try await TestDatabase.fresh()
    if partitions > 0 { try await TestDatabase.cut(database, into: partitions) }
    let connection = try await Connection.open(TestDatabase.asAdministrator(database))
    try await connection.run { session in
      let unprotected = try session.execute(
        """
        select class.relname from pg_class as class
        where class.relnamespace = 'contactsync'::regnamespace and class.relkind in ('r', 'p', 'f', 'm')
          and exists (
            select from pg_attribute as attribute
            where attribute.attrelid = class.oid and not attribute.attisdropped
              and attribute.attname ~ '(organization|account)' and class.relname <> 'schema_migration')
          and (not class.relrowsecurity or not class.relforcerowsecurity or array(
            select polname::text from pg_policy where polrelid = class.oid order by 1
          ) <> case
            when class.relispartition then array['owner_all']
            else array['owner_all', 'owner_listed', 'pipeline_all', 'review_organization']
          end)
        """)
      #expect(unprotected.map { $0.text(0) ?? "" } == [])
      let open = try session.execute(
        """
        select class.relname, role.rolname from pg_class as class
        cross join pg_roles as role
        where class.relnamespace = 'contactsync'::regnamespace and class.relispartition and class.relkind = 'r'
          and role.rolname in ('contactsync_pipeline', 'contactsync_review', 'contactsync_report')
          and has_table_privilege(role.oid, class.oid, 'select, insert, update, delete, truncate')
        """)
      #expect(open.map { $0.text(0) ?? "" } == [], "partitions are read through their tables only")
      let bold = try session.execute(
        """
        select rolname from pg_roles
        where rolname ~ '^contactsync_' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)
        """)
      #expect(bold.map { $0.text(0) ?? "" } == [])
      let owners = try session.execute(
        """
        select relname, relowner::regrole from pg_class
        where relnamespace in ('contactsync'::regnamespace, 'reporting'::regnamespace)
          and relowner <> 'contactsync_owner'::regrole
        """)
      #expect(owners.map { $0.text(0) ?? "" } == [])
      #expect(
        try session.value("select pg_has_role('contactsync_review', 'contactsync_pipeline', 'member')") == "f")
      #expect(try session.value("select pg_has_role('contactsync_report', 'contactsync_review', 'member')") == "f")
    }
    await connection.close()
  }

  @Test("every view shows organization_id and is a barrier to what its readers write")
  func views() async throws {
    let connection = try await TestDatabase.connection()
    try await connection.run { session in
      let open = try session.execute(
        """
        select views.relname from pg_class as views
        where views.relnamespace = 'reporting'::regnamespace and views.relkind in ('v', 'm')
          and (
            views.relkind = 'm' or views.reloptions is null
            or not views.reloptions @> array['security_barrier=true']
            or not exists (
              select from pg_attribute where attrelid = views.oid and attname = 'organization_id'))
        """)
      #expect(open.map { $0.text(0) ?? "" } == [])
    }
    await connection.close()
  }

  @Test("no function runs with its owner's rights")
  func functions() async throws {
    let connection = try await TestDatabase.connection()
    try await connection.run { session in
      let found = try session.value(
        """
        select count(*) from pg_proc
        where pronamespace in ('contactsync'::regnamespace, 'reporting'::regnamespace) and prosecdef
        """)
      #expect(found == "0")
    }
    await connection.close()
  }

  @Test("setting it up twice does nothing; what is taken away is found and put back")
  func repair() async throws {
    let database = try await TestDatabase.partitioned(into: 2)
    let connection = try await Connection.open(TestDatabase.asAdministrator(database))
    try await connection.run { session in
      #expect(try Isolation.missing(session) == [])
      #expect(try Isolation.complete(session) == [])
      let damages: [(damage: String, repair: String)] = [
        ("alter table contactsync.link no force row level security", "force row level security"),
        ("drop policy owner_listed on contactsync.contact", "create policy owner_listed on contactsync.contact"),
        ("revoke delete on contactsync.candidate from contactsync_pipeline", "grant delete on contactsync.candidate"),
        ("alter view reporting.fct_links owner to postgres", "alter view reporting.fct_links owner to"),
        ("alter function contactsync.phone_text owner to postgres", "alter routine contactsync.phone_text"),
        ("create table contactsync.extra (organization_id text)", "create policy pipeline_all on contactsync.extra"),
        ("revoke usage on schema reporting from contactsync_report", "grant usage on schema reporting"),
        (
          "grant select on contactsync.contact_0_of_2 to public, contactsync_report",
          "revoke all on contactsync.contact_0_of_2 from contactsync_report, public"
        ),
        (
          "grant update (name) on contactsync.contact_1_of_2 to contactsync_pipeline",
          "revoke all on contactsync.contact_1_of_2 from contactsync_pipeline"
        ),
        ("drop policy owner_all on contactsync.decision_1_of_2", "create policy owner_all on contactsync.decision_1"),
        ("alter table contactsync.candidate_0_of_2 disable row level security", "candidate_0_of_2 enable row level"),
        ("alter table contactsync.linked_account add column extra text", "extra) on contactsync.linked_account"),
      ]
      for (damage, repair) in damages {
        try session.script(damage)
        #expect(try Isolation.missing(session).contains { $0.sql.contains(repair) }, "\(damage)")
        try Isolation.complete(session)
        #expect(try Isolation.missing(session) == [], "\(damage)")
      }
    }
    await connection.close()
  }

  @Test("work is done as the pipeline, the login alone may nothing, and ends its own sessions only as itself")
  func roles() async throws {
    let database = try await TestDatabase.fresh()
    let connection = try await Connection.open(TestDatabase.asLogin(database))
    try await connection.run { session in
      let refused = #expect(throws: PostgresError.self) { try session.execute("select * from contactsync.contact") }
      #expect(refused?.sqlState == "42501")
      for role in SessionRole.allCases {
        #expect(try role.take(session))
        #expect(try session.value("select current_user") == role.rawValue)
        let outside = try SessionRole.asLogin(session) { try $0.value("select current_user") }
        #expect(outside == TestDatabase.login)
        #expect(throws: PostgresError.self) {
          try SessionRole.asLogin(session) { try $0.script("select 1 / 0") }
        }
        #expect(try session.value("select current_user") == role.rawValue)
      }
    }
    await connection.close()
  }

  @Test("a schema from before is isolated as it is brought up to date", arguments: [0, 1])
  func older(behind: Int) async throws {
    // The server has the roles then: two tests must not make them at once.
    _ = try await TestDatabase.fresh()
    let connection = try await Connection.open(TestDatabase.empty())
    try await connection.run { session in
      try Migrator(migrations: Array(SQLFiles.migrations.dropLast(behind)), reporting: []).migrate(session)
      try Isolation.complete(session)
      #expect(try SessionRole.owner.take(session))
      try TestDatabase.migrator.migrate(session)
      try Isolation.follow(session)
      #expect(try Isolation.missing(session) == [])
    }
    await connection.close()
  }

  @Test("without roles in the database a session goes on as its login")
  func without() async throws {
    let connection = try await Connection.open(TestDatabase.empty())
    try await connection.run { session in
      try TestDatabase.migrator.migrate(session)
      for role in SessionRole.allCases { #expect(try !role.take(session), "\(role)") }
      #expect(try !Isolation.missing(session).isEmpty)
      #expect(try session.value("select current_user") == "postgres")
    }
    await connection.close()
  }
}
