import ContactModel
import Glibc
import Sandbox

/// What the kernels are timed on: the names, pairs of names and telephone numbers of generated parties and contacts.
struct KernelTexts {
  struct Phone: Hashable {
    var text: String
    /// ISO 3166-1 alpha-2; empty where the record names no country.
    var region: String
    /// As the parser takes it.
    var code: UInt16 { region.utf8.reduce(0) { $0 << 8 | UInt16($1) } }
  }

  private(set) var names: [String] = []
  /// Every name with its neighbour and with one far away.
  private(set) var pairs: [(String, String)] = []
  /// As they come: a contact repeats what its party has, written alike or otherwise.
  private(set) var phones: [Phone] = []
  /// Each once, of no North American record.
  private(set) var foreign: [Phone] = []
  private var lines: [UInt8] = []

  private static let seed: UInt64 = 9001

  init(parties: Int) {
    let generator = BusinessGenerator(seed: KernelTexts.seed, parties: parties)
    generator.forEachParty { party in
      names.append(party.name)
      add(party.phone.map { [$0] } ?? [], party.country)
    }
    generator.forEachContact { labelled in
      names.append(labelled.contact.name)
      lines += labelled.contact.line.utf8
      lines.append(0x0A)
      add(labelled.contact.phones.map(\.number), labelled.contact.addresses.first?.country)
    }
    for index in names.indices {
      pairs.append((names[index], names[(index + 1) % names.count]))
      pairs.append((names[index], names[(index * 7919 + 13) % names.count]))
    }
    var seen: Set<Phone> = []
    foreign = phones.filter { !["", "US", "CA"].contains($0.region) && seen.insert($0).inserted }
  }

  private mutating func add(_ texts: [String], _ country: String?) {
    let region = country.flatMap { $0.utf8.count == 2 && $0.utf8.allSatisfy { $0 &- 0x41 < 26 } ? $0 : nil } ?? ""
    phones += texts.map { Phone(text: $0, region: region) }
  }

  /// Rows that have nothing but a name.
  var namePage: RecordPage {
    var page = RecordPage()
    for name in names {
      let start = page.bytes.count
      page.bytes += name.utf8
      var row = RecordRow()
      row.name = TextRef(start: start, count: page.bytes.count - start)
      page.rows.append(row)
    }
    return page
  }

  /// The contacts whole.
  var recordPage: RecordPage { RecordPage.parse(lines: lines) }

  /// The contacts in pages of 100, as `GET /contacts` answers.
  var contactPages: [(body: [UInt8], contacts: Int)] {
    let contacts = lines.split(separator: 0x0A)
    return stride(from: 0, to: contacts.count, by: 100).map { start in
      let page = contacts[start..<min(start + 100, contacts.count)]
      let head = #"{"next":"cD0yMDI2","previous":null,"results":["#
      return (Array(head.utf8) + page.joined(separator: CollectionOfOne(0x2C)) + Array("]}".utf8), page.count)
    }
  }

  /// Writes the texts for the other libraries: a case a line, its parts separated by tabs.
  func write(to folder: String) {
    KernelTexts.write(names.map { [$0] }, "\(folder)/names")
    KernelTexts.write(pairs.map { [$0.0, $0.1] }, "\(folder)/pairs")
    KernelTexts.write(phones.map { [$0.text, $0.region] }, "\(folder)/phones")
    KernelTexts.write(foreign.map { [$0.text, $0.region] }, "\(folder)/foreign")
    KernelTexts.write(contactPages.map { [String(decoding: $0.body, as: UTF8.self)] }, "\(folder)/pages")
  }

  private static func write(_ cases: [[String]], _ path: String) {
    guard let file = fopen(path, "w") else {
      perror(path)
      exit(1)
    }
    for parts in cases { fputs(parts.joined(separator: "\t") + "\n", file) }
    fclose(file)
  }
}
