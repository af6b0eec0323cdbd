import Foundation
import TestSupport
import Testing

@Suite("Review files on the screen, in a browser", .serialized) struct UploadBrowserTests {
  private static func decided(_ verdict: String) -> String {
    """
    select count(*) from contactsync.verdict
    where organization_id = 'harbor' and verdict = '\(verdict)' and reviewer = 'ada@example.com' and batch_id is not null
      and undone_at is null
    """
  }

  /// The numbers of the page's answer, by its words.
  private static func answers(_ browser: Browser) async throws -> [String: Int] {
    let rows = try await browser.run(
      "return [...document.querySelectorAll('section.sample table')][0].innerText.trim()"
    ).text
    var counts: [String: Int] = [:]
    for line in (rows ?? "").split(separator: "\n").dropFirst() {
      let parts = line.split(separator: "\t")
      if parts.count == 3, let count = Int(parts[1].filter(\.isNumber)) { counts[String(parts[0])] = count }
    }
    return counts
  }

  private static func send(_ path: String, isSaved: Bool, _ world: BrowserWorld, _ browser: Browser) async throws {
    try await browser.open(world.url + "/review/import")
    try await browser.type(path, into: "input[type=file]")
    if isSaved { try await browser.click("input[name=apply]") }
    try await browser.click("form.filters button.primary")
    try await browser.wait(for: "the answer", "document.querySelector('#report-title')")
  }

  @Test("Downloaded, filled in, uploaded: each row has its answer and each decision arrives; again, all is unchanged")
  func roundTrip() async throws {
    try await BrowserWorld.with { world in
      try await Browser.with { browser in
        try await browser.open(try await world.link("harbor"))
        try await browser.click("a[href$='/review/export.csv']")
        let downloads = browser.downloads
        try await Browser.waitUntil("the file is there") {
          try FileManager.default.contentsOfDirectory(atPath: downloads).contains { $0.hasSuffix(".csv") }
        }
        let name = try #require(
          try FileManager.default.contentsOfDirectory(atPath: downloads).first { $0.hasSuffix(".csv") })
        let path = "\(downloads)/\(name)"
        let text = String(decoding: try #require(FileManager.default.contents(atPath: path)), as: UTF8.self)
        let lines = text.replacing("\r\n", with: "\n").split(separator: "\n").map(String.init)
        #expect(lines.dropFirst().allSatisfy { $0.hasSuffix(",,,") && $0.contains(",\(world.url)/review/") })

        // The first row of each contact is decided. Decision, other party and note stand at the end of a line, empty.
        let verdicts = ["match", "new_party", "not_a_match", "unsure"]
        var seen: Set<Substring> = []
        var filled = [lines[0]]
        for line in lines.dropFirst() {
          let isFirst = seen.insert(line.prefix { $0 != "," }).inserted
          let word = isFirst ? verdicts[(seen.count - 1) % verdicts.count] : ""
          filled.append(String(line.dropLast(2)) + "\(word),,")
        }
        let items = seen.count
        #expect(items > 20)
        var broken = filled
        broken[1] = String(lines[1].dropLast(2)) + "perhaps,,"
        try Data(broken.joined(separator: "\r\n").utf8).write(to: URL(filePath: path))

        try await browser.open(world.url + "/review/import")
        try await Looks.take("upload", browser)
        try await Self.send(path, isSaved: false, world, browser)
        #expect(try await browser.text(of: "#report-title") == "Nothing is saved yet: this would happen")
        let looked = try await Self.answers(browser)
        #expect(looked.values.reduce(0, +) == lines.count - 1, "\(looked)")
        #expect(looked["applied"] ?? 0 > 20 && looked["invalid"] ?? 0 > 0, "\(looked)")
        #expect(try await browser.text.contains("Rows that would not be taken: 1"))
        try await Looks.take("upload-looked-at", browser)
        #expect(try await world.count("select count(*) from contactsync.verdict") == 0)

        try Data(filled.joined(separator: "\r\n").utf8).write(to: URL(filePath: path))
        try await Self.send(path, isSaved: true, world, browser)
        #expect(try await browser.text(of: "#report-title") == "Saved")
        let saved = try await Self.answers(browser)
        #expect(saved.values.reduce(0, +) == lines.count - 1, "\(saved)")
        #expect((saved["applied"] ?? 0) + (saved["unchanged"] ?? 0) == lines.count - 1, "\(saved)")
        try await Looks.take("uploaded", browser)
        for (place, verdict) in verdicts.enumerated() {
          let expected = (items + verdicts.count - 1 - place) / verdicts.count
          #expect(try await world.count(Self.decided(verdict)) == expected, "\(verdict)")
        }
        #expect(
          try await world.count("select count(*) from contactsync.link where source = 'human' and unlinked_at is null")
            > 5)

        try await Self.send(path, isSaved: true, world, browser)
        let again = try await Self.answers(browser)
        #expect(again["unchanged"] == lines.count - 1, "\(again)")
        #expect(try await world.count("select count(*) from contactsync.verdict") == items)
      }
    }
  }
}
