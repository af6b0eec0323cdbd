import FoundationEssentials
import Testing

@Suite("The program: transform refine")
struct RefineProgramTests {
  /// Says `different` of the best candidate of what was left to people, and `same` of fifty links.
  private static let judged = """
    contactsync extract contacts --account books --since beginning > contacts.ndjson &&
    contactsync extract parties --organization acme > parties.ndjson &&
    contactsync transform --parties parties.ndjson --without-records < contacts.ndjson > decisions.ndjson &&
    answer() {
      sed -n '/"verdict":"'$1'"/{s/"party":"\\([^"]*\\)"/\\n\\1\\n/
        s/^[^\\n]*\\n\\([^\\n]*\\)\\n.*"contact":"\\([^"]*\\)".*/\\1 \\2/p}' \
        decisions.ndjson | while read party contact; do
          echo '{"account":"books","answer":"'$2'","contact":"'$contact'","party":"'$party'","type":"judgement"}'
        done
    } &&
    (answer matched same | head -n 50; answer review different) > judgements.ndjson &&
    (cat judgements.ndjson
     echo '{"account":"books","rows":'$(wc -l < judgements.ndjson)',"schema":1,"type":"end"}') > standing.ndjson
    """

  @Test("It writes a policy that can be used, the same for lines in any order; what was wrong is believed less")
  func refine() async throws {
    try await StageProgramTests.with(seed: 87, parties: 420) { _, program, _ in
      let refined = try await program.shell(
        Self.judged
          + """
           && contactsync transform refine --parties parties.ndjson --standing standing.ndjson --out own.yaml \
            < contacts.ndjson && contactsync policy lint own.yaml && grep -A2 '^correction' own.yaml &&
          shuf --random-source=own.yaml contacts.ndjson | contactsync transform refine --threads 1 \
            --parties parties.ndjson --standing standing.ndjson 2>/dev/null | cmp - own.yaml &&
          contactsync transform --parties parties.ndjson --policy own.yaml --without-records < contacts.ndjson > after.ndjson
          grep -c '"matched"' decisions.ndjson after.ndjson
          """)
      #expect(refined.code == 0, "\(refined.errors)")
      #expect(refined.errors.contains("50 the same as their best candidate; shift -"), "\(refined.errors)")
      let counts = refined.output.split(separator: "\n").suffix(2).compactMap { Int($0.split(separator: ":")[1]) }
      #expect(counts[1] < counts[0], "\(refined.output)")
    }
  }

  @Test("Too few answers are refused with what is needed, and no file is written; without --standing the usage is told")
  func wrong() async throws {
    try await StageProgramTests.with(seed: 87, parties: 60) { _, program, _ in
      let few = try await program.shell(
        Self.judged
          + " && contactsync transform refine --parties parties.ndjson --standing standing.ndjson --out own.yaml < contacts.ndjson"
      )
      #expect(few.code == 65)
      #expect(few.errors.contains("are needed; keep your policy"), "\(few.errors)")
      #expect(few.complaints.count == 1, "\(few.errors)")
      #expect(!FileManager.default.fileExists(atPath: program.folder + "/own.yaml"))
      let usage = try await program.run("transform", "refine", "--parties", "parties.ndjson")
      #expect(usage.code == 64)
      #expect(usage.errors.contains("--standing is needed"), "\(usage.errors)")
    }
  }
}
