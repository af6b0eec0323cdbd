import Report
import Testing

@Suite("Numbers and spans as people read them")
struct WordsTests {
  @Test(
    "shares",
    arguments: [
      (nil, "–"), (0, "0 %"), (1, "100 %"), (0.875, "87.5 %"), (0.99999, "99.9 %"), (0.00001, "0.1 %"), (.nan, "–"),
    ] as [(Double?, String)])
  func percent(share: Double?, words: String) { #expect(Words.percent(share) == words) }

  @Test(
    "spans",
    arguments: [
      (0, "0 s"), (59.9, "59 s"), (60, "1 min"), (3599, "59 min"), (3600, "1 h"), (5400, "1.5 h"), (172_800, "2 d"),
      (-5, "0 s"), (nil, "–"),
    ] as [(Double?, String)])
  func spans(seconds: Double?, words: String) { #expect(Words.span(seconds: seconds) == words) }

  @Test("counts", arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1200, "−1,200")])
  func counts(number: Int, words: String) { #expect(Words.count(number) == words) }

  @Test("days and months")
  func days() {
    #expect(Words.day("2026-11-06") == "6\u{A0}Nov" && Words.month("2026-01-01") == "Jan 2026" && Words.day("?") == "?")
  }

  @Test(
    "an axis ends at or above its greatest value, in few round steps",
    arguments: [0, 0.001, 0.4, 1, 3, 4, 7, 9.99, 10, 11, 99, 101, 2345, 1e7])
  func axis(greatest: Double) {
    let axis = Axis(to: greatest)
    #expect(axis.high >= greatest && axis.ticks.count >= 2 && axis.ticks.count <= 7)
    #expect(axis.position(axis.high) == 1 && axis.position(0) == 0)
  }

  @Test("what is put into markup is escaped, markup is not")
  func markup() {
    let name = "<b a='1' c=\"2\">&"
    let inner: Markup = "<i>\(name)</i>"
    #expect(
      ("<p>\(inner)\(3)\(1.25)</p>" as Markup).html == "<p><i>&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;</i>31.3</p>")
  }
}
