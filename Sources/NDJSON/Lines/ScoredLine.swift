package import ContactModel

/// What scoring found of one contact, as it travels in lines.
package struct ScoredContact: Sendable, Hashable {
  package struct Candidate: Sendable, Hashable {
    package var party: String
    /// Bits, without prior and ruling.
    package var weight: Float
    package var levels: Levels

    package init(party: String, weight: Float, levels: Levels) {
      self.party = party
      self.weight = weight
      self.levels = levels
    }
  }

  /// 64-bit hashes of blocking keys.
  package var keys: [UInt64]
  /// Best first.
  package var candidates: [Candidate]
  /// Pairs that an oversized block would have brought and that were cut.
  package var cut: Int

  package init(keys: [UInt64] = [], candidates: [Candidate] = [], cut: Int = 0) {
    self.keys = keys
    self.candidates = candidates
    self.cut = cut
  }

  /// Of one row of a scored page.
  package init(_ row: ScoredPage.Row, of page: ScoredPage) {
    keys = Array(page.keys[row.keys])
    candidates = page.candidates[row.candidates].map {
      Candidate(party: page.partyIDs[$0.party], weight: $0.weight, levels: $0.levels)
    }
    cut = row.cut
  }

  /// Appends `{"candidates":[{"levels","party","weight"}],"cut","keys":[…]}`, without line end.
  func appendJSON(to out: inout [UInt8]) {
    ObjectWriter.append(to: &out) { object in
      object.list("candidates", candidates) { candidate, out in
        ScoredContact.append(candidate.levels, candidate.weight, to: &out) { $0.text("party", candidate.party) }
      }
      ScoredContact.append(cut, keys, to: &object)
    }
  }

  /// As ``appendJSON(to:)`` of a row of a scored page, without making it a value.
  package static func appendJSON(of row: ScoredPage.Row, in page: ScoredPage, to out: inout [UInt8]) {
    ObjectWriter.append(to: &out) { object in
      object.list("candidates", page.candidates[row.candidates]) { candidate, out in
        append(candidate.levels, candidate.weight, to: &out) { object in
          page.partyIDs.withBytes(candidate.party) { object.text("party", $0) }
        }
      }
      append(row.cut, page.keys[row.keys], to: &object)
    }
  }

  private static func append(
    _ levels: Levels, _ weight: Float, to out: inout [UInt8], _ party: (inout ObjectWriter) -> Void
  ) {
    ObjectWriter.append(to: &out) { object in
      object.hexadecimal("levels", levels.packed.byteSwapped)
      party(&object)
      object.number("weight", weight)
    }
  }

  private static func append(_ cut: Int, _ keys: some Sequence<UInt64>, to object: inout ObjectWriter) {
    object.integer("cut", Int64(cut))
    object.list("keys", keys) { key, out in
      out.append(UInt8(ascii: "\""))
      appendHexadecimal(key, to: &out)
      out.append(UInt8(ascii: "\""))
    }
  }

  init(_ object: LineObject) throws(LineProblem) {
    candidates = []
    for member in try object.objects("candidates") {
      guard let weight = try member.single("weight") else { throw LineProblem("`weight` of a candidate is missing") }
      candidates.append(
        Candidate(party: try member.requiredText("party"), weight: weight, levels: try Levels(of: member)))
    }
    cut = Int(try object.integer("cut") ?? 0)
    keys = []
    for text in try object.texts("keys") {
      guard text.utf8.count == 16, let key = UInt64(text, radix: 16) else {
        throw LineProblem("`keys` must be texts of 16 hexadecimal digits")
      }
      keys.append(key)
    }
  }
}

/// One scored contact: the contact, and what scoring found.
package struct ScoredLine: Sendable {
  package var account: String
  package var contact: String
  package var matcherVersion: String
  /// Of the parties that it was scored against; nil: not known.
  package var partyRevision: Int64?
  /// The contact's own line, one JSON object; nil where it was left out.
  package var record: ArraySlice<UInt8>?
  package var scored: ScoredContact
  /// How often the floor of its edges was raised by who made the groups; written by others only, 0 where it is absent.
  package var rises: UInt8 = 0

  package init(
    account: String, contact: String, matcherVersion: String, partyRevision: Int64?, record: ArraySlice<UInt8>?,
    scored: ScoredContact
  ) {
    self.account = account
    self.contact = contact
    self.matcherVersion = matcherVersion
    self.partyRevision = partyRevision
    self.record = record
    self.scored = scored
  }

  package var line: [UInt8] {
    var object = ObjectWriter()
    object.text("account", account)
    object.text("contact", contact)
    object.text("matcher_version", matcherVersion)
    object.integer("party_revision", partyRevision)
    if let record { object.json("record", record) }
    var json: [UInt8] = []
    scored.appendJSON(to: &json)
    object.json("scored", json[...])
    return object.close()
  }

  /// Reads a scored line, or what a decision line has of it.
  package init(_ line: LineObject) throws(LineProblem) {
    account = try line.requiredText("account")
    contact = try line.requiredText("contact")
    matcherVersion = try line.requiredText("matcher_version")
    partyRevision = try line.integer("party_revision")
    record = line.raw("record")
    guard let scored = try line.object("scored") else {
      throw LineProblem("`scored` is missing: a line of `contactsync transform` was expected")
    }
    self.scored = try ScoredContact(scored)
    guard let rises = UInt8(exactly: try line.integer("rises") ?? 0) else {
      throw LineProblem("`rises` must be a whole number from 0 to 255")
    }
    self.rises = rises
  }
}

extension Levels {
  /// Two hexadecimal digits a byte, in the order of the bytes: name, tax number, email, phone, address, then facts.
  package var text: String { hexadecimal(packed.byteSwapped) }

  init(of member: LineObject) throws(LineProblem) {
    guard let text = try member.text("levels"), text.utf8.count == 16, let packed = UInt64(text, radix: 16) else {
      throw LineProblem("`levels` must be a text of 16 hexadecimal digits")
    }
    self.init(packed: packed.byteSwapped)
  }
}

/// 16 digits.
func hexadecimal(_ value: UInt64) -> String {
  var digits: [UInt8] = []
  appendHexadecimal(value, to: &digits)
  return String(decoding: digits, as: UTF8.self)
}

/// As above, appended.
func appendHexadecimal(_ value: UInt64, to out: inout [UInt8]) {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { digits in
    for place in 0..<16 {
      let digit = UInt8(truncatingIfNeeded: value >> UInt64(60 - 4 * place)) & 15
      digits.initializeElement(at: place, to: digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10))
    }
    out.append(contentsOf: UnsafeBufferPointer(digits))
  }
}
