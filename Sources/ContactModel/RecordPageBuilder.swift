import JSONScan

/// Builds pages from sources that are not JSON: CSV files, database rows.
///
/// For each record: give its texts to ``text(_:)``, set the fields of ``record``, add addresses and telephone numbers,
/// then call ``finishRecord()``.
package struct RecordPageBuilder: Sendable {
  /// The record being built; its addresses, phones, JSON and hash are set by the functions below.
  package var record = RecordRow()
  private var page = RecordPage()
  private var firstAddress = 0
  private var firstPhone = 0

  package init() {}

  /// Records finished so far.
  package var count: Int { page.rows.count }
  /// Bytes of the page so far: a reason to end it.
  package var byteCount: Int { page.bytes.count }

  /// Keeps a text; nil is null. What PostgreSQL cannot hold (U+0000, broken UTF-8) becomes U+FFFD and an issue.
  package mutating func text(_ text: String?) -> TextRef {
    guard var text else { return .absent }
    return text.withUTF8 { self.text($0) }
  }

  /// As above, of bytes.
  package mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) -> TextRef {
    let start = page.bytes.count
    if appendStorable(bytes, to: &page.bytes) { record.issues.insert(.textRepaired) }
    return TextRef(start: start, count: page.bytes.count - start)
  }

  /// Adds an address of the record, its texts kept by ``text(_:)`` before; one without any text is left out.
  package mutating func addAddress(_ address: AddressRow) {
    guard !address.isEmpty else { return }
    page.addresses.append(address)
  }

  /// Adds a telephone number of the record, kept by ``text(_:)`` before; null is left out.
  package mutating func addPhone(_ phone: TextRef) {
    guard !phone.isAbsent else { return }
    page.phones.append(phone)
  }

  /// Ends the record; false where it was rejected instead (`missing_id`, `id_too_long`).
  ///
  /// `addressesJSON` and `phonesJSON` are written in Merge's field names; null where there are none.
  @discardableResult
  package mutating func finishRecord() -> Bool {
    defer {
      record = RecordRow()
      firstAddress = page.addresses.count
      firstPhone = page.phones.count
    }
    if let problem = record.identityProblem {
      page.addresses.removeSubrange(firstAddress...)
      page.phones.removeSubrange(firstPhone...)
      page.rejected.append(RejectedRecord(id: nil, reason: problem.reason, detail: problem.detail, raw: []))
      return false
    }
    record.addresses = firstAddress..<page.addresses.count
    record.phones = firstPhone..<page.phones.count
    record.addressesJSON = page.appendAddressesJSON(record.addresses)
    record.phonesJSON = page.appendPhonesJSON(record.phones)
    record.contentHash = page.bytes.withUnsafeBufferPointer {
      record.hash(
        of: TextSource(body: $0, appended: UnsafeBufferPointer(start: nil, count: 0)), withLinkedAccount: true)
    }
    page.rows.append(record)
    return true
  }

  /// The page, and a fresh start for the next one. A record not finished is dropped.
  package mutating func finish() -> RecordPage {
    defer { self = RecordPageBuilder() }
    return page
  }
}

extension RecordRow {
  /// Why the record cannot be stored under its ids; nil where it can. 255 bytes: the tables' check.
  var identityProblem: (reason: String, detail: String)? {
    if id.isAbsent || id.count == 0 { return ("missing_id", "id: missing or empty") }
    for (name, ref) in [
      ("id", id), ("organization", organization), ("linked_account_id", linkedAccount), ("merged_into", mergedInto),
    ] where ref.count > 255 {
      return ("id_too_long", "\(name): \(ref.count) bytes, at most 255 are kept")
    }
    return nil
  }
}

extension AddressRow {
  var isEmpty: Bool {
    type.isAbsent && street1.isAbsent && street2.isAbsent && city.isAbsent && subdivision.isAbsent && postcode.isAbsent
      && country.isAbsent
  }
}

extension RecordPage {
  /// The addresses as a JSON array with sorted keys, null fields left out; null where there are none.
  fileprivate mutating func appendAddressesJSON(_ range: Range<Int>) -> TextRef {
    appendJSONArray(range) { page, index, out in
      let address = page.addresses[index]
      page.appendJSONObject(
        [
          ("city", address.city), ("country", address.country), ("country_subdivision", address.subdivision),
          ("street_1", address.street1), ("street_2", address.street2), ("type", address.type),
          ("zip_code", address.postcode),
        ], to: &out)
    }
  }

  fileprivate mutating func appendPhonesJSON(_ range: Range<Int>) -> TextRef {
    appendJSONArray(range) { page, index, out in page.appendJSONObject([("number", page.phones[index])], to: &out) }
  }

  private mutating func appendJSONArray(
    _ range: Range<Int>, _ element: (RecordPage, Int, inout [UInt8]) -> Void
  ) -> TextRef {
    guard !range.isEmpty else { return .absent }
    var out = [UInt8(ascii: "[")]
    for index in range {
      if index > range.lowerBound { out.append(UInt8(ascii: ",")) }
      element(self, index, &out)
    }
    out.append(UInt8(ascii: "]"))
    let start = bytes.count
    bytes.append(contentsOf: out)
    return TextRef(start: start, count: out.count)
  }

  private func appendJSONObject(_ members: [(StaticString, TextRef)], to out: inout [UInt8]) {
    out.append(UInt8(ascii: "{"))
    var isFirst = true
    for (name, ref) in members where !ref.isAbsent {
      if !isFirst { out.append(UInt8(ascii: ",")) }
      isFirst = false
      appendJSONString(name.description, to: &out)
      out.append(UInt8(ascii: ":"))
      bytes.withUnsafeBufferPointer {
        appendJSONString(UnsafeBufferPointer(rebasing: $0[ref.range]), to: &out)
      }
    }
    out.append(UInt8(ascii: "}"))
  }
}
