import FoundationEssentials
import Sandbox
import Testing

@Suite("Files that a run keeps")
struct KeepFilesTests {
  private static func kept(_ program: Program, _ folder: String = "run-files") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(program.folder)/\(folder)").sorted()
  }

  private static let again = """
    contactsync extract parties --organization acme > parties.ndjson &&
    contactsync extract standing --account books > standing.ndjson &&
    contactsync transform --parties parties.ndjson --standing standing.ndjson < $KEPT |
      contactsync load --account books
    """

  @Test("The contacts as they were read: transform | load on them changes nothing", arguments: [true, false])
  func asRead(isFile: Bool) async throws {
    let books = Books(seed: 71, parties: 150)
    try await World.with(accounts: [("books", books.lines)], parties: books.parties) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write(ExportFile.lines(books.contacts) + "{\"name\":\"Nobody\"}\n", to: "contacts.ndjson")
      let pipeline =
        isFile ? ExportFile.pipeline("contacts.ndjson", account: "books", isCSV: false) : "version: 1\nname: n\n"
      _ = try program.write(pipeline, to: "p.yaml")
      let run = try await program.run("run", "p.yaml", "--keep-files", "--output", "there")
      #expect(run.code == 0, "\(run.errors)")
      let name = try #require(try Self.kept(program, "there/run-files").first)
      #expect(name.wholeMatch(of: #/[0-9]{8}T[0-9]{6}Z-run-1-books\.contacts\.ndjson/#) != nil, "\(name)")
      let path = "there/run-files/\(name)"
      let modes = try await program.shell("stat -c %a there/run-files \(path)")
      #expect(modes.output == "700\n600\n")
      let lines = try await program.shell("wc -l < \(path)")
      #expect(lines.output.trimming() == "\(books.contacts.count + (isFile ? 2 : 1))")

      let before = try await world.fingerprint()
      let watermark = try await world.scalar("select watermark::text from contactsync.linked_account")
      #expect((watermark == nil) == isFile)
      let loaded = try await program.shell(Self.again.replacing("$KEPT", with: path))
      #expect(loaded.code == 0, "\(loaded.errors)")
      #expect(try await world.fingerprint() == before)
      #expect(try await world.scalar("select watermark::text from contactsync.linked_account") == watermark)

      #expect(try await program.run("run", "p.yaml", "--keep-files", "--output", "there").code == 0)
      #expect(try Self.kept(program, "there/run-files").count == 2)
    }
  }

  @Test("A read that ends early leaves a file without its end, and what follows it is no whole file either")
  func interrupted() async throws {
    let books = Books(seed: 72, parties: 250)
    try await World.with(accounts: [("books", books.lines)], parties: books.parties) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write("version: 1\nname: n\n", to: "p.yaml")
      await world.store.add(Fault(.status(401), path: "/contacts", skip: 1))
      #expect(try await program.run("run", "p.yaml", "--keep-files").code == 1)
      let first = try #require(try Self.kept(program).first)
      let loaded = try await program.shell(Self.again.replacing("$KEPT", with: "run-files/\(first)"))
      #expect(loaded.code == 65 && loaded.errors.contains("there is no `end` of the account books"), "\(loaded.errors)")
    }
    try await World.with(accounts: [("books", books.lines)], parties: books.parties) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write("version: 1\nname: n\n", to: "p.yaml")
      await world.store.add(Fault(.status(401), path: "/contacts", skip: 1))
      #expect(try await program.run("run", "p.yaml").code == 1)
      #expect(try await program.run("run", "p.yaml", "--account", "books", "--keep-files").code == 0)
      let ends = try await program.shell("cat run-files/* | grep -c '\"type\":\"end\"'")
      #expect(ends.output.trimming() == "0")
    }
  }

  @Test("A read that begins anew, because Merge refuses its cursor, leaves what it read the second time")
  func restarted() async throws {
    let books = Books(seed: 73, parties: 250)
    try await World.with(accounts: [("books", books.lines)], parties: books.parties) { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write("version: 1\nname: n\n", to: "p.yaml")
      await world.store.add(Fault(.refuseCursor, path: "/contacts", times: 1))
      #expect(try await program.run("run", "p.yaml", "--keep-files").code == 0)
      #expect(await world.cursorsServed().count { $0.isEmpty } == 2, "the first page was read twice")
      let lines = try await program.shell("wc -l < run-files/*.ndjson")
      #expect(lines.output.trimming() == "\(books.contacts.count + 1)")
      let loaded = try await program.shell(Self.again.replacing("$KEPT", with: "run-files/*"))
      #expect(loaded.code == 0, "\(loaded.errors)")
    }
  }

  @Test("Old files go when new ones are kept, others stay; any account's id makes a name of its own")
  func retention() async throws {
    let ids = ["a/b", "a_b", "ü", String(repeating: "x", count: 254) + "1", String(repeating: "x", count: 254) + "2"]
    try await World.with(accounts: ids.map { ($0, "") }, parties: "id\np1\n") { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write("version: 1\nname: n\nretention: { run_files: 30d }\n", to: "p.yaml")
      let run = try await program.run("run", "p.yaml", "--keep-files")
      #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
      #expect(try Self.kept(program).count == ids.count)
      let others = ["20200101T000000Z-run-1-books.txt", "20990101T000000Z-run-1-books.contacts.ndjson", "notes.ndjson"]
      for name in others + ["20200101T000000Z-run-1-books.contacts.ndjson"] {
        _ = try program.write("x", to: "run-files/\(name)")
      }
      #expect(try await program.run("run", "p.yaml", "--keep-files", "--account", "ü").code == 0)
      let left = try Self.kept(program)
      #expect(left.count == ids.count + 1 + others.count, "\(left)")
      #expect(Set(others).isSubset(of: left))
    }
  }

  @Test("A folder that cannot be written to is said before anything is changed")
  func unusableFolder() async throws {
    try await World.with(accounts: [("books", "")], parties: "id\np1\n") { world in
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      _ = try program.write("version: 1\nname: n\n", to: "p.yaml")
      _ = try program.write("no folder", to: "file")
      let before = try await world.contents()
      let ended = try await program.run("run", "p.yaml", "--keep-files", "--output", "file")
      #expect(
        ended.code == 1 && ended.errors.hasPrefix("contactsync: file/run-files: cannot be written to"),
        "\(ended.errors)")
      #expect(try await world.contents() == before)
    }
  }
}
