import MergeAPI
import Testing

/// The real HTTP client against a server that misbehaves byte by byte.
@Suite struct LoopbackTests {
  typealias Reply = CannedServer.Reply

  private static func call(_ url: String, deadline: Duration = .seconds(20)) -> HTTPCall {
    HTTPCall(
      method: "GET", url: url, headers: [(name: "Accept-Encoding", value: "gzip"), (name: "X-Probe", value: "1")],
      deadline: deadline, isRepeatable: true)
  }

  /// Sends one GET for each reply; gives what came of it.
  private static func exchange(
    _ replies: [Reply], deadline: Duration = .seconds(20)
  ) async -> (results: [Result<HTTPAnswer, any Error>], server: CannedServer) {
    let server = CannedServer(replies)
    // However slow the machine, nothing rests too long.
    guard let http = try? HTTPTransport(rest: 3600) else { return ([], server) }
    var results: [Result<HTTPAnswer, any Error>] = []
    for _ in replies {
      do {
        results.append(.success(try await http.transport(call(server.baseURL + "/api/x?y=%2B", deadline: deadline))))
      } catch {
        results.append(.failure(error))
      }
    }
    await http.shutdown()
    server.stop()
    return (results, server)
  }

  @Test func keepsTheConnection() async throws {
    let reply = Reply("HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: 2\r\n\r\n{}")
    let (results, server) = await LoopbackTests.exchange([reply, reply, reply])
    for result in results {
      let answer = try result.get()
      #expect(answer.status == 200)
      #expect(answer.body == Array("{}".utf8))
      #expect(answer.header("DATE") == "Sun, 06 Nov 1994 08:49:37 GMT")
    }
    #expect(server.connections == 1)
    #expect(server.requests.allSatisfy { $0.hasPrefix("GET /api/x?y=%2B HTTP/1.1\r\n") })
    #expect(server.requests.allSatisfy { $0.lowercased().contains("accept-encoding: gzip\r\n") })
  }

  /// libcurl by itself repeats a request whose kept connection ends without an answer: a second creation, a token used up.
  @Test(arguments: ["POST", "PATCH", "GET"]) func neverSendsTwice(_ method: String) async throws {
    let kept = Reply("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
    let server = CannedServer([kept, Reply("", .close), kept])
    let http = try HTTPTransport()
    _ = try await http.transport(LoopbackTests.call(server.baseURL))
    var write = LoopbackTests.call(server.baseURL)
    write.method = method
    write.isRepeatable = false
    if method != "GET" { write.body = Array("{}".utf8) }
    await #expect(throws: TransportFailure.broken) { try await http.transport(write) }
    #expect(server.requests.map { $0.prefix { $0 != " " } } == ["GET", method[...]])
    await http.shutdown()
    server.stop()
  }

  @Test func sendsTheBody() async throws {
    let server = CannedServer([
      Reply("HTTP/1.1 100 Continue\r\nX-Interim: 1\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")
    ])
    let http = try HTTPTransport()
    var write = LoopbackTests.call(server.baseURL)
    write.isRepeatable = false
    write.method = "POST"
    write.headers.append((name: "Content-Type", value: "application/json"))
    write.body = Array(String(repeating: "x", count: 1_200_000).utf8)
    let answer = try await http.transport(write)
    #expect(answer.status == 201)
    #expect(answer.header("X-Interim") == nil)
    let head = try #require(server.requests.first).lowercased()
    #expect(head.contains("content-length: 1200000\r\n"))
    #expect(head.contains("content-type: application/json\r\n"))
    #expect(!head.contains("expect:"))
    await http.shutdown()
    server.stop()
  }

  @Test func carriesManyAtOnce() async throws {
    let reply = Reply("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
    let server = CannedServer(Array(repeating: reply, count: 200))
    let http = try HTTPTransport()
    let call = LoopbackTests.call(server.baseURL)
    let answered = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<200 { group.addTask { (try? await http.transport(call))?.body == Array("{}".utf8) } }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(answered == 200)
    await http.shutdown()
    await #expect(throws: TransportFailure.broken) { try await http.transport(call) }
    server.stop()
  }

  @Test func inflates() async throws {
    let zipped: [UInt8] = [
      0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xAB, 0x56, 0xCA, 0x4B, 0xAD, 0x28, 0x51, 0xB2, 0xCA,
      0x2B, 0xCD, 0xC9, 0xD1, 0x51, 0x2A, 0x4A, 0x2D, 0x2E, 0xCD, 0x29, 0x29, 0x56, 0xB2, 0x8A, 0x8E, 0xAD, 0xAD, 0x1E,
      0x95, 0x19, 0x95, 0x19, 0x95, 0x19, 0x61, 0x32, 0x00, 0x28, 0x56, 0xAC, 0x40, 0x10, 0x04, 0x00, 0x00,
    ]
    let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(zipped.count)\r\n\r\n"
    let damaged = zipped.enumerated().map { $0.offset == 20 ? $0.element ^ 0xFF : $0.element }
    let (results, _) = await LoopbackTests.exchange([Reply(head, body: zipped), Reply(head, body: damaged, .close)])
    #expect(try results[0].get().body == Array(String(repeating: #"{"next":null,"results":[]}"#, count: 40).utf8))
    #expect(throws: TransportFailure.unreadable) { try results[1].get() }
  }

  @Test func doesNotFollowRedirects() async throws {
    let (results, server) = await LoopbackTests.exchange([
      Reply("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")
    ])
    #expect(try results[0].get().status == 302)
    #expect(server.requests.count == 1)
  }

  @Test(arguments: [
    ("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"next\":", CannedServer.Ending.close),
    ("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"next\":", .reset),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"nex\r\n", .close),
    ("HTTP/1.1 200 OK\r\nContent-Le", .close),
    ("", .close),
    ("", .reset),
    ("this is not HTTP\r\n\r\n", .close),
  ])
  func noticesACutAnswer(_ text: String, _ ending: CannedServer.Ending) async throws {
    let (results, _) = await LoopbackTests.exchange([Reply(text, ending)])
    #expect(throws: TransportFailure.broken) { try results[0].get() }
  }

  @Test(
    .timeLimit(.minutes(15)),
    arguments: [
      ("", CannedServer.Ending.hang),
      ("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", .hang),
      ("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{", .drip),
    ])
  func keepsTheDeadline(_ text: String, _ ending: CannedServer.Ending) async throws {
    let (results, _) = await LoopbackTests.exchange([Reply(text, ending)], deadline: .milliseconds(150))
    #expect(throws: TransportFailure.timeout) { try results[0].get() }
  }

  @Test func refusesAnEndlessBody() async throws {
    let (results, _) = await LoopbackTests.exchange([
      Reply("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", .close)
    ])
    #expect(throws: TransportFailure.tooLarge) { try results[0].get() }
  }

  @Test func saysThatNobodyListens() async throws {
    let server = CannedServer([])
    let http = try HTTPTransport()
    await #expect(throws: TransportFailure.broken) { try await http.transport(LoopbackTests.call(server.baseURL)) }
    // Port 1 of the loopback network is nobody's.
    await #expect(throws: TransportFailure.connect) {
      try await http.transport(LoopbackTests.call("http://127.0.0.1:1/api"))
    }
    await #expect(throws: TransportFailure.connect) {
      try await http.transport(LoopbackTests.call("http://no-such-host.invalid/api"))
    }
    await http.shutdown()
    server.stop()
  }

  @Test func demandsTLSWhereTheURLSaysSo() async throws {
    let server = CannedServer([], greeting: "HTTP/1.1 400 Bad Request\r\n\r\n")
    let http = try HTTPTransport()
    await #expect(throws: TransportFailure.tls) {
      try await http.transport(LoopbackTests.call("https://127.0.0.1:\(server.port)/api"))
    }
    await http.shutdown()
    server.stop()
  }

  @Test func cancellationEndsTheCall() async throws {
    let server = CannedServer([Reply("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", .hang)])
    let http = try HTTPTransport()
    let task = Task { try await http.transport(LoopbackTests.call(server.baseURL)) }
    while server.requests.isEmpty { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { _ = try await task.value }
    await http.shutdown()
    server.stop()
  }
}
