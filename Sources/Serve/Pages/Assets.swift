import Crypto
import HTTPTypes
import Hummingbird
import NIOCore

/// Style sheet and script: served under a path with the hash of their bytes, so that browsers keep them for good.
struct Assets: Area {
  struct File: Sendable {
    let path: String
    let type: String
    let bytes: [UInt8]

    init(_ name: String, _ kind: String, type: String, _ bytes: [UInt8]) {
      let hash = SHA256.hash(data: bytes).prefix(6).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      path = "/assets/\(name)-\(hash).\(kind)"
      self.type = type
      self.bytes = bytes
    }
  }

  static let style = File("style", "css", type: "text/css; charset=utf-8", PackageResources.style_css)
  static let script = File("review", "js", type: "text/javascript; charset=utf-8", PackageResources.review_js)
  static let linkStyle = File("link", "css", type: "text/css; charset=utf-8", PackageResources.link_css)
  static let linkScript = File("link", "js", type: "text/javascript; charset=utf-8", PackageResources.link_js)

  let base: String

  func addRoutes(to router: Router<ServeContext>) {
    for file in [Self.style, Self.script, Self.linkStyle, Self.linkScript] {
      router.get(RouterPath(file.path)) { _, _ -> Response in
        Response(
          status: .ok,
          headers: [.contentType: file.type, .cacheControl: "public, max-age=31536000, immutable"],
          body: .init(byteBuffer: ByteBuffer(bytes: file.bytes)))
      }
    }
  }
}
