import CSV
import ContactModel
import Extract
import Glibc
import Load
import Postgres
import SQLFiles
import TestSupport
import Testing

@Suite("Review CSV")
struct ReviewExportTests {
  static func text(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = read(descriptor, &bytes, bytes.count)
    return Array(bytes[..<count])
  }

  @Test("one row for each of the best three candidates, with a manifest; --all adds those without any")
  func export() async throws {
    let folder = "/tmp/contactsync-review-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    try await World.with { session, world in
      try world.parties(session, ["p1", "p2", "p3"])
      let read = try world.read(
        session,
        [
          [
            .init(id: "a", name: "p1:6 p2:7 p3:5 p9:5"), .init(id: "b", name: "=1+1, p3:6"),
            .init(id: "c", name: "nobody"), .init(id: "d", name: "p1:14"), .init(id: "e", name: "gone", deleted: true),
          ]
        ], score: Ruling.score)
      try world.settle(session, read.window, scope: .all)
      let path = folder + "/deep/review.csv"
      let written = try ReviewExport.write(
        session, to: path, .init(organization: World.organization), profile: .machine,
        permalinks: "https://example.com")
      #expect(written.rows == 4)
      let bytes = try Self.text(path)
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map(String.init)
      #expect(lines[0] == ReviewExport.columns.joined(separator: ","))
      #expect(
        lines[1].hasSuffix(
          ",org-1,acc-1,a,p1:6 p2:7 p3:5 p9:5,,,+1 413 555 0100,\"1 Main St, 01101 Springfield\",1,p2,Party p2,,,,,"
            + "0.3500,name exact +7.0,\"the best party is likely, but not certain\",0,https://example.com/review/"
            + lines[1].prefix(25) + ",,,"))
      #expect(lines[1...4].map { $0.contains(",p9,") } == [false, false, false, false])
      #expect(lines[4].contains("\"=1+1, p3:6\""))
      let manifest = String(decoding: try Self.text(path + ".manifest.json"), as: UTF8.self)
      #expect(
        manifest == "{\"profile\":\"machine\",\"rows\":4,\"schema\":1,\"sha256\":\"\(written.sha256)\"}\n")
      #expect(
        try session.execute("select encode(sha256($1::bytea), 'hex')", [.bytes(bytes)]).text(0, 0) == written.sha256)

      // Prepared statements and cursors must stand the repetition.
      for all in [false, true, true] {
        let again = try ReviewExport.write(
          session, to: path, .init(organization: World.organization, account: World.account, withUnmatched: all),
          profile: .sheet)
        #expect(again.rows == (all ? 5 : 4))
      }
      let sheet = String(decoding: try Self.text(path), as: UTF8.self)
      #expect(sheet.unicodeScalars.first == "\u{FEFF}" && sheet.contains("\"'=1+1, p3:6\"") && sheet.contains(",0,,,,"))
      #expect(try ReviewExport.organizations(session) == [World.organization])
      #expect(try ReviewExport.write(session, to: path, .init(organization: "other"), profile: .sheet).rows == 0)
    }
  }

  @Test("a file that cannot be written says so")
  func unwritable() async throws {
    let connection = try await TestDatabase.connection()
    await #expect(throws: LoadError.self) {
      try await connection.run { session in
        _ = try ReviewExport.write(session, to: "/proc/nothing/here.csv", .init(), profile: .machine)
      }
    }
  }
}
