import ContactModel
import TestSupport
import Testing
import Transform

/// One field of a record at a time, or all at once, through one normalizer.
private struct Probe {
  private var normalizer = Normalizer()
  private(set) var out = NormalizedRecord()

  enum Field: CaseIterable { case name, email, tax, phone, street, city, subdivision, postcode, record }

  mutating func run(_ field: Field, _ text: [UInt8], country: [UInt8], city: [UInt8] = []) {
    var page = RecordPage()
    func ref(_ text: [UInt8]) -> TextRef {
      let start = page.bytes.count
      page.bytes += text
      return text.isEmpty ? .absent : TextRef(start: start, count: text.count)
    }
    var row = RecordRow()
    let all = ref(text)
    var address = AddressRow()
    address.country = ref(country)
    address.city = field == .city || field == .record ? all : ref(city)
    if field == .name || field == .record { row.name = all }
    if field == .email || field == .record { row.emailAddress = all }
    if field == .tax || field == .record { row.taxNumber = all }
    if field == .phone || field == .record {
      page.phones = [all]
      row.phones = 0..<1
    }
    if field == .street || field == .record { address.street1 = all }
    if field == .record {
      address.street2 = all
      row.currency = all
    }
    if field == .subdivision || field == .record { address.subdivision = all }
    if field == .postcode || field == .record { address.postcode = all }
    page.addresses = [address]
    row.addresses = 0..<1
    page.rows = [row]
    normalizer.normalize(page, row, into: &out)
  }

  func bytes(_ slice: Slice?) -> [UInt8] { slice.map { Array(out.bytes[$0.range]) } ?? [] }
}

@Suite("Hostile input through every normalizer")
struct NormalizeHostileTests {
  /// Milliseconds of CPU that one input may cost; the slowest seen cost some ten.
  private static let mostMilliseconds: UInt64 = 1000

  private static let countries = [
    "US", "GB", "DE", "FR", "AU", "CA", "NL", "IN", "ES", "JP", "IT", "BR", "CH", "MX", "",
  ]

  @Test(
    "no crash, ASCII out, slices in place, and a normal form is its own normal form",
    arguments: Fuzz.seeds)
  func laws(seed: UInt64) async {
    var random = Seeded(seed &* 0x9E37_79B9)
    var hostile = HostileText()
    var (probe, again) = (Probe(), Probe())
    var broken: [String] = []
    var counts: [Probe.Field: Int] = [:]
    var slowest: UInt64 = 0
    for turn in 0..<(Fuzz.count ?? 100_000) / 8 where broken.count < 20 {
      // Tests that serve others by HTTP run on the same few threads.
      if turn.isMultiple(of: 100) { await Task.yield() }
      let text = hostile.next(&random)
      let country = Array((NormalizeHostileTests.countries.randomElement(using: &random) ?? "").utf8)
      let field = Probe.Field.allCases.randomElement(using: &random) ?? .record
      let city: [UInt8] = field == .name && random.chance(4) ? Array("Dallas".utf8) : []
      let start = Fuzz.cpuTime()
      probe.run(field, text, country: country, city: city)
      let cost = (Fuzz.cpuTime() - start) / 1_000_000
      counts[field, default: 0] += 1
      slowest = max(slowest, cost)
      var laws = isWellFormed(probe.out) ? [] : ["form"]
      if cost > NormalizeHostileTests.mostMilliseconds { laws.append("\(cost) ms") }
      laws += NormalizeHostileTests.changes(probe, field, country, city, &again)
      for law in laws {
        broken.append(
          "\(law): \(field), \(String(decoding: country, as: UTF8.self)), \(String(reflecting: String(decoding: text.prefix(300), as: UTF8.self)))"
        )
      }
    }
    #expect(broken == [])
    if Fuzz.count != nil {
      let texts = counts.map { "\($0.key) \($0.value)" }.sorted().joined(separator: ", ")
      print("seed \(seed): \(counts.values.reduce(0, +)) inputs (\(texts)), the slowest \(slowest) ms")
    }
  }

  /// The normal forms that are another text when they are normalized themselves.
  private static func changes(
    _ once: Probe, _ field: Probe.Field, _ country: [UInt8], _ city: [UInt8], _ again: inout Probe
  ) -> [String] {
    var changes: [String] = []
    func expect(_ before: [UInt8], _ after: [UInt8]) {
      if before != after {
        changes.append("\(String(decoding: before, as: UTF8.self)) → \(String(decoding: after, as: UTF8.self))")
      }
    }
    let out = once.out
    switch field {
    case .name:
      for form in out.names {
        again.run(.name, once.bytes(form.text), country: country, city: city)
        expect(once.bytes(form.text), again.bytes(again.out.names.first?.text))
      }
    case .email:
      for form in out.emails {
        again.run(.email, once.bytes(form.mailbox), country: country)
        expect(once.bytes(form.mailbox), again.bytes(again.out.emails.first?.mailbox))
      }
    case .tax:
      // The root of a CNPJ with letters is no number by itself.
      for form in out.taxNumbers where form.country != 0x4252 || once.bytes(form.text).allSatisfy({ $0 < 0x3A }) {
        let own = form.country == 0 ? country : [UInt8(form.country >> 8), UInt8(form.country & 255)]
        again.run(.tax, once.bytes(form.text), country: own)
        expect(once.bytes(form.text), again.bytes(again.out.taxNumbers.first?.text))
      }
    case .phone:
      for form in out.phones {
        let ext = form.extensionDigits == 0 ? "" : " ext. \(form.extensionDigits)"
        // What could not be parsed is kept by its digits, without the zeros in front of them.
        let isKept = (form.isValid ? ["+"] : ["+", "", "0"]).contains { plus in
          again.run(.phone, Array("\(plus)\(form.e164)\(ext)".utf8), country: country)
          let after = again.out.phones.first
          return after?.e164 == form.e164 && after?.extensionDigits == form.extensionDigits
        }
        if !isKept { changes.append("\(form) → \(again.out.phones.first.map { "\($0)" } ?? "nothing")") }
      }
    case .city:
      let form = once.bytes(out.addresses.first?.city)
      again.run(.city, form, country: country)
      expect(form, again.bytes(again.out.addresses.first?.city))
    case .subdivision:
      let form = once.bytes(out.addresses.first?.subdivision)
      again.run(.subdivision, form, country: country)
      expect(form, again.bytes(again.out.addresses.first?.subdivision))
    case .postcode:
      let form = once.bytes(out.addresses.first?.postcode)
      again.run(.postcode, form, country: country)
      expect(form, again.bytes(again.out.addresses.first?.postcode))
    case .street, .record: break
    }
    return changes
  }

  private func isWellFormed(_ record: NormalizedRecord) -> Bool {
    let slices =
      record.names.flatMap { [$0.text, $0.sorted, $0.branch] } + record.taxNumbers.map(\.text)
      + record.emails.flatMap { [$0.mailbox, $0.local, $0.domain] }
      + record.addresses.flatMap { [$0.postcode, $0.city, $0.number, $0.street, $0.unit, $0.subdivision] }
    return record.bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
      && slices.allSatisfy { $0.range.upperBound <= record.bytes.count }
      && record.names.allSatisfy { !$0.text.isEmpty && $0.text.count == $0.sorted.count }
      && record.phones.allSatisfy { $0.e164 != 0 } && record.taxNumbers.allSatisfy { !$0.text.isEmpty }
  }
}
