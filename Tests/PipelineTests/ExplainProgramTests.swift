import FoundationEssentials
import NDJSON
import Testing

@Suite("The program: explain")
struct ExplainProgramTests {
  static let parties = """
    id,name,email_address,phone_number,street_1,city,zip_code,country,deleted_at,merged_into
    p-17,"Harbor Lane Bakery, LLC",orders@harbourlane.example,+1 (415) 555-0123,12 Wharf St Ste 4,,94107,US,,
    p-18,Harbor Lane Fishery,office@fishery.example,+1 (415) 555-0144,13 Wharf St,San Francisco,94107,US,,
    p-20,Müller Bürobedarf GmbH,info@mueller.example,,Hafenstraße 1,Hamburg,20457,DE,,
    p-21,Harbor Lane Cakes,,,,,,,2026-01-01T00:00:00Z,

    """

  static func contact(_ id: String, name: String, _ rest: String = "") -> String {
    #"{"id":"\#(id)","name":"\#(name)",\#(rest)"is_customer":true,"#
      + #""created_at":"2026-01-01T00:00:00Z","modified_at":"2026-01-01T00:00:00Z"}"#
  }

  static let contacts = [
    contact(
      "c1", name: "Harbour Lane Bakery",
      #""email_address":"ap@harbourlane.example","phone_numbers":[{"number":"415.555.0123"}],"#
        + ##""addresses":[{"street_1":"12 Wharf St","street_2":"#4","zip_code":"94107","country":"US"}],"##),
    contact("c2", name: #"Fake\u001b[31m\nName\u202e"#, #""email_address":"nobody@elsewhere.example","#),
  ].joined(separator: "\n")

  static func with(_ body: @Sendable (World, Program) async throws -> Void) async throws {
    try await World.with(accounts: [("one", contacts)], parties: parties) { world in
      _ = try await world.run(PipelineRunTests.backfill)
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      try await body(world, program)
    }
  }

  /// The words of a rendering, without what the weights of a policy move: bits, bars, probabilities, rules that apply.
  static func words(_ text: String) -> [String] {
    let names = ["name", "tax_number", "email_address", "phone_number", "address", "prior", "total"]
    return text.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line in
      var rest = String(line)
      if let row = rest.wholeMatch(of: /\s+[+-]\d+\.\d\s[-+| ]+\s\s([a-z].*)/) {
        rest = String(row.1)
        if !names.contains(where: rest.hasPrefix) { return nil }
      }
      rest = rest.trimming().replacing(/r\s*0\s*m\s/, with: "r 0 m ").replacing(/\s\s+/, with: "  ")
      return rest.replacing(/[+-]?\d+\.\d bits/, with: "B").replacing(/\([+-]\d+\.\d\)/, with: "(B)")
        .replacing(/0\.\d+/, with: "P")
    }
  }

  static let golden = """
    Harbour Lane Bakery
    contact c1 of one

    matched to p-17 Harbor Lane Bakery, LLC, probability P (+NAME+EMAIL+PHONE+ADDRESS)
    because: likely enough, and ahead of its rivals
    linked to p-17 (auto, primary)

    p-17  Harbor Lane Bakery, LLC  probability P, B
    bits  contact  party
    prior
    name: close  Harbour Lane Bakery  Harbor Lane Bakery, LLC
    -> harbour lane bakery  -> harbor lane bakery
    tax_number: missing
    email_address: same_domain  ap@harbourlane.example  orders@harbourlane.example
    phone_number: same  415.555.0123  +1 (415) 555-0123
    -> +14155550123  -> +14155550123
    address: same_unit  12 Wharf St, #4, 94107, US  12 Wharf St Ste 4, 94107, US
    -> 12 wharf st 4 94107  -> 12 wharf st 4 94107
    total
    r 0 m  r: review from P (B), m: matched from P (B)

    Bits add up, and each doubles the odds.
    To be matched, the best must also be ahead of every rival by B;
    differing names, branches and legal forms are left to people.
    """

  @Test("One rendering, word by word")
  func rendering() async throws {
    try await Self.with { _, program in
      let ended = try await program.run("explain", "c1")
      #expect(ended.code == 0, "\(ended.errors)")
      #expect(Self.words(ended.output).joined(separator: "\n").trimming() == Self.golden, "\(ended.output)")
      #expect(ended.output.utf8.allSatisfy { $0 < 0x80 }, "a pipe gets plain text")
      let prior = try #require(ended.output.split(separator: "\n").first { $0.contains("  prior") })
      let total = try #require(ended.output.split(separator: "\n").first { $0.hasSuffix("total") })
      #expect(prior.contains(/-4\.0\s+-+\|\s+prior/), "negative bits lie left of zero")
      #expect(total.contains(/\s\|\++\s+total/), "and positive ones right of it")
    }
  }

  @Test(
    "A terminal gets blocks under UTF-8, colors unless it does not want them, and never a record's control characters")
  func terminal() async throws {
    try await Self.with { _, program in
      func shown(_ variables: String, _ arguments: String) async throws -> String {
        let ended = try await program.shell(
          "script -qec \"env \(variables) '\(Program.path)' explain \(arguments)\" /dev/null")
        #expect(ended.code == 0, "\(ended.errors)\(ended.output)")
        return ended.output
      }
      let colored = try await shown("LANG=C.UTF-8 TERM=xterm", "c1")
      #expect(colored.contains("█") && colored.contains("▒") && colored.contains("→") && colored.contains("\u{1B}[32m"))
      let plain = try await shown("LANG=C.UTF-8 NO_COLOR=1", "c1")
      #expect(plain.contains("█") && !plain.contains("\u{1B}"))
      for (variables, arguments) in [("LANG=C NO_COLOR=1", "c1"), ("LANG=C.UTF-8", "c1 --no-color")] {
        let ascii = try await shown(variables, arguments)
        #expect(ascii.utf8.allSatisfy { $0 < 0x80 && $0 != 0x1B } && ascii.contains("++"))
      }
      let hostile = try await shown("LANG=C.UTF-8 NO_COLOR=1", "c2")
      #expect(hostile.contains("Fake") && !hostile.contains("\u{1B}") && !hostile.contains("\u{202E}"))
      #expect(hostile.contains("elsewhere.example"), "what is known of a contact without candidates")
    }
  }

  @Test("Why not another party, in words")
  func whyNot() async throws {
    try await Self.with { world, program in
      func why(_ contact: String, _ party: String) async throws -> String {
        let ended = try await program.run("explain", contact, "--against", party)
        #expect(ended.code == 0, "\(ended.errors)")
        let line = ended.output.split(separator: "\n").first { $0.hasPrefix("Why not \(party): ") }
        return String(try #require(line, "\(ended.output)"))
      }
      #expect(try await why("c1", "p-17").contains("it is: this is the party"))
      #expect(try await why("c1", "p-20").contains("never compared: they share no blocking key"))
      #expect(try await why("c1", "p-21").contains("the platform retired it"))
      let candidates = try await world.column(
        "select party_id from contactsync.candidate where contact_id = 'c1' and party_id = 'p-18'")
      let other = try await why("c1", "p-18")
      #expect(other.contains(candidates.isEmpty ? "not kept as candidates" : "p-17 is ahead by"), "\(other)")
      try await world.judge("c1", "p-18", "different")
      #expect(try await why("c1", "p-18").contains("a person or an import said that it is not"))
      let unknown = try await program.run("explain", "c1", "--against", "p-99")
      #expect(unknown.code == 64 && unknown.errors.contains("there is no party 'p-99'"))
    }
  }

  @Test("What explains is what was decided: the best candidate and its bits, whatever the verdict")
  func agrees() async throws {
    let books = Books(seed: 86, parties: 150)
    try await World.with(accounts: [("one", books.lines)], parties: books.parties) { world in
      _ = try await world.run(PipelineRunTests.backfill)
      let program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      let rows = try await world.column(
        """
        select contact_id || ' ' || best_party_id from (
          select *, row_number() over (partition by verdict order by match_key, contact_id) as place
          from contactsync.decision where best_party_id is not null
        ) as ranked where place <= 8
        """)
      #expect(rows.count > 15)
      for row in rows.map({ $0.split(separator: " ").map(String.init) }) {
        let ended = try await program.run("explain", row[0], "--json")
        let object = try LineObject(Array(ended.output.utf8))
        let best = try #require(try object.objects("candidates").first, "\(ended.errors)")
        let weight = try #require(try object.number("weight"))
        #expect(try best.text("party") == row[1])
        #expect(abs(try #require(try best.number("weight")) - weight) < 0.006)
        let evidence = try best.objects("evidence")
        let sum = try evidence.dropLast().reduce(0) { $0 + (try $1.number("weight") ?? 0) }
        #expect(abs(sum - weight) < 0.006, "the bits add up")
      }
    }
  }
}
