import Testing

@Suite("Options that are wrong end with one clear line, before anything is opened")
struct OptionProgramTests {
  struct Wrong: Sendable, CustomTestStringConvertible {
    var command: [String]
    var option: String
    var values: [String]
    var words: String
    var testDescription: String { "\(command.joined(separator: " ")) \(option)" }
  }

  private static let addresses = [
    "sync.example.com", "https://", "https://example.com/?a=1", "https://example.com/#a",
    "https://u:5eCr3t@example.com",
    "https://example.com/a b",
  ]
  private static let lifetimes = ["h", "8", "0s", "8 h", "-1h", "604801s", "8d", "99999999999999999999d"]

  static let wrongs = [
    Wrong(
      command: ["serve"], option: "--session-lifetime", values: lifetimes,
      words: "must be a duration such as 90s, 15m or 2h, from 1s to 7d"),
    Wrong(
      command: ["review", "link", "--organization", "acme", "--reviewer", "ada"], option: "--expires",
      values: lifetimes, words: "must be a duration such as 90s, 15m or 2h, from 1s to 7d"),
    Wrong(
      command: ["run", "some.yaml"], option: "--wait", values: ["h", "8", "1w"],
      words: "must be a duration such as 90s, 15m or 2h"),
    Wrong(command: ["serve"], option: "--public-url", values: addresses, words: "https://sync.example.com"),
    Wrong(
      command: ["review", "link", "--organization", "acme", "--reviewer", "ada"], option: "--public-url",
      values: addresses, words: "https://sync.example.com"),
    Wrong(
      command: ["accounts", "link", "--organization", "acme"], option: "--public-url", values: addresses,
      words: "https://sync.example.com"),
    Wrong(
      command: ["review", "export", "--out", "review.csv"], option: "--public-url", values: addresses,
      words: "https://sync.example.com"),
    Wrong(
      command: ["load", "--account", "a"], option: "--public-url", values: addresses, words: "https://sync.example.com"),
  ]

  @Test("Exit code 64, and the line names the option and what is right", arguments: wrongs)
  func wrong(wrong: Wrong) async throws {
    let program = try Program(database: "postgresql:///nothing?host=/nowhere", baseURL: "http://127.0.0.1:1/api")
    defer { program.remove() }
    _ = try program.write("version: 1\nname: some\n", to: "some.yaml")
    for value in wrong.values {
      let ended = await program.wait(try program.start(wrong.command + ["\(wrong.option)=\(value)"]))
      #expect(ended.code == 64, "\(value): \(ended.errors)")
      #expect(ended.complaints.count == 1 && ended.errors.contains(wrong.option), "\(value): \(ended.errors)")
      #expect(ended.errors.contains(wrong.words), "\(value): \(ended.errors)")
      #expect(ended.output.isEmpty && !ended.errors.contains("5eCr3t"))
    }
  }
}
