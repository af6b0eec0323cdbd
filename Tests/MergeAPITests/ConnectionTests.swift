import MergeAPI
import Testing

@Suite struct ConnectionTests {
  @Test(arguments: [
    "https://api.merge.dev/api", "https://api-eu.merge.dev/api", "http://127.0.0.1:8080/api", "http://localhost/api",
    "http://[::1]:8080/api", "https://merge.example.com", "http://127.3.2.1/api",
  ])
  func accepts(_ url: String) throws {
    #expect(try MergeConnection(baseURL: url, apiKey: SecretText("k")).baseURL == url)
  }

  @Test(arguments: [
    ("https://api.merge.dev/api/", "ends with a slash"),
    ("api.merge.dev/api", "has no scheme"),
    ("", "has no scheme"),
    ("ftp://api.merge.dev/api", "has no scheme"),
    ("http://api.merge.dev/api", "must begin with https://"),
    ("http://localhost.example.com/api", "must begin with https://"),
    ("http://127.0.0.1.example.com/api", "must begin with https://"),
    ("https://", "has no host"),
    ("https:///api", "has no host"),
    ("https://:443/api", "has no host"),
    ("https://user:pass@api.merge.dev/api", "no user name"),
    ("https://api.merge.dev/api?x=1", "no query"),
    ("https://api.merge.dev/api#x", "no query"),
    ("https://api.merge.dev/a pi", "contains a space"),
    ("https://api.merge.dev/api/accounting/v1", "/accounting/v1"),
  ])
  func refuses(_ url: String, _ words: String) throws {
    let problem = try #require(throws: ConnectionProblem.self) {
      try MergeConnection(baseURL: url, apiKey: SecretText("k"))
    }
    #expect(problem.description.contains(words))
    #expect(problem.description.contains("MERGE_BASE_URL"))
  }

  @Test(arguments: ["", "two words", "line\nbreak", "kéy"])
  func refusesKey(_ key: String) throws {
    let problem = try #require(throws: ConnectionProblem.self) {
      try MergeConnection(baseURL: "https://api.merge.dev/api", apiKey: SecretText(key))
    }
    #expect(problem.subject == .apiKey)
    #expect(problem.description.contains("MERGE_API_KEY"))
    #expect(key.isEmpty || !problem.description.contains(key))
  }

  @Test(arguments: ["/nonexistent/ca.pem", "/dev/null", "/"])
  func refusesCAFile(_ path: String) throws {
    let problem = try #require(throws: ConnectionProblem.self) { try HTTPTransport(caFile: path) }
    #expect(problem.description.contains("certificate authorities \(path) "))
  }

  @Test func secretsAreNotPrinted() {
    var out = ""
    dump(MergeConnection.sandbox, to: &out)
    print(MergeConnection.sandbox, account, [account], Optional(account) as Any, separator: " ", to: &out)
    debugPrint(MergeConnection.sandbox, account, to: &out)
    out += "\(String(reflecting: account)) \(Mirror(reflecting: account).children.map { "\($0)" })"
    #expect(!out.contains("canary"))
  }
}
