import FoundationEssentials
import Pipeline
import TestSupport
import Testing

/// Every key of the table, wrong in each way: the line must be right, the key named, and what is allowed said.
@Suite("Every key of a pipeline file, wrong in each way")
struct ConfigurationKeyTests {
  /// A file with one mistake.
  struct Wrong: Sendable, CustomTestStringConvertible {
    var what: String
    var text: String
    var line: Int
    /// Words that the message must hold.
    var words: [String]
    /// Problems that follow from it.
    var others = 0
    var testDescription: String { what }
  }

  static let wrongs: [Wrong] = {
    let mistakes: [(ConfigurationKey) -> [Wrong]] = [misspelt, types, ranges, places, required, twice]
    var wrongs: [Wrong] = []
    for key in ConfigurationKey.all { for mistake in mistakes { wrongs += mistake(key) } }
    return wrongs
  }()

  @Test("is reported with its line and what is allowed", arguments: wrongs)
  func reported(wrong: Wrong) throws {
    let error = #expect(throws: ConfigurationError.self, "\(wrong.text)") {
      try PipelineFile(path: "p.yaml", text: wrong.text)
    }
    let problems = try #require(error).problems
    let problem = problems.first { problem in wrong.words.allSatisfy(problem.message.contains) }
    let found = try #require(problem, "\(wrong.words) in \(problems) of:\n\(wrong.text)")
    #expect(found.line == wrong.line, "\(found) of:\n\(wrong.text)")
    #expect(problems.count == 1 + wrong.others, "\(problems)")
  }

  @Test("The table's defaults and examples are right values themselves", arguments: ConfigurationKey.all.map(\.path))
  func examples(path: String) throws {
    let key = try #require(ConfigurationKey.named(path))
    for value in [key.example, key.standard ?? key.example] {
      _ = try PipelineFile(path: "p.yaml", text: Document(key, value).text)
    }
  }

  @Test("The file of all examples is read, and docs/configuration.md is what the tables say")
  func document() throws {
    for example in [ConfigurationDocument.example, ConfigurationDocument.fileExample] {
      _ = try PipelineFile(path: "p.yaml", text: example)
    }
    let path = repositoryRoot + "/docs/configuration.md"
    let text = FileManager.default.contents(atPath: path).flatMap { String(data: $0, encoding: .utf8) }
    #expect(text == ConfigurationDocument.markdown, "run `make docs`")
  }

  @Test("Every variable that the sources read is in the table")
  func variables() throws {
    var read: Set<String> = []
    for name in try FileManager.default.subpathsOfDirectory(atPath: repositoryRoot + "/Sources")
    where name.hasSuffix(".swift") && !name.contains("Sandbox") && !name.hasSuffix("ConfigurationKeys.swift") {
      let data = FileManager.default.contents(atPath: repositoryRoot + "/Sources/" + name) ?? Data()
      for match in String(decoding: data, as: UTF8.self).matches(of: #/"((?:MERGE|CONTACTSYNC)_[A-Z_]*[A-Z])"/#) {
        read.insert(String(match.1))
      }
    }
    #expect(read.count > 5)
    #expect(read.subtracting(EnvironmentVariable.all.map(\.name)) == [])
  }

  // MARK: mistakes

  private static func misspelt(_ key: ConfigurationKey) -> [Wrong] {
    var document = Document(key, key.example)
    let name = document.path[document.path.count - 1]
    document.path[document.path.count - 1] = name + "x"
    return [
      Wrong(
        what: "\(key.path) misspelt", text: document.text, line: document.line,
        words: ["unknown key `\(document.path.joined(separator: "."))`", "did you mean `\(name)`?"],
        others: key.standard == nil ? 1 : 0)
    ]
  }

  private static func types(_ key: ConfigurationKey) -> [Wrong] {
    var values: [String]
    switch key.kind {
    case .text, .template: values = ["[a]", "{ a: b }"]
    case .path: values = ["[a]", "{ a: b }", "5"]
    case .columns: values = ["a", "5", "[a]", "{}"]
    case .texts: values = ["a", "5", "{ a: b }", "[]", "[[a]]", "[\"\"]"]
    case .selection: values = ["some", "5", "[a]", "true"]
    case .integer, .share: values = ["many", "true", "[1]", "{ a: 1 }", "\"1\"", "1.x"]
    default: values = ["[a]", "{ a: b }", "5", "some thing"]
    }
    if key.standard == nil { values.append("null") }
    return values.map { value in
      let document = Document(key, value)
      let words = ["`\(document.path.joined(separator: "."))` must be ", key.kind.description]
      return Wrong(what: "\(key.path): \(value)", text: document.text, line: document.line, words: words)
    }
  }

  private static func ranges(_ key: ConfigurationKey) -> [Wrong] {
    var values: [String]
    switch key.kind {
    case .integer(let range):
      values = ["\(range.lowerBound - 1)", "\(range.upperBound + 1)", "1.5", "99999999999999999999"]
    case .share: values = ["-0.1", "1.1", ".nan", ".inf"]
    case .duration(let range):
      values = ["\(range.upperBound + 1)s", "-1s", "15", "15 m", "1w", "99999999999999999999d"]
      if range.lowerBound > 0 { values.append("\(range.lowerBound - 1)s") }
    case .choice(let words): values = ["no-\(words[0])", words[0] == "false" ? "true" : words[0].uppercased() + "_"]
    case .choiceOrInstant, .instant: values = ["yesterday", "2026-02-30T00:00:00Z", "2026-01-31"]
    case .template: values = ["\"out/{organisation}.csv\"", "\"out/{.csv\""]
    case .variable: values = ["lower_case", "WITH-DASH", "sk_live_5eCr3t", "postgres://user:5eCr3t@host/db", "\"\""]
    case .baseURL:
      values = ["merge.dev", "http://merge.dev/api", "https://user:5eCr3t@merge.dev/api", "https://merge.dev/api/"]
    case .publicURL:
      values = [
        "sync.example.com", "ftp://example.com", "https://", "https://example.com/?a=1", "https://example.com/#a",
        "https://user:5eCr3t@example.com", "\"https://example.com/a b\"", "https://example.com//",
      ]
    case .text: values = ["\"\""]
    case .path: values = ["contacts", "contacts.xlsx", "csv", ".csv", "\"\""]
    case .texts, .selection, .columns: values = []
    }
    return values.map { value in
      let document = Document(key, value)
      let words = ["`\(document.path.joined(separator: "."))` must be ", key.kind.description]
      return Wrong(what: "\(key.path): \(value)", text: document.text, line: document.line, words: words)
    }
  }

  /// Below the wrong parent; a scalar in place of its parent.
  private static func places(_ key: ConfigurationKey) -> [Wrong] {
    guard key.standard != nil, key.kind != .selection, !key.path.contains("*") else { return [] }
    let parts = key.path.split(separator: ".").map(String.init)
    let name = parts[parts.count - 1]
    var wrongs: [Wrong] = []
    var elsewhere = Document(key, key.example)
    elsewhere.path = parts.count == 1 ? ["extract", name] : [name]
    let full = elsewhere.path.joined(separator: ".")
    if ConfigurationKey.named(full) == nil {
      wrongs.append(
        Wrong(
          what: "\(key.path) in the wrong place", text: elsewhere.text, line: elsewhere.line,
          words: ["unknown key `\(full)`", "known "]))
    }
    if parts.count > 1, parts[0] != "accounts" {
      let above = parts.dropLast().joined(separator: ".")
      var scalar = Document(key, "5")
      scalar.path = Array(parts.dropLast())
      wrongs.append(
        Wrong(
          what: "a number in place of \(above)", text: scalar.text, line: scalar.line,
          words: ["`\(above)` needs keys below it", name]))
    }
    return wrongs
  }

  private static func required(_ key: ConfigurationKey) -> [Wrong] {
    guard key.standard == nil else { return [] }
    var document = Document(key, key.example)
    document.isLeftOut = true
    return [
      Wrong(
        what: "\(key.path) left out", text: document.text, line: document.lineOfParent,
        words: ["required key `\(document.path.joined(separator: "."))` is missing", key.kind.description])
    ]
  }

  private static func twice(_ key: ConfigurationKey) -> [Wrong] {
    guard key.kind != .selection else { return [] }
    var document = Document(key, key.example)
    document.repetitions = 2
    return [
      Wrong(
        what: "\(key.path) twice", text: document.text, line: document.line + 1,
        words: ["key written twice: \(document.path[document.path.count - 1])", "line \(document.line)"])
    ]
  }
}

/// A pipeline file that says one thing, in its own line, below what must be there.
private struct Document {
  var key: ConfigurationKey
  var value: String
  /// Where it is said.
  var path: [String]
  var isLeftOut = false
  var repetitions = 1

  init(_ key: ConfigurationKey, _ value: String) {
    self.key = key
    self.value = value
    path = Self.written(key)
  }

  private static func written(_ key: ConfigurationKey) -> [String] {
    key.path.split(separator: ".").map { $0 == "*" ? "eu" : String($0) }
  }

  /// Keys that need one another.
  private static let companions = [
    "parties.query": ["parties.database_url_env"], "parties.database_url_env": ["parties.query"],
    "extract.file": ["accounts"], "extract.columns": ["accounts", "extract.file"],
    "create.enabled": ["create.accounts"], "update.enabled": ["update.fields"],
  ]

  /// What must be there besides: the other required keys, at the top and beside this one, and those that it needs.
  private var neighbours: [(path: [String], value: String)] {
    let own = Self.written(key)
    let companions = value == "null" ? [] : Self.companions[key.path] ?? []
    return ConfigurationKey.all.filter { other in
      (other.standard == nil && other.path != key.path) || companions.contains(other.path)
    }.compactMap { other in
      let path = Self.written(other)
      let example = other.kind == .selection ? "{ ids: [books] }" : other.example
      return path.count == 1 || path.dropLast() == own.dropLast() ? (path, example) : nil
    }
  }

  private var lines: [String] {
    var lines = neighbours.filter { $0.path.count == 1 }.map { "\($0.path[0]): \($0.value)" }
    lines.append("# the key in question")
    for (depth, name) in path.dropLast().enumerated() { lines.append(indent(depth) + name + ":") }
    for neighbour in neighbours where neighbour.path.count > 1 && path.count > 1 {
      lines.append(indent(neighbour.path.count - 1) + "\(neighbour.path[neighbour.path.count - 1]): \(neighbour.value)")
    }
    return lines
  }

  private func indent(_ depth: Int) -> String { String(repeating: "  ", count: depth) }

  /// Of the first time that it is said, 1-based.
  var line: Int { lines.count + 1 }

  /// Of the mapping that it should stand in.
  var lineOfParent: Int {
    path.count == 1 ? 1 : 1 + (lines.lastIndex { $0.hasSuffix("  \(path[path.count - 2]):") } ?? 0)
  }

  var text: String {
    let said = indent(path.count - 1) + "\(path[path.count - 1]): \(value)"
    return (lines + Array(repeating: said, count: isLeftOut ? 0 : repetitions)).joined(separator: "\n") + "\n"
  }
}
