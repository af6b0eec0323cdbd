import Foundation
import TestSupport
import Testing

/// Pictures of pages, and what axe-core says of their accessibility.
enum Looks {
  /// Where the pictures are written.
  static let folder = repositoryRoot + "/.build/screenshots"

  /// Takes the page in light, in dark and at phone width, and audits it in each.
  static func take(_ name: String, _ browser: Browser) async throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (look, width, height, isDark, isPhone) in [
      ("light", 1280, 900, false, false), ("dark", 1280, 900, true, false), ("phone", 390, 844, false, true),
    ] {
      try await browser.resize(width: width, height: height, isPhone: isPhone)
      try await browser.setDark(isDark)
      let picture = try #require(Data(base64Encoded: try await browser.screenshot()))
      try picture.write(to: URL(filePath: "\(folder)/\(name)-\(look).png"))
      try await audit("\(name), \(look)", browser)
      let overflow = try await browser.run(
        "return document.documentElement.scrollWidth - document.documentElement.clientWidth")
      #expect((overflow.number ?? 1) <= 0, "\(name), \(look): the page is wider than the window")
    }
    try await browser.resize(width: 1280, height: 900)
    try await browser.setDark(false)
  }

  /// axe-core finds nothing serious or critical.
  private static func audit(_ what: String, _ browser: Browser) async throws {
    try await browser.run(try axe())
    let answer = try await browser.runAsync(
      """
      const done = arguments[arguments.length - 1];
      axe.run(document, { resultTypes: ["violations"] }).then(
        results => done(results.violations
          .filter(v => v.impact === "serious" || v.impact === "critical")
          .map(v => v.id + ": " + v.help + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(" | "))),
        error => done([String(error)]));
      """)
    #expect(answer.items.compactMap(\.text) == [], "\(what)")
  }

  private static func axe() throws -> String {
    let root = repositoryRoot + "/.build/python-browser/lib"
    for version in try FileManager.default.contentsOfDirectory(atPath: root) {
      let path = "\(root)/\(version)/site-packages/axe_core_python/axe.min.js"
      if let bytes = FileManager.default.contents(atPath: path), let text = String(data: bytes, encoding: .utf8) {
        return text
      }
    }
    throw Browser.Refusal(description: "axe-core is missing: `.ci/setup browser` installs it")
  }
}
