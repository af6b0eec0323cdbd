import Dispatch
import Glibc

/// One exchange over a bare socket, for requests that no decent client sends.
enum RawExchange {
  /// Sends bytes to a server on this machine, repeating the last part until the server closes or enough was sent; the answer, and
  /// how many bytes were sent.
  static func send(
    port: UInt16, _ head: String, repeating part: [UInt8] = [], upTo most: Int = 0
  ) async -> (answer: String, sent: Int) {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: exchange(port, head, part, most)) }
    }
  }

  private static func exchange(_ port: UInt16, _ head: String, _ part: [UInt8], _ most: Int) -> (String, Int) {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let isConnected = withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { return ("", 0) }
    var patience = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    let flags = Int32(MSG_NOSIGNAL)
    let bytes = Array(head.utf8)
    guard Glibc.send(socket, bytes, bytes.count, flags) == bytes.count else { return ("", 0) }
    var sent = bytes.count
    while sent < most {
      let count = Glibc.send(socket, part, part.count, flags)
      if count <= 0 { break }
      sent += count
    }
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(socket, &buffer, buffer.count, 0)
      if count <= 0 { break }
      answer += buffer[..<count]
      let text = String(decoding: answer, as: UTF8.self)
      if text.contains("\r\n\r\n"), !text.hasPrefix("HTTP/1.1 100") { break }
    }
    return (String(decoding: answer, as: UTF8.self), sent)
  }
}
