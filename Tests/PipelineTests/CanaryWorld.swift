import FoundationEssentials
import Load
import Postgres
import Sandbox
import Testing

/// A person whose every text would be noticed anywhere, put into every place that holds anything of people.
enum Canary {
  static let name = "Zebulon Quagmire Plumbing"
  /// What no file, table or output may hold afterwards; compared without case.
  static let texts = [
    "Quagmire", "zeb.q@canary.example", "98-7654321", "+1 415 555 0142", "Canary Row", "REMOTE-77-CANARY",
  ]

  static let party = """
    id,name,email_address,tax_number,phone_number,street_1,city,zip_code,country,is_customer
    p-canary,\(name),zeb.q@canary.example,98-7654321,+1 415 555 0142,7 Canary Row,Springfield,01101,US,true
    p-other,Alder Bakery,alder@example.com,,,1 Main St,Springfield,01101,US,true
    p-third,Birchwood Freight,birch@example.com,,,2 Main St,Springfield,01101,US,true

    """

  static func contact(_ name: String = name) -> String {
    """
    {"id":"c-canary","remote_id":"REMOTE-77-CANARY","name":"\(name)","email_address":"zeb.q@canary.example",\
    "tax_number":"98-7654321","is_customer":true,"status":"ACTIVE","addresses":[{"street_1":"7 Canary Row",\
    "city":"Springfield","zip_code":"01101","country":"US"}],"phone_numbers":[{"number":"+1 415 555 0142"}]}
    """
  }

  static let others = """
    {"id":"c-other","remote_id":"R-1","name":"Alder Bakery","email_address":"alder@example.com","is_customer":true,\
    "status":"ACTIVE","addresses":[],"phone_numbers":[]}
    {"id":"c-third","remote_id":"R-2","name":"Birch","is_customer":true,"status":"ACTIVE","addresses":[],\
    "phone_numbers":[]}
    """

  static let pipeline = """
    version: 1
    name: nightly
    load: { review_csv: "out/review-{organization}.csv" }
    """

  /// A world in which the person was read twice (so that there is a version), linked, asked about and kept in files.
  static func with(_ body: @Sendable (World, Program) async throws -> Void) async throws {
    let contacts = contact(name + " Old") + "\n" + others
    try await World.with(accounts: [("books", contacts)], parties: party) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write(pipeline, to: "p.yaml")
      _ = try program.write(
        pipeline.replacing("name: nightly", with: "name: full\nextract: { since: beginning }"), to: "full.yaml")
      _ = try program.write("version: 1\nname: sweep\nextract: { since: beginning, sweep: true }\n", to: "sweep.yaml")
      _ = try program.write(party, to: "parties.csv")
      let first = try await program.run("run", "p.yaml", "--keep-files", "--output", "there")
      #expect(first.code == 0, "\(first.errors)")
      try await world.store.putContacts(contact(), in: "books")
      for statement in planted { try await world.change(statement) }
      let second = try await program.run("run", "p.yaml", "--keep-files", "--output", "there")
      #expect(second.code == 0, "\(second.errors)")
      // What a run would take back again is put there afterwards.
      for statement in opened { try await world.change(statement) }
      let review = try await program.run("run", "p.yaml", "--account", "books", "--keep-files", "--output", "there")
      #expect(review.code == 0, "\(review.errors)")
      try await body(world, program)
    }
  }

  private static let evidence = """
    [{"party":"p-other","probability":0.1,"weight":-3,"levels":0,"evidence":[]},\
    {"party":"p-canary","probability":0.4,"weight":-1,"levels":0,"evidence":\
    [{"field":"name","level":"close","weight":4,"left":"Birch","right":"\(name)"}]}]
    """

  private static let planted = [
    """
    insert into contactsync.verdict (
      organization_id, linked_account_id, contact_id, verdict, party_id, source, reviewer
    ) values ('acme', 'books', 'c-canary', 'match', 'p-canary', 'human', 'kim')
    """,
    """
    insert into contactsync.judgement (
      organization_id, linked_account_id, contact_id, party_id, answer, source, reviewer, note
    )
    values ('acme', 'books', 'c-canary', 'p-canary', 'same', 'human', 'kim', 'I know Zeb Quagmire, zeb.q@canary.example')
    """,
    """
    insert into contactsync.creation (
      organization_id, linked_account_id, party_id, state, idempotency_key, payload, contact_id, finished_at
    )
    values (
      'acme', 'books', 'p-canary', 'rejected', gen_random_uuid(), '{"model":{"name":"\(name)"}}', 'c-canary', now()
    )
    """,
    """
    insert into contactsync.rejected_record (
      linked_account_id, raw_hash, organization_id, contact_id, reason, detail, raw, first_run_id
    )
    values
      ('books', 1, 'acme', 'c-canary', 'too_deep', '', convert_to('{"id":"c-canary","note":"Quagmire"}', 'UTF8'), 1),
      ('books', 2, 'acme', null, 'missing_id', '', convert_to('{"id":"","name":"\(name)"}', 'UTF8'), 1),
      ('books', 3, 'acme', null, 'missing_id', '', convert_to('{"id":"","name":"Alder Bakery"}', 'UTF8'), 1)
    """,
    """
    insert into contactsync.pending_link (linked_account_id, kind, id, organization_id, party_id, problem)
    values ('books', 'r', 'REMOTE-77-CANARY', 'acme', 'p-third', 'conflict')
    """,
  ]

  private static let opened = [
    """
    insert into contactsync.review_item (
      review_id, organization_id, linked_account_id, contact_id, kind, state, candidates, reasons
    )
    select
      contactsync.review_id('books', contact_id), 'acme', 'books', contact_id, 'candidates', 'open', '\(evidence)',
      array['namesake']
    from contactsync.contact
    where contact_id in ('c-canary', 'c-third')
    on conflict (linked_account_id, contact_id) do update
    set candidates = excluded.candidates, state = 'open', closed_at = null
    """
  ]

  /// Tables and views in which one of the texts stands, also within bytes.
  static func places(_ world: World) async throws -> [String] {
    let connection = try await Connection.open(world.database)
    let found = try await connection.run { session in
      let tables = try session.execute(
        """
        select format('%I.%I', table_schema, table_name)
        from information_schema.tables
        where table_schema not in ('pg_catalog', 'information_schema')
        order by 1
        """)
      #expect(tables.count > 30)
      var found: [String] = []
      for table in tables.compactMap({ $0.text(0) }) {
        for row in try session.execute("select row_text::text from \(table) as row_text") {
          let text = (row.text(0) ?? "").lowercased()
          if texts.contains(where: { text.contains($0.lowercased()) || text.contains(hexadecimal($0)) }) {
            found.append(table)
          }
        }
      }
      return Set(found).sorted()
    }
    await connection.close()
    return found
  }

  private static func hexadecimal(_ text: String) -> String {
    text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Files below a folder in which one of the texts stands.
  static func files(_ folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).filter { name in
      let text = FileManager.default.contents(atPath: "\(folder)/\(name)").map { String(decoding: $0, as: UTF8.self) }
      return texts.contains { text?.lowercased().contains($0.lowercased()) ?? false }
    }
  }
}
