import CSV
import FoundationEssentials
import Load
import Postgres
import Sandbox
import Testing

/// The real program on a person who is to be shown or erased.
@Suite("subject export and erase, the program")
struct SubjectProgramTests {
  private static let erase = ["subject", "erase", "--contact", "c-canary", "--output", "there", "--yes"]

  private static func run(_ program: Program, _ arguments: [String]) async throws -> Program.Ended {
    let name = UUID().uuidString
    return await program.wait(try program.start(arguments, name: name), name: name)
  }

  @Test(
    "A person who is in every place: shown whole, then nowhere any more; no read, sweep, backfill or import brings it back"
  )
  func everywhere() async throws {
    try await Canary.with { world, program in
      let before = try await Canary.places(world)
      for table in [
        "contact", "contact_version", "party", "review_item", "judgement", "creation", "rejected_record",
        "pending_link",
      ] {
        #expect(before.contains("contactsync.\(table)"), "the attack is not in \(table): \(before)")
      }
      let files = try Canary.files(program.folder + "/there")
      #expect(files.contains { $0.hasSuffix(".csv") } && files.contains { $0.hasSuffix(".ndjson") }, "\(files)")
      #expect(try await world.links().contains("books c-canary p-canary"))

      let export = try await program.run("subject", "export", "--party", "p-canary")
      #expect(export.code == 0, "\(export.errors)")
      for section in [
        "candidates", "contact_versions", "contacts", "creations", "decisions", "judgements", "link_changes", "links",
        "parties", "pending_links", "rejected_records", "review_items", "subject", "verdicts",
      ] {
        #expect(export.output.contains("\"\(section)\":"), "\(section)")
      }
      for text in Canary.texts { #expect(export.output.contains(text), "\(text)") }
      #expect(!export.output.contains("Alder Bakery") && export.output.contains(#""change": "linked""#))

      let dry = try await program.run("subject", "erase", "--contact", "c-canary", "--output", "there", "--dry-run")
      #expect(dry.code == 0 && dry.output.contains("would go"), "\(dry.errors)")
      #expect(try await Canary.places(world) == before)
      #expect(try Canary.files(program.folder + "/there") == files)

      let erased = try await Self.run(program, Self.erase + ["--json"])
      #expect(erased.code == 0, "\(erased.errors)")
      #expect(erased.output.contains(#""parties":["p-canary"]"#), "\(erased.output)")
      for output in [dry.output, dry.errors, erased.output, erased.errors] {
        for text in Canary.texts { #expect(!output.lowercased().contains(text.lowercased()), "\(text)") }
      }
      #expect(try await Canary.places(world) == [])
      #expect(try Canary.files(program.folder + "/there") == [])
      #expect(try await world.links() == world.replayedLinks())

      let again = try await Self.run(program, Self.erase)
      #expect(again.code == 0 && again.output.contains("nothing is held any more"), "\(again.output) \(again.errors)")

      for arguments in [
        ["run", "full.yaml", "--keep-files", "--output", "there"], ["run", "sweep.yaml"],
        ["parties", "import", "parties.csv", "--organization", "acme"], ["run", "p.yaml", "--output", "there"],
        ["parties", "import", "parties.csv", "--organization", "acme", "--snapshot"],
      ] {
        let ended = try await Self.run(program, arguments)
        #expect(ended.code == 0, "\(arguments) \(ended.errors)")
        if arguments[0] == "parties" {
          #expect(ended.errors.contains("left out because they were erased: 1"), "\(ended.errors)")
        }
        #expect(try await Canary.places(world) == [], "\(arguments)")
        #expect(try Canary.files(program.folder + "/there") == [], "\(arguments)")
      }
      let counts = "rows_rejected, rows_erased, rows_absent"
      #expect(
        try await world.column(
          """
          select concat_ws(' ', run.pipeline, \(counts)) from contactsync.run_account
          join contactsync.run using (run_id) where pipeline in ('full', 'sweep') order by run_id
          """) == ["full 1 1 0", "sweep 1 1 0"])
      let list = try await program.run("rejected", "list", "--reason", "erased", "--raw", "--format", "json")
      #expect(list.output.contains(#""raw":"","raw_bytes":0"#), "\(list.output)")
      #expect(list.output.contains(#""contact_id":null"#))
      #expect(try await world.links() == world.replayedLinks())
      #expect(try await world.links().contains("books c-other p-other"))
    }
  }

  @Test("A person is erased by the party too; what others have of it is settled anew")
  func byParty() async throws {
    try await Canary.with { world, program in
      let erased = try await program.run(
        "subject", "erase", "--party", "p-canary", "--organization", "acme", "--output", "there", "--yes")
      #expect(erased.code == 0, "\(erased.errors)")
      #expect(try await Canary.places(world) == [])
      #expect(try Canary.files(program.folder + "/there") == [])
      #expect(
        try await world.scalar(
          "select jsonb_array_length(candidates)::text from contactsync.review_item where contact_id = 'c-third'")
          == "1")
      let plan = try await program.run("create", "plan", "--account", "books", "--dry-run", "--all", "--json")
      #expect(
        plan.output.contains(#""party":"p-canary","probability":null,"reason":"erased""#),
        "\(plan.output) \(plan.errors)")
    }
  }

  @Test("--alone erases who is named, and no other")
  func alone() async throws {
    try await Canary.with { world, program in
      let erased = try await Self.run(program, Self.erase + ["--alone"])
      #expect(erased.code == 0, "\(erased.errors)")
      #expect(try await world.scalar("select name from contactsync.party where party_id = 'p-canary'") == Canary.name)
      #expect(try await world.scalar("select count(*) from contactsync.contact where contact_id = 'c-canary'") == "0")
      #expect(try await world.links() == world.replayedLinks())
      #expect(try await !world.links().contains("books c-canary p-canary"))
      // Once more without it: the party was not the person, and stays.
      #expect(try await Self.run(program, Self.erase).code == 0)
      #expect(try await world.scalar("select name from contactsync.party where party_id = 'p-canary'") == Canary.name)
    }
  }

  @Test("Files of before the erasure do not bring the person back: what was kept, extracted, or set apart")
  func oldFiles() async throws {
    try await Canary.with { world, program in
      let extracted = try await program.shell(
        """
        contactsync extract contacts --account books --since beginning > old.ndjson &&
        contactsync extract parties --organization acme > parties.ndjson &&
        contactsync transform --parties parties.ndjson < old.ndjson > decisions.ndjson
        """)
      #expect(extracted.code == 0, "\(extracted.errors)")
      #expect(try await Self.run(program, Self.erase).code == 0)
      let loaded = try await program.shell("contactsync load --account books < decisions.ndjson")
      #expect(loaded.code == 0, "\(loaded.errors)")
      #expect(try await Canary.places(world) == [])

      let anew = try await program.shell("contactsync extract contacts --account books --since beginning")
      #expect(anew.code == 0 && !anew.output.lowercased().contains("quagmire"), "\(anew.output)")
      #expect(anew.output.contains(#""reason":"erased""#) && anew.output.contains(#""rows":3"#), "\(anew.output)")

      try await world.change(
        """
        insert into contactsync.rejected_record (
          linked_account_id, raw_hash, organization_id, reason, detail, raw, first_run_id
        )
        values ('books', 9, 'acme', 'too_deep', '', convert_to('\(Canary.contact())', 'UTF8'), 1)
        """)
      #expect(try await program.run("rejected", "replay", "--account", "books").code == 0)
      #expect(try await Canary.places(world) == [])
    }
  }

  @Test("Refusals: a run that holds the account, no --yes, wrong ids, keys that are gone: nothing is changed")
  func refusals() async throws {
    try await Canary.with { world, program in
      let before = try await Canary.places(world)
      let holder = try await Connection.open(world.database)
      let lease = try await holder.run { try AccountLease.acquire($0, account: "books", seconds: 36_000) }
      #expect(lease != nil)
      let held = try await Self.run(program, Self.erase)
      #expect(held.code == 75 && held.errors.contains("a run holds books"), "\(held.errors)")
      #expect(try await Canary.places(world) == before)
      let waiting = try program.start(Self.erase + ["--wait", "1m"], name: "waiting")
      await holder.close()
      let waited = await program.wait(waiting, name: "waiting")
      #expect(waited.code == 0, "\(waited.errors)")

      for (arguments, words) in [
        (["--contact", "c-other"], "erasing is final"),
        (["--contact", "nobody", "--yes"], "nothing is held of a contact"),
        (["--party", "nobody", "--yes"], "there is no party"), ([], "give either"),
        (["--party", "p-other", "--account", "books", "--yes"], "--account goes with --contact"),
        (["--contact", "c-other", "--account", "nowhere", "--yes"], "no linked account"),
        (["--contact", "c-other", "--output", "nowhere", "--yes"], "which is no folder"),
      ] {
        let ended = try await Self.run(program, ["subject", "erase"] + arguments)
        #expect(ended.code == 64 && ended.errors.contains(words), "\(arguments): \(ended.code) \(ended.errors)")
      }
      #expect(try await world.scalar("select count(*) from contactsync.contact where contact_id = 'c-other'") == "1")

      var others = program
      others.environment["CONTACTSYNC_ERASURE_KEYS"] = nil
      let gone = try await others.run("run", "full.yaml")
      #expect(gone.code == 1 && gone.errors.contains("CONTACTSYNC_ERASURE_KEYS is not set"), "\(gone.errors)")
      others.environment["CONTACTSYNC_ERASURE_KEYS"] = "HwECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
      let another = try await others.run("run", "full.yaml")
      #expect(another.code == 1 && another.errors.contains("lacks a key"), "\(another.errors)")
      others.environment["CONTACTSYNC_ERASURE_KEYS"]! += ",\(World.tokenKeys)"
      #expect(try await others.run("run", "full.yaml").code == 0)
      #expect(try await Canary.places(world) == [])
    }
  }
}
