import AsyncHTTPClient
import CSpawn
import FoundationEssentials
import Glibc
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL
import Serve
import TestSupport
import Testing

@Suite("The server as others reach it: addresses, TLS, what it logs")
struct ServerTests {
  @Test(
    "Only loopback is served without TLS, unless a proxy of ours speaks it",
    arguments: [
      ("127.0.0.1", false, false, true), ("::1", false, false, true), ("localhost", false, false, true),
      ("0.0.0.0", false, false, false), ("::", false, false, false), ("192.0.2.7", false, false, false),
      ("127.0.0.1.example.com", false, false, false), ("", false, false, false), ("0.0.0.0", true, false, true),
      ("0.0.0.0", false, true, true),
    ])
  func addresses(host: String, hasTLS: Bool, isBehindProxy: Bool, isServed: Bool) {
    let tls = hasTLS ? ServerOptions.TLSFiles(certificate: "c", key: "k") : nil
    let options = ServerOptions(host: host, tls: tls, isBehindProxy: isBehindProxy)
    #expect((options.refusal == nil) == isServed)
    #expect(options.isSecure == (hasTLS || isBehindProxy))
  }

  private struct Echo: Area {
    func addRoutes(to router: Router<ServeContext>) {
      router.get("/echo/:name") { _, _ -> Response in .text("here") }
    }
  }

  @Test(
    "TLS: who trusts the certificate is answered, with the header that keeps browsers to it; others and plain HTTP are not"
  )
  func tls() async throws {
    let folder = TestFolder.path("tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (key, certificate) = ("\(folder)/key.pem", "\(folder)/certificate.pem")
    let words = [
      "/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
      "-keyout", key,
      "-out", certificate, "-days", "2", "-subj", "/CN=localhost", "-addext",
      "subjectAltName=IP:127.0.0.1,DNS:localhost",
    ]
    let argv = words.map { strdup($0) } + [nil]
    defer { for text in argv { free(text) } }
    let process = cspawn_start(argv, nil, folder, nil, "\(folder)/out", "\(folder)/err")
    try #require(process > 0 && cspawn_wait(process) == 0, "openssl makes a certificate")
    let options = ServerOptions(
      host: "127.0.0.1", port: 0, tls: .init(certificate: certificate, key: key), isBehindProxy: false)
    let server = Server(
      options: options, areas: [Echo()], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    try await server.withRunning { url in
      #expect(url.hasPrefix("https://"))
      var configuration = HTTPClient.Configuration()
      var trust = TLSConfiguration.makeClientConfiguration()
      trust.trustRoots = .file(certificate)
      configuration.tlsConfiguration = trust
      let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
      let answer = try await client.execute(HTTPClientRequest(url: url + "/echo/a"), timeout: .seconds(600))
      #expect(answer.status == .ok && answer.headers.first(name: "strict-transport-security") != nil)
      #expect(String(buffer: try await answer.body.collect(upTo: 100)) == "here")
      try await client.shutdown()
      await #expect(throws: (any Error).self) {
        try await patientClient.execute(HTTPClientRequest(url: url + "/echo/a"), timeout: .seconds(600))
      }
      let port = UInt16(url.split(separator: ":").last ?? "") ?? 0
      let plain = await RawExchange.send(port: port, "GET /echo/a HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(!plain.answer.contains("here"))
    }
  }

  @Test("The log has method, path, status and time of each request; nothing of queries, bodies, headers and addresses")
  func log() async throws {
    let lines = Collected<String>()
    let server = Server(
      options: ServerOptions(port: 0), areas: [Echo()], logger: Logger(label: "test") { _ in LogBook(lines) })
    try await server.withRunning { url in
      for path in ["/echo/a?token=hidden-1", "/echo/b%0Aforged?hidden-2", "/none?x=hidden-3#hidden-4"] {
        var request = HTTPClientRequest(url: url + path)
        request.method = path.hasPrefix("/none") ? .POST : .GET
        request.headers.add(name: "Cookie", value: "contactsync=hidden-5")
        request.headers.add(name: "Authorization", value: "Bearer hidden-6")
        request.headers.add(name: "X-Forwarded-For", value: "192.0.2.77")
        request.body = path.hasPrefix("/none") ? .bytes(Array("hidden-7".utf8)) : nil
        let answer = try await patientClient.execute(request, timeout: .seconds(600))
        _ = try await answer.body.collect(upTo: 1 << 20)
      }
    }
    let requests = lines.all.filter { $0.hasPrefix("request ") && $0.contains("path=") }
    #expect(requests.count == 3, "\(lines.all)")
    #expect(requests.contains { $0.contains("method=GET") && $0.contains("path=/echo/a") && $0.contains("status=200") })
    #expect(requests.contains { $0.contains("status=404") && $0.contains("path=/none") })
    for line in lines.all {
      #expect(!line.contains("hidden") && !line.contains("192.0.2.77") && !line.contains("\n"), "\(line)")
    }
  }
}
