import ContactModel
import MergeAPI
import Testing

@Suite struct TextFormTests {
  @Test(arguments: [
    ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
    ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
    ("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199),
    ("Fri, 31 Dec 1999 23:59:60 GMT", 946_684_800),
    ("Mon, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
  ])
  func readsHTTPDate(_ text: String, _ seconds: Int64) {
    #expect(Timestamp(httpDate: text) == Timestamp(microseconds: seconds * 1_000_000))
  }

  @Test(arguments: [
    "", "Sun, 06 Nov 1994 08:49:37", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
    "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT",
    "Sun, 06 Nov 1994 08:60:37 GMT", "Sun, 06 Nov 1994 08:49:61 GMT", "Sun, 06 Nov 1994 08:49:37 UTC",
    "Sun, 0x Nov 1994 08:49:37 GMT", "2026-01-01T00:00:00Z",
  ])
  func refusesHTTPDate(_ text: String) {
    #expect(Timestamp(httpDate: text) == nil)
  }

  @Test(
    arguments: [
      (nil, nil),
      ("", nil),
      ("cD0yMDIx", "cD0yMDIx"),
      ("a+b/c==", "a+b/c=="),
      ("/9j+x=", "/9j+x="),
      ("https://api.merge.dev/api/accounting/v1/contacts?cursor=abc", "abc"),
      ("https://api.merge.dev/api/accounting/v1/contacts?page_size=5&cursor=a%2Bb%2Fc%3D%3D&x=1#f", "a+b/c=="),
      ("http://evil.example.com/?cursor=a+b=", "a+b="),
      ("/api/accounting/v1/contacts?cursor=abc", "abc"),
      ("?cursor=abc", "abc"),
      ("https://api.merge.dev/x?cursor=", nil),
      ("https://api.merge.dev/x?cursor=%zz%4", "%zz%4"),
    ] as [(String?, String?)])
  func readsNext(_ next: String?, _ cursor: String?) throws {
    #expect(try PageCursor.from(next: next) == cursor)
  }

  @Test(arguments: ["https://api.merge.dev/x", "https://api.merge.dev/x?other=1&cursors=2", "http://x/?cursor"])
  func refusesNext(_ next: String) {
    #expect(throws: PageCursorMissing.self) { try PageCursor.from(next: next) }
  }
}
