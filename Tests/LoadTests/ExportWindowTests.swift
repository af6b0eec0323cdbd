import ContactModel
import Extract
import Load
import Postgres
import Testing

@Suite("Windows of exports")
struct ExportWindowTests {
  /// Reads one contact, of which two older records were left out.
  private static func read(
    _ session: borrowing Session, _ world: World, _ window: ReadWindow
  ) throws -> ReadWindow {
    try PageStore.store(
      session, TestContact.page([.init(id: "a")]), next: nil, respondedAt: World.now, window: window,
      lease: world.lease, run: world.run, repeated: 2
    ).window
  }

  @Test("Nobody goes on with one, and settling it leaves the watermark where it is")
  func watermark() async throws {
    try await World.with { session, world in
      let export = try Self.read(session, world, .ofExport(pipeline: "test"))
      #expect(export.phase == .readComplete)
      let merge = try world.openWindow(session)
      #expect(merge.id == nil && merge.since == "watermark", "Merge is read in spite of it")
      #expect(try world.settle(session, export).watermark == nil)
      #expect(try world.settle(session, try Self.read(session, world, merge)).watermark == World.now)
      let again = try Self.read(session, world, .ofExport(pipeline: "test"))
      #expect(try world.settle(session, again).watermark == World.now)
      #expect(try session.value("select count(*)::text from contactsync.window_checkpoint") == "0")
      #expect(
        try session.value(
          """
          select concat_ws(' ', rows_read, rows_inserted, rows_unchanged, rows_repeated) from contactsync.run_account
          """) == "9 1 2 6")
    }
  }
}
