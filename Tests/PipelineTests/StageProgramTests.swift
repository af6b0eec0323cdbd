import FoundationEssentials
import NDJSON
import Postgres
import Sandbox
import Testing

@Suite("Stages as commands")
struct StageProgramTests {
  /// Runs the body with a sandbox of one account `books`, its parties stored, and the program.
  static func with<R: Sendable>(
    seed: UInt64, parties: Int, _ body: @Sendable (World, Program, Books) async throws -> R
  ) async throws -> R {
    let books = Books(seed: seed, parties: parties)
    return try await World.with(accounts: [("books", books.lines)], parties: books.parties) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      return try await body(world, program, books)
    }
  }

  @Test("extract writes each contact once and its end last, and nothing to the database")
  func extract() async throws {
    try await Self.with(seed: 31, parties: 200) { world, program, books in
      let before = try await world.contents()
      let contacts = try await program.run("extract", "contacts", "--account", "books", "--since", "beginning")
      #expect(contacts.code == 0, "\(contacts.errors)")
      let lines = contacts.output.split(separator: "\n")
      #expect(lines.count == books.contacts.count + 1)
      #expect(Set(lines.dropLast().compactMap { text(of: $0, "id") }) == Set(books.contacts.map(\.id)))
      let end = try EndLine(LineObject(Array(try #require(lines.last).utf8)))
      #expect(end.account == "books" && end.since == nil && end.rows == books.contacts.count)
      let parties = try await program.run("extract", "parties", "--organization", "acme")
      #expect(parties.code == 0 && parties.output.split(separator: "\n").count == 201)
      let standing = try await program.run("extract", "standing", "--account", "books")
      #expect(standing.output == #"{"account":"books","rows":0,"schema":1,"type":"end"}"# + "\n")
      #expect(try await world.contents() == before)
    }
  }

  @Test("transform decides each contact; its parts give the same lines in any order")
  func transform() async throws {
    try await Self.with(seed: 32, parties: 150) { world, program, books in
      let ended = try await program.shell(
        """
        contactsync extract contacts --account books --since beginning > contacts.ndjson &&
        contactsync extract parties --organization acme > parties.ndjson &&
        contactsync extract standing --account books > standing.ndjson &&
        contactsync transform --parties parties.ndjson --standing standing.ndjson < contacts.ndjson > whole.ndjson &&
        split -n l/3 contacts.ndjson part. &&
        for part in part.*; do contactsync transform score --parties parties.ndjson < $part > scored.$part || exit; done &&
        cat scored.* | shuf --random-source=parties.ndjson | contactsync transform settle --parties parties.ndjson \
          --standing standing.ndjson > parts.ndjson &&
        sort whole.ndjson > a && sort parts.ndjson > b && cmp a b && wc -l < whole.ndjson
        """)
      #expect(ended.code == 0, "\(ended.errors)")
      #expect(ended.output.trimming() == "\(books.contacts.count + 1)")
      let decisions = try await program.shell("grep -c '\"verdict\":\"matched\"' whole.ndjson")
      #expect(try #require(Int(decisions.output.trimming())) > 50)
      let all = try await program.shell(
        """
        contactsync transform --parties parties.ndjson --evidence all --without-records < contacts.ndjson |
          grep '"verdict":"matched"' | head -1
        """)
      #expect(all.output.contains(#""evidence":[{"field":"prior""#))
      #expect(!all.output.contains(#""record":"#))
    }
  }

  @Test("the number of threads, the order of the lines and the split of the files change no decision")
  func manyWays() async throws {
    try await Self.with(seed: 34, parties: 1200) { world, program, books in
      let ended = try await program.shell(
        """
        contactsync extract contacts --account books --since beginning > contacts.ndjson &&
        contactsync extract parties --organization acme > parties.ndjson &&
        contactsync transform --threads 1 --parties parties.ndjson < contacts.ndjson > one.ndjson &&
        for threads in 2 5; do
          contactsync transform --threads $threads --parties parties.ndjson < contacts.ndjson > more.ndjson &&
          cmp one.ndjson more.ndjson || exit
        done &&
        sort one.ndjson > a && shuf --random-source=parties.ndjson parties.ndjson > parties.2 &&
        shuf --random-source=parties.ndjson contacts.ndjson > contacts.2 && split -n l/7 contacts.2 part. &&
        contactsync transform --threads 3 --parties parties.2 < contacts.2 | sort | cmp a - &&
        for part in part.*; do
          contactsync transform score --threads 2 --parties parties.2 < $part > scored.$part || exit
        done &&
        cat scored.* | contactsync transform settle --threads 1 --parties parties.ndjson > settled.1 &&
        cat scored.* | contactsync transform settle --threads 4 --parties parties.2 | cmp settled.1 - &&
        sort settled.1 | cmp a - && wc -l < one.ndjson
        """)
      #expect(ended.code == 0, "\(ended.errors) \(ended.output)")
      #expect(ended.output.trimming() == "\(books.contacts.count + 1)")
      let refused = try await program.shell("contactsync transform --threads 0 --parties parties.ndjson < one.ndjson")
      #expect(refused.code == 64 && refused.errors.contains("--threads must be at least 1"))
    }
  }

  @Test("transform normalize says by what a record is compared")
  func normalize() async throws {
    try await Self.with(seed: 33, parties: 3) { _, program, _ in
      _ = try program.write(
        #"{"account":"books","id":"c1","name":"Müller & Söhne GmbH","phone_numbers":[{"number":"+49 30 901820"}]}"#
          + "\n",
        to: "contacts.ndjson")
      let ended = try await program.shell(
        """
        contactsync extract parties --organization acme > parties.ndjson &&
        contactsync transform normalize --parties parties.ndjson < contacts.ndjson
        """)
      #expect(ended.code == 0, "\(ended.errors)")
      #expect(ended.output.contains(#""phone_number":"+4930901820""#), "\(ended.output)")
      #expect(ended.output.hasPrefix(#"{"account":"books","id":"c1","keys":[""#))
    }
  }

  /// A wrong input of transform: what is in the files, and words of the complaint.
  static let wrongInputs: [(name: String, script: String, words: String)] = [
    ("no parties", "contactsync transform --parties none.ndjson < contacts.ndjson", "none.ndjson: No such file"),
    (
      "a broken line of contacts",
      "(cat contacts.ndjson; echo '{\"id\":') | contactsync transform score --parties parties.ndjson",
      "standard input:3: byte 6:"
    ),
    (
      "a contact without an id",
      "echo '{\"account\":\"books\",\"name\":\"x\"}' | contactsync transform --parties parties.ndjson",
      "standard input:1: id: missing or empty"
    ),
    (
      "a contact without an account", "echo '{\"id\":\"x\"}' | contactsync transform --parties parties.ndjson",
      "standard input: a contact without `account`"
    ),
    (
      "contacts where scored lines belong",
      "contactsync transform settle --parties parties.ndjson < contacts.ndjson",
      "standard input:1: `contact` is missing"
    ),
    (
      "parties cut off",
      "head -n 2 parties.ndjson > cut.ndjson; tail -n 1 parties.ndjson >> cut.ndjson; "
        + "contactsync transform --parties cut.ndjson < contacts.ndjson",
      "cut.ndjson: 2 parties, but its `end` counts 20"
    ),
    (
      "a party twice",
      "head -n 1 parties.ndjson | cat - parties.ndjson > twice.ndjson; "
        + "contactsync transform --parties twice.ndjson < contacts.ndjson",
      "twice.ndjson: the party p000001 comes twice"
    ),
    (
      "a broken party",
      "(echo '{'; cat parties.ndjson) > broken.ndjson; contactsync transform --parties broken.ndjson < contacts.ndjson",
      "broken.ndjson:1: byte 1:"
    ),
    (
      "standing cut off",
      ": > empty.ndjson; contactsync transform --parties parties.ndjson --standing empty.ndjson < contacts.ndjson",
      "empty.ndjson: no `end` line"
    ),
    (
      "standing of other lines",
      "contactsync transform --parties parties.ndjson --standing parties.ndjson < contacts.ndjson",
      "parties.ndjson:1: `type` must be link"
    ),
    (
      "standing that lacks a line",
      "echo '{\"account\":\"books\",\"rows\":2,\"schema\":1,\"type\":\"end\"}' > short.ndjson; "
        + "contactsync transform --parties parties.ndjson --standing short.ndjson < contacts.ndjson",
      "short.ndjson: 0 lines of the account books, but its `end` counts 2"
    ),
    (
      "a missing policy", "contactsync transform --parties parties.ndjson --policy none.yaml < contacts.ndjson",
      "none.yaml: no such file"
    ),
  ]

  @Test("A wrong input ends transform with 65 and says where", arguments: wrongInputs)
  func wrongInput(input: (name: String, script: String, words: String)) async throws {
    try await Self.with(seed: 34, parties: 20) { _, program, _ in
      let ended = try await program.shell(
        """
        contactsync extract parties --organization acme > parties.ndjson &&
        contactsync extract contacts --account books --since beginning | sed -n 1,2p > contacts.ndjson || exit 99
        \(input.script)
        """)
      #expect(ended.code == 65, "\(ended.errors)")
      #expect(ended.errors.contains("contactsync: \(input.words)"), "\(ended.errors)")
    }
  }

  static let wrongUses: [(arguments: [String], code: Int32, words: String)] = [
    (["extract", "contacts", "--account", "nobody"], 64, "nobody"),
    (["extract", "contacts", "--account", "books", "--since", "today"], 64, "--since"),
    (["extract", "parties", "--organization", "nobody"], 64, "there is no organization 'nobody'"),
    (["extract", "standing", "--account", "nobody"], 64, "nobody"),
    (["transform"], 64, "--parties"),
    (["transform", "teach", "--parties", "x"], 64, "teach"),
    (["transform", "--parties", "x", "--evidence", "none"], 64, "--evidence"),
  ]

  @Test("A wrong use of a stage gets one line and 64", arguments: wrongUses)
  func wrongUse(use: (arguments: [String], code: Int32, words: String)) async throws {
    try await Self.with(seed: 35, parties: 5) { _, program, _ in
      let ended = await program.wait(try program.start(use.arguments))
      #expect(ended.code == use.code, "\(ended.errors)")
      #expect(ended.complaints.count == 1 && ended.errors.contains(use.words), "\(ended.errors)")
    }
  }

  @Test("extract says what is wrong at Merge, and ends without an `end`")
  func mergeTrouble() async throws {
    try await Self.with(seed: 36, parties: 200) { world, program, _ in
      await world.store.add(Fault(.status(401), path: "/contacts", skip: 1, times: nil))
      let ended = try await program.run("extract", "contacts", "--account", "books", "--since", "beginning")
      #expect(ended.code == 1, "\(ended.errors)")
      #expect(ended.errors.contains("401"))
      #expect(ended.output.split(separator: "\n").count == 100)
      #expect(!ended.output.contains(#""type":"end""#))
    }
  }

  private func text(of line: some StringProtocol, _ key: String) -> String? {
    (try? LineObject(Array(line.utf8)).text(key)) ?? nil
  }
}

extension String {
  /// Without white space at either end.
  func trimming() -> String {
    var text = self[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    while text.first?.isWhitespace == true { text.removeFirst() }
    return String(text)
  }
}
