import Testing
import Transform

@Suite("E-mail addresses")
struct NormalizeEmailTests {
  @Test(
    "mailboxes for comparison",
    arguments: [
      ("Jane.Roe@Acme.example", ["jane.roe@acme.example"]), (" <jane@acme.example> ", ["jane@acme.example"]),
      ("Jane Roe <jane@acme.example>; ap@acme.example", ["jane@acme.example", "ap@acme.example role"]),
      ("a@acme.example,b@acme.example c@acme.example", ["a@acme.example", "b@acme.example", "c@acme.example"]),
      ("mailto:jane@acme.example", ["jane@acme.example"]),
      ("jane@acme.example, JANE@ACME.EXAMPLE", ["jane@acme.example"]),
      ("jane+bills@acme.example", ["jane@acme.example"]), ("j.a.n.e+x@GoogleMail.com", ["jane@gmail.com free"]),
      ("jane.+bills@acme.example", ["jane@acme.example"]),
      ("jane.roe@yahoo.co.uk", ["jane.roe@yahoo.co.uk free"]), ("jane@live.nl", ["jane@live.nl free"]),
      ("j@outlook.acme.example.test", ["j@outlook.acme.example.test"]),
      ("accounts.payable2@web.de", ["accounts.payable2@web.de role free"]),
      ("buchhaltung@acme.example", ["buchhaltung@acme.example role"]),
      ("compta@acme.example", ["compta@acme.example role"]),
      ("administracion@acme.example", ["administracion@acme.example role"]),
      ("jane@müller.example", ["jane@xn--mller-kva.example"]), ("jané@BÜCHER.example", ["jane@xn--bcher-kva.example"]),
      ("jane（ж）@acme.example", ["janez@acme.example"]), ("jané@ACME.Example", ["jane@acme.example"]),
      ("jane@ac\u{AD}m\u{200B}é.example", ["jane@xn--acm-dma.example"]),
      ("jane@例え.テスト", ["jane@xn--r8jz45g.xn--zckzah"]), ("ｊａｎｅ＠ａｃｍｅ．ｅｘａｍｐｌｅ", ["jane@acme.example"]),
      ("jane@acme.example.", ["jane@acme.example"]),
      ("o'hara@acme.example", ["o'hara@acme.example"]), ("na@acme.example", ["na@acme.example"]),
      ("jane", []), ("jane@", []), ("@acme.example", []), ("jane@localhost", []), ("a@b@acme..example", []),
      ("jane@-acme.example", []),
      ("none@none.com", []), ("noemail@acme.example", []), ("na@na.com", []), ("jane@1.2.3.4", []), ("n/a", []),
    ])
  func forms(_ text: String, _ expected: [String]) {
    #expect(NormalizeFixture(email: text).record.emailTexts == expected)
  }

  @Test("the slices cut the mailbox in two")
  func slices() {
    let record = NormalizeFixture(email: "jane@acme.example").record
    #expect(record.text(record.emails[0].local) == "jane")
    #expect(record.text(record.emails[0].domain) == "acme.example")
  }

  @Test(
    "labels of RFC 3492's samples",
    arguments: [
      ("他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye"),
      ("почемужеонинеговорятпорусски", "xn--b1abfaaepdrnnbgefbadotcwatmq2g4l"),
      ("3年b組金八先生", "xn--3b-ww4c5e180e575a65lsy2b"), ("ひとつ屋根の下2", "xn--2-u9tlzr9756bt3uc0v"),
    ])
  func punycode(_ label: String, _ expected: String) {
    #expect(NormalizeFixture(email: "a@\(label).example").record.emailTexts == ["a@\(expected).example"])
  }
}
