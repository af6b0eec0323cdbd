import ContactModel
import Foundation
import Report
import TestSupport
import Testing

@Suite("The report page")
struct DashboardPageTests {
  /// Names as somebody would choose them who wants the page to do what it should not.
  static let hostile = [
    "<script>alert(1)</script>", "</style><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)", "</title></desc></svg><iframe src=javascript:alert(1)>", "<svg/onload=alert(1)>",
    "javascript:alert(1)", "<!--", "-->", "]]>", "<base href=//evil.example>", "<meta http-equiv=refresh content=0>",
    "&lt;script&gt;", "{{constructor}}", "\u{0}\u{8}<b>", "\u{202E}<i>txet", "<a href=\"https://evil.example\">x</a>",
    "<link rel=stylesheet href=//evil.example>", "<math><mi xlink:href=\"data:x\">", "`><textarea>",
  ]

  @Test("hostile names change no tag and no attribute of the page", arguments: hostile)
  func escaping(name: String) throws {
    let calm = try Tags(DashboardPage.html(Sample.busy { _ in "x" }))
    let attacked = DashboardPage.html(Sample.busy { _ in name })
    #expect(try Tags(attacked).shape == calm.shape)
    #expect(!attacked.unicodeScalars.contains { $0.value < 32 && $0 != "\n" && $0 != "\t" })
  }

  @Test("the page stands alone: no scripts, nothing from elsewhere, no style but in the one element")
  func standsAlone() throws {
    for board in [Sample.empty, Sample.busy()] {
      let page = DashboardPage.html(board)
      let tags = try Tags(page)
      #expect(Set(tags.names).isDisjoint(with: ["script", "link", "img", "iframe", "object", "embed", "form", "base"]))
      #expect(!tags.attributes.contains { $0 == "style" || $0 == "href" || $0 == "src" || $0.hasPrefix("on") })
      #expect(page.components(separatedBy: "<style>").count == 2)
      #expect(page.contains("<style>\(DashboardPage.style)</style>"))
      #expect(
        !page.contains("://") && !DashboardPage.style.contains("url(") && !DashboardPage.style.contains("@import"))
      #expect(!DashboardPage.style.contains("<"), "its end must not be found within it")
    }
  }

  @Test("every id is there once, every chart has a title, a description and a table or list beside it")
  func charts() throws {
    let page = DashboardPage.html(Sample.busy())
    let tags = try Tags(page)
    #expect(Set(tags.ids).count == tags.ids.count)
    for reference in tags.references { #expect(tags.ids.contains(reference), "\(reference)") }
    let charts = page.components(separatedBy: "<svg class=\"chart\"").count - 1
    #expect(charts == 9)
    #expect(page.components(separatedBy: "<desc id=").count - 1 == charts)
    #expect(page.components(separatedBy: "<section ").dropFirst().allSatisfy { $0.contains("<table>") })
  }

  @Test("an organization without anything has a page that says so")
  func empty() throws {
    let page = DashboardPage.html(Sample.empty)
    _ = try Tags(page)
    for words in ["No accounts yet.", "Nothing waits.", "No run in these days.", "Nothing failed in these days."] {
      #expect(page.contains(words), "\(words)")
    }
    #expect(!page.lowercased().contains("nan") && !page.contains("inf\""))
  }

  @Test("no figures that cannot be are drawn, whatever is read", arguments: 1...20 as ClosedRange<UInt64>)
  func extremes(seed: UInt64) throws {
    var random = Seeded(seed)
    var board = Sample.busy()
    let numbers = [0, 0, 1, 3, 999, 1_000_000, Int(Int32.max)]
    func any() -> Int { numbers.randomElement(using: &random)! }
    board.rates = board.days.map { _ in .init(contacts: any(), linked: any()) }
    for index in board.accounts.indices {
      board.accounts[index].ageHours = [nil, -3, 0, 26, 1e9].randomElement(using: &random)!
      board.accounts[index].rates = board.days.map { _ in random.chance(3) ? nil : .init(contacts: any(), linked: any())
      }
    }
    for index in board.runs.indices {
      if random.chance(3) { board.runs[index].finished = nil }
      board.runs[index].started = Sample.now.advanced(bySeconds: Int64(any()) - 1000)
    }
    for index in board.waiting.indices { board.waiting[index].items = any() }
    for index in board.precision.indices { board.precision[index].links = any() }
    if random.chance(2) { board.runs = [] }
    let page = DashboardPage.html(board)
    let tags = try Tags(page)
    #expect(!page.contains("nan") && !page.contains("=\"inf") && !page.contains("=\"-inf"))
    for size in tags.sizes { #expect((0...2000).contains(size), "\(size)") }
  }

  @Test("many accounts make a page of bounded size")
  func many() {
    var board = Sample.busy()
    let account = board.accounts[0]
    board.accounts = (0..<2000).map { number in
      var copy = account
      copy.id = "account-\(number)"
      return copy
    }
    board.accountCounts.all = 2000
    let page = DashboardPage.html(board)
    #expect(page.utf8.count < 200_000)
    #expect(page.contains("and 1,988 more"))
  }
}

/// The tags of a page, read strictly: whatever is opened is closed, in order.
struct Tags {
  /// Each tag with the names of its attributes.
  var shape: [String] = []
  var names: [String] = []
  var attributes: [String] = []
  var ids: [String] = []
  var references: [String] = []
  /// Values of `width` and `height`.
  var sizes: [Double] = []

  struct Broken: Error { var at: String }

  init(_ page: String) throws {
    var open: [String] = []
    var rest = Substring(page)
    while let start = rest.firstIndex(of: "<") {
      rest = rest[rest.index(after: start)...]
      guard let end = rest.firstIndex(of: ">") else { throw Broken(at: String(rest.prefix(40))) }
      let tag = rest[..<end]
      rest = rest[rest.index(after: end)...]
      if tag == "!doctype html" { continue }
      if tag.first == "/" {
        guard open.popLast() == String(tag.dropFirst()) else { throw Broken(at: String(tag)) }
        continue
      }
      let name = String(tag.prefix { $0.isLetter || $0.isNumber })
      var found: [String] = []
      var inside = tag.dropFirst(name.count)
      while let equals = inside.firstIndex(of: "=") {
        let attribute = inside[..<equals].trimmingCharacters(in: .whitespaces)
        inside = inside[inside.index(after: equals)...]
        guard inside.first == "\"", let close = inside.dropFirst().firstIndex(of: "\"") else {
          throw Broken(at: String(tag))
        }
        let value = String(inside[inside.index(after: inside.startIndex)..<close])
        inside = inside[inside.index(after: close)...]
        found.append(attribute)
        if attribute == "id" { ids.append(value) }
        if attribute == "aria-labelledby" { references += value.split(separator: " ").map(String.init) }
        if attribute == "width" || attribute == "height", let size = Double(value) { sizes.append(size) }
      }
      guard inside.allSatisfy({ $0 == " " || $0 == "/" }) else { throw Broken(at: String(tag)) }
      shape.append(([name] + found).joined(separator: " "))
      names.append(name)
      attributes += found
      if !tag.hasSuffix("/") && !["meta", "br"].contains(name) { open.append(name) }
      if name == "style" {
        guard let end = rest.range(of: "</style>") else { throw Broken(at: "style") }
        rest = rest[end.lowerBound...]
      }
    }
    guard open.isEmpty else { throw Broken(at: "not closed: \(open)") }
  }
}
