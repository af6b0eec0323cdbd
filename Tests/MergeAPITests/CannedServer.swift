import Glibc
import Synchronization

/// A server on a loopback port that answers each connection's requests with given bytes, however wrong they are.
final class CannedServer: Sendable {
  struct Reply: Sendable {
    var bytes: [UInt8]
    var ending = Ending.keep

    init(_ text: String, _ ending: Ending = .keep) {
      bytes = Array(text.utf8)
      self.ending = ending
    }

    init(_ head: String, body: [UInt8], _ ending: Ending = .keep) {
      bytes = Array(head.utf8) + body
      self.ending = ending
    }
  }

  enum Ending: Sendable {
    /// The connection stays open for the next request.
    case keep
    case close
    /// The connection is reset (RST).
    case reset
    /// Sends nothing more and leaves the connection open.
    case hang
    /// One byte every ten milliseconds, again and again.
    case drip
  }

  private struct State {
    var replies: [Reply]
    var requests: [String] = []
    var connections = 0
  }

  let port: UInt16
  private let listener: CInt
  private let state: Mutex<State>

  private let greeting: [UInt8]

  /// - Parameter greeting: sent on each new connection, before any request.
  init(_ replies: [Reply], greeting: String = "") {
    self.greeting = Array(greeting.utf8)
    state = Mutex(State(replies: replies))
    let listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    self.listener = listener
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    port = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        precondition(bind(listener, generic, length) == 0 && listen(listener, 16) == 0)
        precondition(getsockname(listener, generic, &length) == 0)
      }
      return UInt16(bigEndian: pointer.pointee.sin_port)
    }
    CannedServer.onThread { [self] in accept() }
  }

  var baseURL: String { "http://127.0.0.1:\(port)" }
  /// The heads of the requests, as received.
  var requests: [String] { state.withLock { $0.requests } }
  var connections: Int { state.withLock { $0.connections } }

  func stop() { shutdown(listener, CInt(SHUT_RDWR)) }

  /// Each connection on a thread of its own, until stopped.
  private func accept() {
    while true {
      let connection = Glibc.accept(listener, nil, nil)
      guard connection >= 0 else { break }
      state.withLock { $0.connections += 1 }
      CannedServer.onThread { [self] in
        if send(greeting, connection) { serve(connection) }
        close(connection)
      }
    }
    close(listener)
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private static func onThread(_ body: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, Unmanaged.passRetained(Work(body)).toOpaque())
    pthread_detach(thread)
  }

  private func serve(_ connection: CInt) {
    while let request = readHead(connection) {
      let reply: Reply? = state.withLock { state in
        state.requests.append(request)
        return state.replies.isEmpty ? nil : state.replies.removeFirst()
      }
      guard let reply else { return }
      guard send(reply.bytes, connection) else { return }
      switch reply.ending {
      case .keep: continue
      case .close: return
      case .reset:
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
        return
      case .hang:
        _ = readHead(connection)
        return
      case .drip:
        while send([UInt8(ascii: "x")], connection) { usleep(10_000) }
        return
      }
    }
  }

  private func send(_ bytes: [UInt8], _ connection: CInt) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(connection, $0.baseAddress! + sent, bytes.count - sent, CInt(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// A request's head; nil when the connection ended.
  private func readHead(_ connection: CInt) -> String? {
    var head: [UInt8] = []
    var byte: UInt8 = 0
    while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
      guard recv(connection, &byte, 1, 0) == 1 else { return nil }
      head.append(byte)
    }
    return String(decoding: head, as: UTF8.self)
  }
}
