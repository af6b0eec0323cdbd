import ContactModel
import Foundation
import JSONScan
import Testing

/// Parsing against Foundation's JSONSerialization, on seeded random pages.
struct PageOracleTests {
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func everyFieldIsWhatFoundationReads(seed: UInt64) throws {
    var generator = RandomPage(seed: seed)
    var compared = 0
    for _ in 0..<150 {
      let body = generator.page()
      let expected = try #require(try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any])
      let (page, next) = try RecordPage.parse(envelope: body)
      #expect((next ?? "") == (expected["next"] as? String ?? ""))
      let contacts = try #require(expected["results"] as? [[String: Any]])
      let usable = contacts.filter { ($0["id"] as? String ?? "") != "" }
      try #require(page.rows.count == usable.count && page.rejected.count == contacts.count - usable.count)
      for (index, contact) in usable.enumerated() { compare(Contact(page, at: index), contact) }
      compared += usable.count
    }
    #expect(compared > 100)
  }

  private func compare(_ contact: Contact, _ expected: [String: Any]) {
    let (page, row) = (contact.page, contact.row)
    let texts: [(String, TextRef)] = [
      ("id", row.id), ("remote_id", row.remoteID), ("name", row.name), ("email_address", row.emailAddress),
      ("tax_number", row.taxNumber), ("status", row.status), ("currency", row.currency),
    ]
    for (key, ref) in texts { #expect(page.string(ref) == expected[key] as? String) }
    for (key, ref) in [("organization", row.organization), ("merged_into", row.mergedInto)] {
      #expect((page.string(ref) ?? "") == (expected[key] as? String ?? ""))
    }
    let company = expected["company"] as? String ?? (expected["company"] as? [String: Any])?["id"] as? String
    #expect(page.string(row.company) == company)
    #expect(row.isCustomer.value == expected["is_customer"] as? Bool)
    #expect(row.isSupplier.value == expected["is_supplier"] as? Bool)
    #expect(row.remoteWasDeleted == (expected["remote_was_deleted"] as? Bool ?? false))
    for (key, time) in [
      ("created_at", row.createdAt), ("modified_at", row.modifiedAt), ("remote_updated_at", row.remoteUpdatedAt),
      ("deleted_at", row.deletedAt),
    ] { #expect(time?.rfc3339 == expected[key] as? String) }

    let addresses = (expected["addresses"] as? [Any] ?? []).compactMap { $0 as? [String: Any] }
    #expect(row.addresses.count == addresses.count)
    for (address, expected) in zip(page.addresses[row.addresses], addresses) {
      for (key, ref) in [
        ("type", address.type), ("street_1", address.street1), ("street_2", address.street2), ("city", address.city),
        ("country", address.country), ("zip_code", address.postcode),
      ] { #expect(page.string(ref) == expected[key] as? String) }
      #expect(
        page.string(address.subdivision) == expected["country_subdivision"] as? String ?? expected["state"] as? String)
    }
    let phones = (expected["phone_numbers"] as? [Any] ?? []).compactMap { ($0 as? [String: Any])?["number"] as? String }
    #expect(contact.phoneNumbers == phones.filter { !$0.isEmpty })
    for (key, ref) in [("addresses", row.addressesJSON), ("phone_numbers", row.phonesJSON)] {
      let kept = page.string(ref).flatMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? NSArray }
      #expect(kept == (expected[key] as? [Any]).map { $0 as NSArray })
    }
    let whole = page.string(row.json).flatMap {
      try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? NSDictionary
    }
    #expect(whole == expected as NSDictionary)
  }

  /// Known differences, where Foundation refuses: invalid UTF-8, half surrogate pairs and numbers beyond Double. Where
  /// it does not: a comma before a closing bracket.
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func damagedPagesFailAlike(seed: UInt64) {
    var generator = RandomPage(seed: seed &+ 100)
    var (refused, taken) = (0, 0)
    for _ in 0..<500 {
      let body = generator.mutated(generator.page())
      let object = (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any]
      let isPage =
        object.map { $0["results"] is [Any] && ($0["next"] ?? NSNull()) is NSString || isNullNext($0) } ?? false
      let parsed = try? RecordPage.parse(envelope: body)
      if let page = parsed?.page {
        taken += 1
        checkPlaces(page)
      } else {
        refused += 1
      }
      if (parsed != nil) == isPage { continue }
      #expect(isKnownDifference(body), "\(String(decoding: body, as: UTF8.self))")
    }
    #expect(refused > 100 && taken > 50)
  }

  @Test func damagedLinesNeverCrash() {
    var generator = RandomPage(seed: 999)
    for _ in 0..<300 {
      let lines = generator.mutated(generator.page() + [0x0A] + generator.page())
      checkPlaces(RecordPage.parse(lines: lines))
    }
  }

  private func isNullNext(_ object: [String: Any]) -> Bool {
    object["results"] is [Any] && (object["next"] == nil || object["next"] is NSNull)
  }

  private func isKnownDifference(_ body: [UInt8]) -> Bool {
    let text = body.filter { ![0x20, 0x0A, 0x0D, 0x09].contains($0) }
    if zip(text, text.dropFirst()).contains(where: { $0 == 0x2C && [0x5D, 0x7D].contains($1) }) { return true }
    return body.withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes)
      _ = try? scanner.skip()
      return scanner.traits.isRepaired
        || String(decoding: body, as: UTF8.self).contains { "eE".contains($0) }
          && scanner.traits.contains(.hugeNumber)
    }
  }

  /// Every text lies inside the page and is UTF-8 without U+0000.
  private func checkPlaces(_ page: RecordPage) {
    for row in page.rows {
      #expect(row.addresses.upperBound <= page.addresses.count && row.phones.upperBound <= page.phones.count)
      for ref in [row.id, row.name, row.company, row.addressesJSON, row.phonesJSON] where !ref.isAbsent {
        let text = Array(page.bytes[ref.range])
        #expect(!text.contains(0) && Array(String(decoding: text, as: UTF8.self).utf8) == text)
      }
    }
  }
}
