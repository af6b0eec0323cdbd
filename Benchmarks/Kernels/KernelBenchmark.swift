import ContactModel
import Glibc
import Load
import PhoneNumbers
import Postgres
import Sandbox
import Transform

/// Times the kernels on one core and writes the texts it used: `KernelBenchmark FOLDER PARTIES [KERNEL]`, with the beginning
/// of a name those kernels alone.
///
/// A line a kernel on stdout: its name, a tab, operations per second of CPU (the best of five rounds).
@main
enum KernelBenchmark {
  static func main() {
    let arguments = CommandLine.arguments
    guard 3...4 ~= arguments.count, let parties = Int(arguments[2]) else {
      let usage = "usage: KernelBenchmark FOLDER PARTIES [KERNEL]\n"
      write(2, usage, usage.utf8.count)
      exit(64)
    }
    let texts = KernelTexts(parties: parties)
    texts.write(to: arguments[1])
    normalized("names normalized", texts.namePage)
    normalized("records normalized, all fields", texts.recordPage)
    jaroWinkler(texts)
    phones("phones, a realistic mix", texts.phones)
    phones("phones, all new and foreign", texts.foreign)
    library(texts)
    scanned(texts)
    encoded(texts)
  }

  /// Contacts a second: found in the page's bytes, checked and hashed.
  private static func scanned(_ texts: KernelTexts) {
    let pages = texts.contactPages
    var rows = 0
    report("pages scanned and hashed, contacts", pages.reduce(0) { $0 + $1.contacts }) {
      for page in pages {
        guard let parsed = try? RecordPage.parse(envelope: page.body).page else { fatalError("not well-formed") }
        rows += parsed.rows.count
      }
    }
    withExtendedLifetime(rows) {}
  }

  /// Contacts a second: written as rows of the stage in the binary COPY format, and dropped.
  private static func encoded(_ texts: KernelTexts) {
    let page = texts.recordPage
    let keys = ArraySlice((0..<26).map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 })
    for (name, keys) in [("rows for COPY", nil), ("rows for COPY, with 26 match keys", keys)] {
      var sent = 0
      report(name, page.rows.count) {
        var encoder = CopyEncoder { (chunk) throws(PostgresError) in sent += chunk.count }
        page.bytes.withUnsafeBytes { bytes in
          for row in page.rows {
            do { try encoder.stageRow(row, of: bytes, isNew: true, keys: keys) } catch { fatalError("\(error)") }
          }
        }
        do { try encoder.finish() } catch { fatalError("\(error)") }
      }
      withExtendedLifetime(sent) {}
    }
  }

  private static func normalized(_ name: String, _ page: RecordPage) {
    var normalizer = Normalizer()
    var out = NormalizedRecord()
    report(name, page.rows.count) {
      for row in page.rows { normalizer.normalize(page, row, into: &out) }
    }
  }

  private static func jaroWinkler(_ texts: KernelTexts) {
    let bytes = texts.pairs.map { (Array($0.0.utf8), Array($0.1.utf8)) }
    var jaroWinkler = JaroWinkler()
    var sum = 0.0
    report("Jaro–Winkler, whole names", bytes.count) {
      for (a, b) in bytes {
        a.withUnsafeBufferPointer { a in b.withUnsafeBufferPointer { sum += jaroWinkler.similarity(a, $0) } }
      }
    }
    report("Jaro–Winkler, 0.95 or more asked for", bytes.count) {
      for (a, b) in bytes {
        a.withUnsafeBufferPointer { a in
          b.withUnsafeBufferPointer { sum += jaroWinkler.similarity(a, $0, atLeast: 0.95) }
        }
      }
    }
    withExtendedLifetime(sum) {}
  }

  /// A parser is made new for each round: what repeats, repeats within the round.
  private static func phones(_ name: String, _ phones: [KernelTexts.Phone]) {
    let texts = phones.map { (Array($0.text.utf8), $0.code) }
    var parsed = 0
    report(name, texts.count) {
      var parser = PhoneParser()
      for (text, region) in texts {
        text.withUnsafeBytes { if parser.parse($0, region: region) != nil { parsed += 1 } }
      }
    }
    withExtendedLifetime(parsed) {}
  }

  /// The library alone, for what its stand-in saves.
  private static func library(_ texts: KernelTexts) {
    let texts = texts.foreign.prefix(4000).map { (Array($0.text.utf8), $0.code) }
    var parsed = 0
    report("phones, libphonenumber by itself", texts.count) {
      for (text, region) in texts {
        text.withUnsafeBytes { if PhoneNumber(library: $0, region: region) != nil { parsed += 1 } }
      }
    }
    withExtendedLifetime(parsed) {}
  }

  private static func report(_ name: String, _ count: Int, _ round: () -> Void) {
    guard CommandLine.arguments.count < 4 || name.hasPrefix(CommandLine.arguments[3]) else { return }
    var fastest = Double.infinity
    for _ in 0..<5 {
      let begun = cpuSeconds()
      round()
      fastest = min(fastest, cpuSeconds() - begun)
    }
    print(name, Double(count) / fastest, separator: "\t")
  }

  /// Of the process, which has one thread; POSIX counts in millionths.
  private static func cpuSeconds() -> Double { Double(clock()) / 1e6 }
}
