import Foundation
import Glibc

/// What came back over a socket, and how the connection ended.
struct Reply: Sendable {
  enum Ending: Sendable, Equatable {
    /// As many bytes as the head announced.
    case complete
    /// Closed before that.
    case closed
    case reset
  }

  /// 0 where not even a head came.
  var status = 0
  var headers: [String: String] = [:]
  var body: [UInt8] = []
  var ending = Ending.complete

  var text: String { String(decoding: body, as: UTF8.self) }

  /// The body's JSON; `end_user_origin_id` is read as `endUserOriginId`.
  func json<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(type, from: Data(body))
  }
}

/// An HTTP/1.1 client of a few lines: one request, one connection, and nothing repaired on the way.
struct ServerClient: Sendable {
  let port: Int

  func send(
    _ method: String = "GET", _ target: String, headers: [String: String] = [:], body: [UInt8] = []
  ) async throws -> Reply {
    var head = "\(method) \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    head += "Content-Length: \(body.count)\r\n\r\n"
    let request = Array(head.utf8) + body
    return try await withCheckedThrowingContinuation { continuation in
      // A thread of its own: the pool's few threads are the server's.
      Thread.detachNewThread { continuation.resume(with: Result { try exchange(request) }) }
    }
  }

  private func exchange(_ request: [UInt8]) throws -> Reply {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw SocketError(code: errno) }
    var sent = 0
    while sent < request.count {
      let count = request.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress! + sent, $0.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw SocketError(code: errno) }
      sent += count
    }
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count > 0 {
        received += buffer[..<count]
        continue
      }
      guard count == 0 || errno == ECONNRESET else { throw SocketError(code: errno) }
      return reply(received, isReset: count < 0)
    }
  }

  private func reply(_ received: [UInt8], isReset: Bool) -> Reply {
    var reply = Reply()
    let separator = Array("\r\n\r\n".utf8)
    guard let end = received.firstRange(of: separator) else {
      reply.ending = isReset ? .reset : .closed
      return reply
    }
    let lines = String(decoding: received[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
    reply.status = Int(lines[0].split(separator: " ")[1]) ?? 0
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      reply.headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
    }
    reply.body = Array(received[end.upperBound...])
    let isShort = reply.body.count < reply.headers["content-length"].flatMap { Int($0) } ?? 0
    reply.ending = isShort ? (isReset ? .reset : .closed) : .complete
    return reply
  }
}

struct SocketError: Error {
  var code: Int32
}
