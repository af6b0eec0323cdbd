/// One page of businesses: the bytes as received and, for each record, where its fields lie in them.
///
/// Contacts (as the accounting system knows them) and parties (as the platform knows them) have the same shape, so both
/// travel in this type. Strings are made only when somebody asks (``Contact``); the row for COPY, the content hash and
/// the normalizers read the bytes. Every text a ``TextRef`` points to is valid UTF-8 without U+0000: a JSON string with
/// escapes, `\u0000`, a lone surrogate or broken UTF-8 is decoded (U+FFFD in place of what PostgreSQL cannot hold) and
/// appended behind the body.
package struct RecordPage: Sendable {
  /// The body as received, followed by the texts that had to be decoded.
  package var bytes: [UInt8]
  package var rows: [RecordRow]
  /// Addresses of all rows; a row owns a range of them.
  package var addresses: [AddressRow]
  /// Telephone numbers of all rows, as received; a row owns a range of them.
  package var phones: [TextRef]
  /// Records that could not be read at all, in order.
  package var rejected: [RejectedRecord]

  package init(bytes: [UInt8] = []) {
    self.bytes = bytes
    rows = []
    addresses = []
    phones = []
    rejected = []
  }

  /// Calls `body` with the text's bytes; without any where it is null or absent.
  package func withBytes<R>(_ ref: TextRef, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    try bytes.withUnsafeBufferPointer { bytes in
      try body(UnsafeBufferPointer(rebasing: bytes[ref.isAbsent ? 0..<0 : ref.range]))
    }
  }

  /// The text as a String; nil where it is null or absent.
  package func string(_ ref: TextRef) -> String? {
    ref.isAbsent ? nil : String(decoding: bytes[ref.range], as: UTF8.self)
  }
}

/// A flag that may be unknown: null and absent are *unknown*, never *no*.
package enum Flag: UInt8, Sendable {
  case unknown
  case no
  case yes

  package init(_ value: Bool?) { self = value.map { $0 ? .yes : .no } ?? .unknown }
  package var value: Bool? { self == .unknown ? nil : self == .yes }
}

/// One record of a page. Texts are as received; nil and ``TextRef/absent`` mean null or absent.
package struct RecordRow: Sendable {
  package var id = TextRef.absent
  package var remoteID = TextRef.absent
  package var name = TextRef.absent
  /// Usually one mailbox; several are separated by `;` or `,` (a party's `email_address_2…` are joined that way).
  package var emailAddress = TextRef.absent
  package var taxNumber = TextRef.absent
  /// `ACTIVE`, `ARCHIVED` or whatever else the provider says.
  package var status = TextRef.absent
  package var currency = TextRef.absent
  /// Id of the entity of a multi-entity ledger (the id inside the object where it came expanded).
  package var company = TextRef.absent
  /// The linked account: key `account` of a contacts file, `linked_account_id` of a parties file.
  package var linkedAccount = TextRef.absent
  /// Parties only.
  package var organization = TextRef.absent
  /// Parties only: id of the party that this one was merged into.
  package var mergedInto = TextRef.absent

  package var createdAt: Timestamp?
  package var modifiedAt: Timestamp?
  package var remoteUpdatedAt: Timestamp?
  /// Parties only: when the platform retired it.
  package var deletedAt: Timestamp?
  package var isCustomer = Flag.unknown
  package var isSupplier = Flag.unknown
  package var remoteWasDeleted = false

  /// This record's part of ``RecordPage/addresses`` and of ``RecordPage/phones``.
  package var addresses = 0..<0
  package var phones = 0..<0
  /// The arrays `addresses` and `phone_numbers` as JSON text that PostgreSQL's jsonb accepts; absent where null.
  package var addressesJSON = TextRef.absent
  package var phonesJSON = TextRef.absent
  /// The whole record as received (one JSON object); absent where the source was not JSON.
  package var json = TextRef.absent

  /// XXH64 over every field that is stored, in a fixed order; equal hashes mean "nothing changed".
  package var contentHash: UInt64 = 0
  package var issues: RecordIssues = []

  package init() {}
}

/// One postal address, texts as received.
package struct AddressRow: Sendable {
  package var type = TextRef.absent
  package var street1 = TextRef.absent
  package var street2 = TextRef.absent
  package var city = TextRef.absent
  /// `country_subdivision`, or `state` where that is a string and the former is null.
  package var subdivision = TextRef.absent
  package var postcode = TextRef.absent
  package var country = TextRef.absent

  package init() {}
}

/// Data problems that travel with a record.
package struct RecordIssues: OptionSet, Sendable, Hashable {
  package let rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// A character that PostgreSQL cannot hold (U+0000, a lone surrogate, broken UTF-8) was replaced by U+FFFD.
  package static let textRepaired = RecordIssues(rawValue: 1 << 0)
  /// A timestamp was not RFC 3339 and is taken as null.
  package static let timestampUnreadable = RecordIssues(rawValue: 1 << 1)
  /// A number or boolean stood where a text belongs; its literal was taken.
  package static let typeCoerced = RecordIssues(rawValue: 1 << 2)

  private static let names: [(RecordIssues, String)] = [
    (.textRepaired, "text_repaired"), (.timestampUnreadable, "timestamp_unreadable"), (.typeCoerced, "type_coerced"),
  ]

  /// The issues as the codes that are stored and shown, in a fixed order.
  package var codes: [String] { RecordIssues.names.filter { contains($0.0) }.map(\.1) }
}

/// A record that could not be read: kept with its reason, never in the way of the others.
package struct RejectedRecord: Sendable, Hashable {
  /// The record's id where it could be read.
  package var id: String?
  /// Code, such as `missing_id`, `not_an_object`, `too_deep`, `wrong_type`, `unstorable`.
  package var reason: String
  /// What and where, without personal data: `addresses[1].city: expected a string, found an array`.
  package var detail: String
  /// The record as received.
  package var raw: [UInt8]

  /// The reason of what is read of somebody who was erased: neither id nor raw form are kept.
  package static let erased = "erased"

  package init(id: String?, reason: String, detail: String, raw: [UInt8]) {
    self.id = id
    self.reason = reason
    self.detail = detail
    self.raw = raw
  }
}
