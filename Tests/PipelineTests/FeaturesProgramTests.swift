import TestSupport
import Testing
import Transform

@Suite("What the ruling's model is trained on")
struct FeaturesProgramTests {
  private static func program() throws -> Program {
    try Program(database: "postgres://nobody@localhost:1/none", baseURL: "http://127.0.0.1:1")
  }

  @Test("A made-up world is the same each time, and each seed has its own")
  func worlds() async throws {
    let program = try Self.program()
    defer { program.remove() }
    let ended = try await program.shell(
      """
      for world in "5 one" "5 again" "6 other"; do set -- $world
        contactsync sandbox generate --parties 60 --seed $1 --out $2 || exit
      done
      diff -r one again && ls one && ! cmp -s one/truth.csv other/truth.csv
      """)
    #expect(ended.code == 0, "\(ended.errors)")
    #expect(ended.output.split(separator: "\n") == ["accounting.ndjson", "patterns.csv", "platform.csv", "truth.csv"])
    let none = try await program.run("sandbox", "generate", "--parties", "0", "--out", "none")
    #expect(none.code == 64 && none.errors.contains("--parties must be at least 1"))
  }

  @Test("Each candidate is a row with every value that the model sees")
  func features() async throws {
    let program = try Self.program()
    defer { program.remove() }
    _ = try program.write(
      """
      {"addresses":[],"id":"p,1","name":"Harbor Lane Bakery, LLC","organization":"o","phone_numbers":[{"number":"+12175550123"}]}

      """, to: "parties.ndjson")
    _ = try program.write(
      """
      {"account":"a","addresses":[],"id":"c1","name":"Harbour Lane Bakery","phone_numbers":[{"number":"217 555 0123"}]}
      {"account":"a","addresses":[],"id":"c2","name":"Quite Another","phone_numbers":[]}

      """, to: "contacts.ndjson")
    let ended = try await program.shell("contactsync transform features --parties parties.ndjson < contacts.ndjson")
    #expect(ended.code == 0, "\(ended.errors)")
    let lines = ended.output.split(separator: "\n")
    try #require(lines.count == 2)
    #expect(lines[0] == "contact,party," + PairFeatures.names.joined(separator: ","))
    #expect(lines[1].hasPrefix("c1,\"p,1\","))
    #expect(lines[1].split(separator: ",").count == 3 + PairFeatures.names.count)
  }
}
