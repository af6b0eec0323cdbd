import JSONScan

/// Reads records out of JSON bytes in one scan; ``RecordPage/parse(envelope:)`` and its sisters are its callers.
///
/// Its functions throw only where the bytes are not well-formed; what is wrong with a single record is noted in
/// `rejection`, the scan goes on, and `commit` leaves that record out.
struct RecordParser {
  /// JSON of the arrays `addresses` and `phone_numbers` at most (32 MiB): jsonb keeps less than 256 MiB in an array,
  /// and its form of a text can be six times as long as the text (`1,` takes 12 bytes).
  static let arrayLimit = 1 << 25

  let body: UnsafeBufferPointer<UInt8>
  var scanner: JSONScanner
  var page = RecordPage()
  /// Texts that had to be decoded; they will lie behind the body.
  var appended: [UInt8] = []

  /// The record being read, and what is wrong with it.
  var row = RecordRow()
  var rejection: (reason: String, detail: String)?
  /// Its `type`, which only lines of our own files have.
  var type: TextRef = .absent
  /// Its account came as `linked_account_id`, which is stored and so part of the hash.
  var linkedAccountIsStored = false
  /// Where the scan is inside the record, for details.
  var place = Place()
  private var recordStart = 0
  private var appendedBefore = 0
  private var keyBytes: [UInt8] = []

  /// Where a value stands: `name`, or `addresses[1].city`.
  struct Place {
    var list: StaticString?
    var index = 0
    var key: StaticString = ""

    var text: String { list.map { "\($0)[\(index)]" + (key.utf8CodeUnitCount == 0 ? "" : ".\(key)") } ?? "\(key)" }
  }

  init(_ body: UnsafeBufferPointer<UInt8>) {
    self.body = body
    scanner = JSONScanner(body)
  }

  // MARK: One record

  /// Scans one value as a record; `commit` decides what becomes of it.
  mutating func scan() throws(JSONError) {
    row = RecordRow()
    rejection = nil
    type = .absent
    linkedAccountIsStored = false
    place = Place()
    scanner.traits = JSONTraits()
    appendedBefore = appended.count
    row.addresses = page.addresses.count..<page.addresses.count
    row.phones = page.phones.count..<page.phones.count
    let kind = try scanner.peek()
    recordStart = scanner.offset
    guard kind == .object else {
      rejection = ("not_an_object", "expected an object, found \(kind.phrase)")
      try scanner.skip()
      return
    }
    try scanner.enterObject()
    while let key = try scanner.nextKey() {
      let field = withBytes(of: key) { RecordField($0) }
      if let field { try member(field) } else { try scanner.skip() }
    }
    if scanner.traits.contains(.tooDeep) {
      rejection = ("too_deep", "nested deeper than \(JSONScanner.depthLimit) levels")
    }
  }

  /// Adds the record just scanned to the page, or its rejection.
  mutating func commit(prefix: String = "") {
    let problem = rejection ?? row.identityProblem
    let raw = recordStart..<scanner.offset
    if let problem {
      reject(problem.reason, prefix + problem.detail, raw: raw)
      return
    }
    row.json = TextRef(start: raw.lowerBound, count: raw.count)
    row.contentHash = appended.withUnsafeBufferPointer {
      row.hash(of: TextSource(body: body, appended: $0), withLinkedAccount: linkedAccountIsStored)
    }
    page.rows.append(row)
  }

  /// Takes back what the record has added to the page and keeps it as rejected.
  mutating func reject(_ reason: String, _ detail: String, raw: Range<Int>) {
    let id: String? = row.id.isAbsent || row.id.count == 0 || row.id.count > 255 ? nil : string(row.id)
    discard()
    page.rejected.append(RejectedRecord(id: id, reason: reason, detail: detail, raw: Array(body[raw])))
  }

  /// Takes back what the record has added to the page.
  mutating func discard() {
    page.addresses.removeSubrange(row.addresses.lowerBound...)
    page.phones.removeSubrange(row.phones.lowerBound...)
    appended.removeSubrange(appendedBefore...)
  }

  func string(_ ref: TextRef) -> String {
    appended.withUnsafeBufferPointer {
      String(decoding: TextSource(body: body, appended: $0).bytes(ref), as: UTF8.self)
    }
  }

  /// The key's bytes, decoded where it has escapes.
  mutating func withBytes<R>(of key: JSONText, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    if key.isPlain { return body(UnsafeBufferPointer(rebasing: self.body[key.range])) }
    keyBytes.removeAll(keepingCapacity: true)
    scanner.decode(key, into: &keyBytes)
    return keyBytes.withUnsafeBufferPointer(body)
  }

  private mutating func member(_ field: RecordField) throws(JSONError) {
    switch field {
    case .id: row.id = try text("id")
    case .remoteID: row.remoteID = try text("remote_id")
    case .name: row.name = try text("name")
    case .emailAddress: row.emailAddress = try text("email_address")
    case .taxNumber: row.taxNumber = try text("tax_number")
    case .status: row.status = try text("status")
    case .currency: row.currency = try text("currency")
    case .company: row.company = try company()
    case .account:
      row.linkedAccount = try reference("account")
      linkedAccountIsStored = false
    case .linkedAccount:
      row.linkedAccount = try reference("linked_account_id")
      linkedAccountIsStored = true
    case .organization: row.organization = try reference("organization")
    case .mergedInto: row.mergedInto = try reference("merged_into")
    case .createdAt: row.createdAt = try timestamp("created_at")
    case .modifiedAt: row.modifiedAt = try timestamp("modified_at")
    case .remoteUpdatedAt: row.remoteUpdatedAt = try timestamp("remote_updated_at")
    case .deletedAt: row.deletedAt = try timestamp("deleted_at")
    case .isCustomer: row.isCustomer = try flag("is_customer")
    case .isSupplier: row.isSupplier = try flag("is_supplier")
    case .remoteWasDeleted: row.remoteWasDeleted = try flag("remote_was_deleted") == .yes
    case .addresses: try addresses()
    case .phoneNumbers: try phones()
    case .type: try lineType()
    }
  }

  /// `type` of a line; any other kind than a string is not ours and is passed over.
  private mutating func lineType() throws(JSONError) {
    if try scanner.peek() == .string {
      type = store(try scanner.string())
    } else {
      type = .absent
      try scanner.skip()
    }
  }
}
