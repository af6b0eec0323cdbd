import Foundation
import Serve
import Testing

@Suite("Review files on the screen") struct ReviewFileTests {
  private static let boundary = "----boundary4711"

  private static func body(_ fields: [(String, String)], file: String) -> String {
    var body = ""
    for (name, value) in fields {
      body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
    }
    body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"review.csv\"\r\n"
    return body + "Content-Type: text/csv\r\n\r\n\(file)\r\n--\(boundary)--\r\n"
  }

  private static func send(
    _ world: ScreenWorld, _ cookie: String, _ fields: [(String, String)], file: String
  ) async throws -> ScreenWorld.Answer {
    try await world.post(
      "/review/import", body: body(fields, file: file), type: "multipart/form-data; boundary=\(boundary)",
      cookie: cookie)
  }

  @Test("A downloaded file comes back with decisions: looked at first, then saved, taken back as a whole")
  func roundTrip() async throws {
    try await ScreenWorld.with { world in
      let cookie = try await world.signIn()
      let file = try await world.get("/review/export.csv", cookie: cookie)
      #expect(file["Content-Type"] == "text/csv; charset=utf-8")
      #expect(file["Content-Disposition"]?.contains("attachment; filename=\"review-") == true)
      #expect(file.text.hasPrefix("\u{FEFF}review_id,"))
      #expect(!file.text.contains("rival"))
      let lines = file.text.replacing("\r\n", with: "\n").split(separator: "\n")
      #expect(lines.count == 7)
      // The decision stands before other_party_id and note, which are empty.
      let decided = lines.enumerated().map { index, line in
        index == 0 ? String(line) : String(line.dropLast(2)) + (index == 1 ? "new_party,," : "match,,")
      }.joined(separator: "\r\n")
      let form = try #require(try await world.get("/review/import", cookie: cookie).form)
      let looked = try await Self.send(world, cookie, [("form", form)], file: decided)
      #expect(looked.status == 200)
      #expect(looked.text.contains("Nothing is saved yet"))
      #expect(try await world.count(ReviewScreenTests.verdicts) == 0)
      let saved = try await Self.send(world, cookie, [("form", form), ("apply", "yes")], file: decided)
      #expect(!saved.text.contains("Rows that"), "\(saved.text)")
      #expect(try await world.count(ReviewScreenTests.verdicts) == 6)
      #expect(try await world.count("select count(*) from contactsync.link where unlinked_at is null") == 5)
      let again = try await Self.send(world, cookie, [("form", form), ("apply", "yes")], file: decided)
      #expect(again.text.contains("unchanged</th><td class=\"num\">6"))
      #expect(try await world.count(ReviewScreenTests.verdicts) == 6)
      let batch = try #require(saved.field("batch"))
      _ = try await world.post("/review/undo", [("form", form), ("batch", batch)], cookie: cookie)
      #expect(try await world.count(ReviewScreenTests.verdicts) == 0)
    }
  }

  @Test("Another organization's file changes nothing, and a file without the form's token is refused")
  func foreign() async throws {
    try await ScreenWorld.with { world in
      let (ada, eve) = (try await world.signIn(), try await world.signIn("rival", "eve@example.com"))
      let file = try await world.get("/review/export.csv?profile=machine", cookie: ada).text
      let decided = file.replacing(",,,\r\n", with: ",match,,\r\n")
      #expect(decided != file)
      let form = try #require(try await world.get("/review/import", cookie: eve).form)
      let answer = try await Self.send(world, eve, [("form", form), ("apply", "yes")], file: decided)
      #expect(answer.text.contains("Rows that were not taken: 6"))
      #expect(try await world.count(ReviewScreenTests.verdicts) == 0)
      for fields in [[], [("form", "0")], [("form", try await world.get("/review", cookie: ada).form ?? "")]] {
        #expect(try await Self.send(world, eve, fields, file: decided).status == 403)
      }
      #expect(try await world.get("/review/export.csv?profile=../etc", cookie: ada).status == 404)
      #expect(try await world.get("/review/export.csv").status == 401)
    }
  }

  @Test(
    "What is no review file is refused in words",
    arguments: ["", "a,b\r\n1,2\r\n", "\u{0}\u{1}", "review_id\r\n\"open"])
  func nonsense(file: String) async throws {
    try await ScreenWorld.with(items: 1) { world in
      let cookie = try await world.signIn()
      let form = try #require(try await world.get("/review/import", cookie: cookie).form)
      #expect(try await Self.send(world, cookie, [("form", form)], file: file).status == 400)
      #expect(
        try await world.post(
          "/review/import", [("form", form)], cookie: cookie
        ).status == 400)
    }
  }
}

@Suite("The dashboard on the screen") struct FiguresTests {
  @Test("A reviewer sees the figures of the own organization, as a page in which nothing may run")
  func figures() async throws {
    try await ScreenWorld.with { world in
      #expect(try await world.get("/report").status == 401)
      let answer = try await world.get("/report?days=7", cookie: world.signIn())
      #expect(answer.status == 200)
      #expect(answer.text.contains("acme-books") && !answer.text.contains("rival"))
      #expect(answer["Content-Security-Policy"]?.contains("style-src 'sha256-") == true)
      #expect(answer["Content-Security-Policy"]?.contains("script-src") == false)
      for days in ["0", "401", "x"] {
        #expect(try await world.get("/report?days=\(days)", cookie: world.signIn()).status == 400)
      }
    }
  }
}
