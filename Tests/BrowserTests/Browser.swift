import AsyncHTTPClient
import CSpawn
import Foundation
import Glibc
import NIOCore
import NIOHTTP1
import TestSupport
import Testing

/// A headless Chromium with a profile of its own, driven over WebDriver (W3C), through Debian's `chromedriver`.
final class Browser: Sendable {
  /// The driver gave an error in place of an answer.
  struct Refusal: Error, CustomStringConvertible {
    var description: String
  }

  private let driver: Int32
  private let session: String
  private let folder: String
  /// The folder into which the browser puts what is downloaded.
  let downloads: String

  /// Starts a browser for as long as the body takes.
  ///
  /// - Parameter isScripted: false: pages get no JavaScript.
  static func with<R>(isScripted: Bool = true, _ body: (Browser) async throws -> R) async throws -> R {
    let browser = try await Browser(isScripted: isScripted)
    do {
      let result = try await body(browser)
      await browser.quit()
      return result
    } catch {
      await browser.quit()
      throw error
    }
  }

  private init(isScripted: Bool) async throws {
    folder = FileManager.default.temporaryDirectory.path + "/contactsync-browser-" + UUID().uuidString
    downloads = folder + "/downloads"
    try FileManager.default.createDirectory(atPath: downloads, withIntermediateDirectories: true)
    let port = try Self.freePort()
    let words: [String] = ["/usr/bin/chromedriver", "--port=\(port)"]
    let settings: [String] = ["HOME=\(folder)", "PATH=/usr/bin:/bin", "TMPDIR=\(folder)"]
    let arguments = words.map { strdup($0) } + [nil]
    let variables = settings.map { strdup($0) } + [nil]
    defer { for text in arguments + variables { free(text) } }
    driver = cspawn_start(arguments, variables, folder, nil, "\(folder)/driver.log", "\(folder)/driver.log")
    try #require(driver > 0, "cannot start chromedriver: `.ci/setup browser` installs it")
    let base = "http://127.0.0.1:\(port)"
    try await Self.waitUntil("chromedriver answers") {
      (try? await Self.send(.GET, "\(base)/status", nil))?["ready"]?.isTrue ?? false
    }
    var options: [String: JSON] = [
      "args": .array(
        [
          "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
          "--user-data-dir=\(folder)/profile", "--force-prefers-reduced-motion",
        ].map { .string($0) })
    ]
    var preferences: [String: JSON] = ["download.default_directory": .string(downloads)]
    if !isScripted { preferences["profile.managed_default_content_settings.javascript"] = .number(2) }
    options["prefs"] = .object(preferences)
    let answer = try await Self.send(
      .POST, "\(base)/session",
      .object([
        "capabilities": .object([
          "alwaysMatch": .object(["browserName": .string("chrome"), "goog:chromeOptions": .object(options)])
        ])
      ]))
    let id = try #require(answer["sessionId"]?.text)
    session = "\(base)/session/\(id)"
  }

  private func quit() async {
    _ = try? await Self.send(.DELETE, session, nil)
    kill(driver, SIGKILL)
    _ = cspawn_wait(driver)
    try? FileManager.default.removeItem(atPath: folder)
  }

  // MARK: Pages

  func open(_ url: String) async throws { try await post("url", ["url": .string(url)]) }

  var url: String { get async throws { try await get("url").text ?? "" } }

  var title: String { get async throws { try await get("title").text ?? "" } }

  /// The page's text as a person sees it.
  var text: String { get async throws { try await run("return document.body.innerText").text ?? "" } }

  /// What a script in the page returns.
  @discardableResult
  func run(_ script: String, _ arguments: [JSON] = []) async throws -> JSON {
    try await post("execute/sync", ["script": .string(script), "args": .array(arguments)])
  }

  /// What a script in the page passes to its last argument, a function.
  func runAsync(_ script: String, _ arguments: [JSON] = []) async throws -> JSON {
    try await post("execute/async", ["script": .string(script), "args": .array(arguments)])
  }

  // MARK: Hands

  /// Clicks the first element of a CSS selector, as a person would: it must be visible.
  func click(_ selector: String) async throws {
    try await post("element/\(try await element(selector))/click", [:])
  }

  /// Types into an element.
  func type(_ text: String, into selector: String) async throws {
    try await post("element/\(try await element(selector))/value", ["text": .string(text)])
  }

  /// Presses keys, one after another, wherever the focus is.
  func press(_ keys: String) async throws {
    let actions = keys.flatMap { key -> [JSON] in
      ["keyDown", "keyUp"].map { .object(["type": .string($0), "value": .string(String(key))]) }
    }
    try await post(
      "actions",
      ["actions": .array([.object(["type": .string("key"), "id": .string("keyboard"), "actions": .array(actions)])])])
  }

  /// Whether an element of a CSS selector is there.
  func has(_ selector: String) async throws -> Bool {
    try await run("return document.querySelector(arguments[0]) !== null", [.string(selector)]).isTrue
  }

  /// The text of the first element of a CSS selector; nil: there is none.
  func text(of selector: String) async throws -> String? {
    try await run(
      "const e = document.querySelector(arguments[0]); return e ? e.textContent.trim().replace(/\\s+/g, ' ') : null",
      [.string(selector)]
    ).text
  }

  /// Waits until a condition in the page holds.
  func wait(for what: String, _ script: String) async throws {
    try await Self.waitUntil(what) { try await self.run("return Boolean(\(script))").isTrue }
  }

  private func element(_ selector: String) async throws -> String {
    let found = try await post("element", ["using": .string("css selector"), "value": .string(selector)])
    guard case .object(let members) = found, let id = members.values.first?.text else {
      throw Refusal(description: "no element \(selector)")
    }
    return id
  }

  // MARK: Looks

  /// Sets the size of the page in CSS pixels.
  func resize(width: Int, height: Int, isPhone: Bool = false) async throws {
    try await cdp(
      "Emulation.setDeviceMetricsOverride",
      [
        "width": .number(Double(width)), "height": .number(Double(height)),
        "deviceScaleFactor": .number(isPhone ? 2 : 1),
        "mobile": .bool(isPhone),
      ])
  }

  func setDark(_ isDark: Bool) async throws {
    try await cdp(
      "Emulation.setEmulatedMedia",
      [
        "features": .array([
          .object(["name": .string("prefers-color-scheme"), "value": .string(isDark ? "dark" : "light")])
        ])
      ])
  }

  /// A picture of the whole page as PNG, base64.
  func screenshot() async throws -> String {
    let answer = try await cdp("Page.captureScreenshot", ["captureBeyondViewport": .bool(true)])
    return answer["data"]?.text ?? ""
  }

  @discardableResult
  func cdp(_ command: String, _ parameters: [String: JSON]) async throws -> JSON {
    try await post("goog/cdp/execute", ["cmd": .string(command), "params": .object(parameters)])
  }

  // MARK: The wire

  @discardableResult
  private func post(_ path: String, _ body: [String: JSON]) async throws -> JSON {
    try await Self.send(.POST, "\(session)/\(path)", .object(body))
  }

  private func get(_ path: String) async throws -> JSON { try await Self.send(.GET, "\(session)/\(path)", nil) }

  private static func send(_ method: HTTPMethod, _ url: String, _ body: JSON?) async throws -> JSON {
    var request = HTTPClientRequest(url: url)
    request.method = method
    if let body {
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(body)))
    }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
    let bytes = try await response.body.collect(upTo: 1 << 26)
    let value = try JSONDecoder().decode(JSON.self, from: Data(bytes.readableBytesView))["value"] ?? .null
    if let error = value["error"]?.text {
      throw Refusal(description: "\(error): \(value["message"]?.text?.prefix(300) ?? "")")
    }
    return value
  }

  /// Looks again and again, for at most two minutes.
  static func waitUntil(_ what: String, _ condition: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(120)
    while try await !condition() {
      if ContinuousClock.now > end { throw Refusal(description: "waited in vain until \(what)") }
      try await Task.sleep(for: .milliseconds(30))
    }
  }

  /// A port that nobody listens on.
  static func freePort() throws -> Int {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(socket, address, length) == 0 && getsockname(socket, address, &length) == 0
      }
    }
    try #require(bound)
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
