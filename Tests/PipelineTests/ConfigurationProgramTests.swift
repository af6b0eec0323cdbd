import Testing

@Suite("Configuration by the program")
struct ConfigurationProgramTests {
  @Test("What counts is shown with where it comes from, and no secret")
  func show() async throws {
    var program = try Program(database: "postgresql://u:5eCr3t@localhost/db", baseURL: "http://127.0.0.1:1/api")
    defer { program.remove() }
    program.environment["MERGE_RATE_LIMIT"] = "400"
    program.environment["CONTACTSYNC_TOKEN_KEYS"] = nil
    program.environment["CONTACTSYNC_TOKEN_KEYS_FILE"] = "/run/keys"
    _ = try program.write("version: 1\nname: some\nextract:\n  overlap: 2h\n", to: "some.yaml")
    let ended = try await program.run("pipeline", "show", "some.yaml")
    #expect(ended.code == 0, "\(ended.errors)")
    let rows = ended.output.split(separator: "\n").map { line in
      line.split(separator: " ", omittingEmptySubsequences: true)
    }
    func row(_ key: String) -> String? { rows.first { $0.first == key[...] }?.dropFirst().joined(separator: " ") }
    #expect(row("extract.overlap") == "2h some.yaml:4")
    #expect(row("extract.page_size") == "100 default")
    #expect(row("MERGE_RATE_LIMIT") == "400 environment")
    #expect(row("DATABASE_URL") == "(set) environment")
    #expect(row("MERGE_API_KEY") == "(set) environment")
    #expect(row("CONTACTSYNC_TOKEN_KEYS") == "(in the file) CONTACTSYNC_TOKEN_KEYS_FILE: /run/keys")
    #expect(!ended.output.contains("5eCr3t") && !ended.output.contains(World.apiKey))
  }
}
