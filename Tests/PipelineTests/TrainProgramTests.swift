import FoundationEssentials
import Testing

@Suite("The program: transform train")
struct TrainProgramTests {
  private static let files = """
    contactsync extract contacts --account books --since beginning > contacts.ndjson &&
    contactsync extract parties --organization acme > parties.ndjson
    """

  @Test("It writes a policy that can be used, the same for lines in any order and any number of threads")
  func train() async throws {
    try await StageProgramTests.with(seed: 86, parties: 420) { _, program, _ in
      let trained = try await program.shell(
        """
        \(Self.files) && contactsync transform train --parties parties.ndjson --out own.yaml < contacts.ndjson
        """)
      #expect(trained.code == 0, "\(trained.errors)")
      #expect(trained.output.isEmpty)
      #expect(trained.errors.contains("exact_valid") && trained.errors.contains("m, u: "), "\(trained.errors)")
      let again = try await program.shell(
        """
        head -n -1 parties.ndjson | shuf --random-source=own.yaml > mixed.ndjson &&
        tail -n 1 parties.ndjson >> mixed.ndjson &&
        shuf --random-source=own.yaml contacts.ndjson |
          contactsync transform train --threads 1 --parties mixed.ndjson > again.yaml &&
        cmp own.yaml again.yaml && contactsync policy lint own.yaml && head -5 own.yaml
        """)
      #expect(again.code == 0, "\(again.errors)")
      #expect(again.output.contains("own.yaml: fine"), "\(again.output)")
      #expect(again.output.contains(" and 420 parties: "), "\(again.output)")
      let used = try await program.shell(
        "contactsync transform --parties parties.ndjson --policy own.yaml < contacts.ndjson | grep -c '\"matched\"'")
      #expect(try #require(Int(used.output.trimming())) > 150, "\(used.errors)")
    }
  }

  @Test("Too few contacts are refused, and no file is written; a broken line is said and the others are learned from")
  func wrong() async throws {
    try await StageProgramTests.with(seed: 86, parties: 420) { _, program, _ in
      let few = try await program.shell(
        """
        \(Self.files) && head -n 40 contacts.ndjson |
          contactsync transform train --parties parties.ndjson --out own.yaml
        """)
      #expect(few.code == 65)
      #expect(few.errors.contains("standard input: too little to learn from: "), "\(few.errors)")
      #expect(few.complaints.count == 1, "\(few.errors)")
      #expect(!FileManager.default.fileExists(atPath: program.folder + "/own.yaml"))
      let broken = try await program.shell(
        """
        (echo '{"id":'; cat contacts.ndjson) | contactsync transform train --parties parties.ndjson --out own.yaml
        """)
      #expect(broken.code == 65)
      #expect(broken.errors.contains("standard input:1: byte 6:"), "\(broken.errors)")
      #expect(FileManager.default.fileExists(atPath: program.folder + "/own.yaml"))
    }
  }
}
