import ContactModel
import Testing

/// Whole pages and files of lines.
struct PageTests {
  private func parse(_ text: String) throws(PageError) -> (page: RecordPage, next: String?) {
    try RecordPage.parse(envelope: Array(text.utf8))
  }

  @Test(
    arguments: [
      (#"{"next":"cD0y","previous":null,"results":[]}"#, "cD0y"), (#"{"results":[],"next":null}"#, nil),
      (#"{"results":[]}"#, nil), (#"{"next":"","results":[]}"#, nil),
      (#"{"next":"https:\/\/api.example.com\/x?cursor=a%3D","results":[]}"#, "https://api.example.com/x?cursor=a%3D"),
      ("\u{FEFF}{\"results\":[],\"count\":[1,{}]} \n", nil), (#"{"results":[1],"n\u0065xt":"x","results":[]}"#, "x"),
    ] as [(String, String?)])
  func readsEnvelopes(_ text: String, _ next: String?) throws {
    let (page, found) = try parse(text)
    #expect(found == next && page.rows.isEmpty && page.rejected.isEmpty)
    #expect(page.bytes == Array(text.utf8))
  }

  @Test(
    arguments: [
      ("", 0), ("null", 0), ("[]", 0), ("{}", 2), (#"{"next":null}"#, 13), (#"{"results":null}"#, 11),
      (#"{"results":{}}"#, 11),
      (#"{"results":[]}x"#, 14), (#"{"results":[],"next":5}"#, 21), (#"{"results":[{"id":"a"}"#, 22),
      ("<html><body>502</body></html>", 0), (#"{"results":[{"id":"a",}]}"#, 22), (#"{"results":[{"id":"a"}]"#, 23),
    ] as [(String, Int)])
  func refusesBodiesThatAreNoPage(_ text: String, _ offset: Int) {
    #expect(throws: PageError.self) { try parse(text) }
    do { _ = try parse(text) } catch { #expect(error.offset == offset, "\(error)") }
  }

  @Test func badRecordsDoNotBlockGoodOnes() throws {
    let (page, next) = try parse(
      #"""
      {"next":"n","results":[{"id":"1","phone_numbers":[{"number":"555-0101"}]},null,{"name":"no id"},
      {"id":"2","addresses":[{"city":"A\u0041"},{"city":{}}],"phone_numbers":[{"number":"555-0102"}]},"text",
      {"id":"3","name":"\u0041","addresses":[{"city":"C\u0000"}],"phone_numbers":[{"number":"555-0103"}]}]}
      """#)
    #expect(next == "n")
    #expect(page.rows.indices.map { Contact(page, at: $0).id } == ["1", "3"])
    #expect(page.rejected.map(\.reason) == ["not_an_object", "missing_id", "wrong_type", "not_an_object"])
    #expect(page.rejected.map(\.id) == [nil, nil, "2", nil])
    #expect(Contact(page, at: 0).phoneNumbers == ["555-0101"])
    let last = Contact(page, at: 1)
    #expect(last.name == "A" && last.addressLines == ["C\u{FFFD}"] && last.phoneNumbers == ["555-0103"])
    #expect(page.addresses.count == 1 && page.phones.count == 2)
  }

  @Test func everyTruncationIsRefused() throws {
    let text = Array(
      #"""
      {"next":"cD0y","results":[{"id":"1","name":"Mü\u00fc\ud83d\ude00","is_customer":true,"company":{"id":"x"},
      "addresses":[{"city":"A","state":["x",1.5e3]},"id"],"phone_numbers":[{"number":"555-0101"}],
      "x":{"y":[null,false]}},{"id":"2"}],"previous":null}
      """#.utf8)
    _ = try RecordPage.parse(envelope: text)
    for count in 0..<text.count {
      do {
        _ = try RecordPage.parse(envelope: Array(text[..<count]))
        Issue.record("the first \(count) bytes were taken for a page")
      } catch {
        #expect(error.offset <= count)
      }
    }
  }

  @Test func linesStandAlone() {
    let text = """
      {"id":"1","name":"A"}\r

      {"id":"2","name":"B\u{2028}"} 
      {"id":"3","name":
      {"id":"4"} {"id":"5"}
      {"type":"end","rows":3}
      {"name":"C"}
      [1]
      {"id":"6","type":7}
      {"id":"7","type":"rejected","addresses":{}}
      """
    let page = RecordPage.parse(lines: Array(text.utf8), firstLine: 10)
    #expect(page.rows.indices.map { Contact(page, at: $0).id } == ["1", "2", "6"])
    #expect(page.string(page.rows[1].name) == "B\u{2028}")
    #expect(page.string(page.rows[1].json) == "{\"id\":\"2\",\"name\":\"B\u{2028}\"}")
    #expect(
      page.rejected.map(\.detail) == [
        "line 13: byte 17: unexpected end of the text", "line 14: byte 11: unexpected text after the end of the value",
        "line 15: has a 'type', so it is no record of this file", "line 16: id: missing or empty",
        "line 17: expected an object, found an array", "line 19: addresses: expected an array, found an object",
      ])
    #expect(page.rejected.map(\.reason).prefix(3) == ["malformed", "malformed", "typed_line"])
    #expect(page.rejected.map(\.id).prefix(3) == ["3", "4", nil])
    #expect(page.rejected[0].raw == Array(#"{"id":"3","name":"#.utf8))
  }

  @Test func typedLinesGoToTheirReader() {
    var typed: [String] = []
    let text = #"{"id":"1"}"# + "\n" + #"{"account":"a","type":"end","name":"\u0041"}"# + "\n" + #"{"id":"2"}"#
    let page = RecordPage.parse(lines: Array(text.utf8)) { type, line in
      typed.append(type + " " + String(decoding: line, as: UTF8.self))
    }
    #expect(typed == [#"end {"account":"a","type":"end","name":"\u0041"}"#])
    #expect(page.rows.count == 2 && page.rejected.isEmpty && page.bytes.count == text.utf8.count)
  }
}
