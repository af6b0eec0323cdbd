import CSpawn
import FoundationEssentials
import Glibc
import Sandbox
import TestSupport
import Testing

@Suite("TLS to Merge, the real program")
struct MergeTLSTests {
  /// Starts a front of the mode and gives its process and port.
  private static func front(_ mode: String, _ to: String, certificate: String, _ program: Program) async throws -> (
    process: Int32, port: Int
  ) {
    let script = repositoryRoot + "/Tests/PipelineTests/TLS/tls_front.py"
    let name = UUID().uuidString
    let process = try program.start(
      [script, "\(certificate).pem", "\(certificate).key", mode, to], name: name,
      program: repositoryRoot + "/.build/python/bin/python")
    while true {
      let said = FileManager.default.contents(atPath: "\(program.folder)/\(name).out") ?? Data()
      if let port = Int(String(decoding: said, as: UTF8.self).split(separator: "\n").first ?? "") {
        return (process, port)
      }
      try #require(kill(process, 0) == 0)
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// A front whose certificate is for localhost, or not; a CA file that is right, or not.
  struct Case: Sendable, CustomTestStringConvertible {
    var what: String
    var certificate = "localhost"
    var authority: String? = "ca.pem"
    var isPlain = false
    var code: Int32 = 1
    var testDescription: String { what }
  }

  @Test(
    "Only a server with a certificate for its name, by an authority that we trust, gets the key and the token",
    .timeLimit(.minutes(15)),
    arguments: [
      Case(what: "all in order", code: 0), Case(what: "wrong host", certificate: "merge.example.com"),
      Case(what: "wrong authority", authority: "other-ca.pem"), Case(what: "the system's authorities", authority: nil),
      Case(what: "plain text", isPlain: true),
    ])
  func refused(_ item: Case) async throws {
    let books = Books(seed: 61, parties: 5)
    try await World.with(accounts: [("books", books.lines)], parties: books.parties) { world in
      var program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      try await Certificates.make(for: [item.certificate], in: program)
      _ = try program.write("version: 1\nname: nightly\n", to: "nightly.yaml")
      let plain = try #require(world.baseURL.split(separator: ":").last?.prefix { $0 != "/" })
      let front = try await Self.front("forward", String(plain), certificate: item.certificate, program)
      defer {
        kill(front.process, SIGTERM)
        _ = cspawn_wait(front.process)
      }
      program.environment["MERGE_BASE_URL"] =
        "https://localhost:\(item.isPlain ? String(plain) : String(front.port))/api"
      program.environment["MERGE_CA_FILE"] = item.authority.map { "\(program.folder)/\($0)" }
      let ended = try await program.run("run", "nightly.yaml")
      #expect(ended.code == item.code, "\(ended.errors)")
      if item.code != 0 {
        #expect(
          ended.complaints.count == 1 && ended.errors.contains("no trusted TLS connection to localhost"),
          "\(ended.errors)")
        #expect(await world.store.log.count == 0)
      } else {
        #expect(try await world.differences(account: "books", lines: books.lines) == [])
      }
    }
  }

  @Test("A redirect to plain text is not followed: key and token stay here", .timeLimit(.minutes(15)))
  func redirected() async throws {
    try await World.with(accounts: [("books", "")], parties: "id\n") { world in
      var program = try Program(database: world.database, baseURL: world.baseURL)
      defer { program.remove() }
      try await Certificates.make(for: ["localhost"], in: program)
      _ = try program.write("version: 1\nname: nightly\n", to: "nightly.yaml")
      let front = try await Self.front("redirect", world.baseURL, certificate: "localhost", program)
      defer {
        kill(front.process, SIGTERM)
        _ = cspawn_wait(front.process)
      }
      program.environment["MERGE_BASE_URL"] = "https://localhost:\(front.port)/api"
      program.environment["MERGE_CA_FILE"] = "\(program.folder)/ca.pem"
      let ended = try await program.run("run", "nightly.yaml")
      #expect(ended.code == 1 && ended.complaints.count == 1 && ended.errors.contains("redirects"), "\(ended.errors)")
      #expect(await world.store.log.count == 0)
    }
  }
}
