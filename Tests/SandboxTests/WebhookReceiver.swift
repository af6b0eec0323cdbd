import Foundation
import Glibc
import Synchronization

/// A real HTTP server of a few lines that takes webhooks and answers as a test wants.
final class WebhookReceiver: Sendable {
  struct Event: Sendable {
    var headers: [String: String]
    var body: [UInt8]
    var text: String { String(decoding: body, as: UTF8.self) }
    /// `hook.event` of the body.
    var name: String {
      let object = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: [String: Any]]
      return object?["hook"]?["event"] as? String ?? ""
    }
  }

  private struct State {
    var events: [Event] = []
    /// Statuses of the next answers; 0: closed without one; 200 once they are used up.
    var statuses: [Int]
  }

  let port: Int
  private let descriptor: Int32
  private let state: Mutex<State>
  private let stream: AsyncStream<Event>

  /// Listens on a free port of loopback.
  init(answering statuses: [Int] = []) throws {
    state = Mutex(State(statuses: statuses))
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = descriptor
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(socket, pointer, length) == 0 && listen(socket, 16) == 0 && getsockname(socket, pointer, &length) == 0
      }
    }
    guard bound else { throw SocketError(code: errno) }
    port = Int(in_port_t(bigEndian: address.sin_port))
    let (stream, continuation) = AsyncStream<Event>.makeStream()
    self.stream = stream
    Thread.detachNewThread { [self] in
      while true {
        let connection = accept(socket, nil, nil)
        if connection < 0 { break }
        if let event = read(connection) { continuation.yield(event) }
        close(connection)
      }
      continuation.finish()
    }
  }

  var url: String { "http://127.0.0.1:\(port)/webhooks/merge" }

  /// Everything received so far.
  var events: [Event] { state.withLock { $0.events } }

  /// Waits for so many more requests.
  func next(_ count: Int) async -> [Event] {
    var events: [Event] = []
    for await event in stream {
      events.append(event)
      if events.count == count { break }
    }
    return events
  }

  func stop() {
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
  }

  private func read(_ connection: Int32) -> Event? {
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if let event = event(received) {
        let status = state.withLock { state in
          state.events.append(event)
          return state.statuses.isEmpty ? 200 : state.statuses.removeFirst()
        }
        if status > 0 {
          let head = "HTTP/1.1 \(status) X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          _ = head.withCString { send(connection, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
        }
        return event
      }
      let count = recv(connection, &buffer, buffer.count, 0)
      if count <= 0 { return nil }
      received += buffer[..<count]
    }
  }

  private func event(_ received: [UInt8]) -> Event? {
    guard let end = received.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    var headers: [String: String] = [:]
    for line in String(decoding: received[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n").dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      headers[parts[0].lowercased()] = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
    }
    let body = Array(received[end.upperBound...])
    guard body.count >= headers["content-length"].flatMap({ Int($0) }) ?? 0 else { return nil }
    return Event(headers: headers, body: body)
  }
}
