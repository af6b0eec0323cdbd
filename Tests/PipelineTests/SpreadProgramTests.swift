import FoundationEssentials
import Testing

@Suite("The program: work that is spread over machines")
struct SpreadProgramTests {
  private static let files = """
    contactsync extract contacts --account books --since beginning > contacts.ndjson &&
    contactsync extract parties --organization acme > parties.ndjson &&
    contactsync transform --parties parties.ndjson < contacts.ndjson > whole.ndjson &&
    contactsync transform score --parties parties.ndjson < contacts.ndjson > scored.ndjson &&
    contactsync transform frequencies --parties parties.ndjson > frequencies.ndjson &&
    grep -v '"type":"end"' parties.ndjson | split -n r/3 - parties. &&
    for part in parties.a?; do
      printf '{"organization":"acme","party_revision":%s,"rows":%s,"schema":1,"type":"end"}\n' \
        $(tail -n 1 parties.ndjson | sed 's/.*"party_revision":\\([0-9]*\\),.*/\\1/') $(wc -l < $part) >> $part
    done
    """

  @Test("Scored against parts of the parties and merged, contacts have the candidates that all parties give")
  func parts() async throws {
    try await StageProgramTests.with(seed: 87, parties: 300) { _, program, books in
      let ended = try await program.shell(
        """
        \(Self.files)
        number=0
        for part in parties.a?; do
          grep -v '"type":"end"' contacts.ndjson |
            contactsync transform score --parties $part --frequencies frequencies.ndjson |
            sed "s/}$/,\\"part\\":$number}/" > part.$number || exit
          number=$((number + 1))
        done
        paste -d '\\n' part.0 part.1 part.2 | contactsync transform merge --parties /dev/null > merged.ndjson &&
        grep -v '"type":"end"' scored.ndjson | cmp - merged.ndjson && grep -c '"party":' merged.ndjson
        """)
      #expect(ended.code == 0, "\(ended.errors)")
      #expect(try #require(Int(ended.output.trimming())) > 50)
      let unfrozen = try await program.shell(
        """
        contactsync transform score --parties parties.aa < contacts.ndjson > own.ndjson &&
        ! grep -q "$(grep -o '"matcher_version":"[0-9a-f]*"' scored.ndjson | head -n 1)" own.ndjson
        """)
      #expect(unfrozen.code == 0, "\(unfrozen.errors)")
    }
  }

  @Test("edges names the parties that hold contacts together; settle obeys floors that were raised outside")
  func edges() async throws {
    try await StageProgramTests.with(seed: 88, parties: 200) { _, program, books in
      let ended = try await program.shell(
        """
        \(Self.files)
        contactsync transform edges --parties parties.ndjson < scored.ndjson > edges.ndjson &&
        wc -l < edges.ndjson && grep -c '"rises":[0-9]' edges.ndjson &&
        sed 's/}$/,"rises":24}/' scored.ndjson | contactsync transform settle --parties parties.ndjson > cut.ndjson &&
        grep -c '"verdict":"matched"' whole.ndjson && ! cmp -s whole.ndjson cut.ndjson
        """)
      #expect(ended.code == 0, "\(ended.errors)")
      let counts = ended.output.split(separator: "\n").compactMap { Int($0.trimmingPrefix(" ")) }
      try #require(counts.count == 3)
      #expect(counts[0] == books.contacts.count)
      #expect(counts[1] >= counts[2] && counts[2] > 50)
    }
  }

  @Test("Files that are none are refused with their place")
  func wrong() async throws {
    try await StageProgramTests.with(seed: 88, parties: 20) { _, program, _ in
      let ended = try await program.shell(
        """
        \(Self.files)
        contactsync transform score --parties parties.ndjson --frequencies parties.ndjson < contacts.ndjson
        """)
      #expect(ended.code == 65)
      #expect(ended.errors.contains("parties.ndjson:1: "), "\(ended.errors)")
      #expect(ended.complaints.count == 1, "\(ended.errors)")
      let unparted = try await program.shell(
        "grep -v '\"type\"' scored.ndjson | head -n 1 | contactsync transform merge --parties /dev/null")
      #expect(unparted.code == 65 && unparted.errors.contains("standard input:1: `part` is missing"))
      let empty = try await program.shell(
        "contactsync transform score --parties parties.ndjson --frequencies /dev/null")
      #expect(empty.code == 65 && empty.errors.contains("/dev/null: no frequencies in it"))
    }
  }

  @Test("contactsync-transform gives the same lines, and needs neither libpq nor a network library")
  func product() async throws {
    try await StageProgramTests.with(seed: 88, parties: 200) { _, program, _ in
      let ended = try await program.shell(
        """
        \(Self.files)
        '\(Program.path)-transform' --parties parties.ndjson < contacts.ndjson | cmp - whole.ndjson &&
        '\(Program.path)-transform' score --parties nowhere < contacts.ndjson; echo $? &&
        ldd '\(Program.path)-transform'
        """)
      #expect(ended.code == 0, "\(ended.errors)")
      #expect(ended.output.hasPrefix("65\n"))
      #expect(ended.errors.contains("contactsync-transform: nowhere: "), "\(ended.errors)")
      #expect(!ended.output.contains("libpq") && !ended.output.contains("libssl"), "\(ended.output)")
      #expect(ended.output.contains("libphonenumber"))
    }
  }
}
