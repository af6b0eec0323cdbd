/// The fields that are compared, in the order in which evidence is shown.
package enum Field: UInt8, Sendable, CaseIterable {
  case name
  case taxNumber
  case email
  case phone
  case address

  /// The name in policies, evidence and files.
  package var name: String {
    switch self {
    case .name: "name"
    case .taxNumber: "tax_number"
    case .email: "email_address"
    case .phone: "phone_number"
    case .address: "address"
    }
  }
}

/// One byte per field (and two spare): which level of its ladder a pair reached. 0 is *missing* for every field.
package struct Levels: Sendable, Hashable {
  package var packed: UInt64

  package init(packed: UInt64 = 0) { self.packed = packed }

  package subscript(field: Field) -> UInt8 {
    get { self[byte: Int(field.rawValue)] }
    set { self[byte: Int(field.rawValue)] = newValue }
  }

  /// Bytes 5…7 are facts beside the ladders that the ruling needs (see Transform's `PairFacts`).
  package subscript(byte index: Int) -> UInt8 {
    get { UInt8(truncatingIfNeeded: packed >> (8 * UInt64(index))) }
    set { packed = packed & ~(0xFF << (8 * UInt64(index))) | UInt64(newValue) << (8 * UInt64(index)) }
  }
}

/// What scoring a page yields: for each scored record its blocking keys and its candidates.
package struct ScoredPage: Sendable {
  package struct Row: Sendable {
    /// Index into `RecordPage.rows`.
    package var row: Int
    /// This record's part of ``ScoredPage/keys`` and ``ScoredPage/candidates``.
    package var keys: Range<Int>
    package var candidates: Range<Int>
    /// Pairs that an oversized block would have brought and that were cut.
    package var cut: Int

    package init(row: Int, keys: Range<Int>, candidates: Range<Int>, cut: Int) {
      self.row = row
      self.keys = keys
      self.candidates = candidates
      self.cut = cut
    }
  }

  package struct Candidate: Sendable {
    /// Index into ``ScoredPage/partyIDs``.
    package var party: Int32
    /// Bits: the sum of the fields' weights, without prior and ruling.
    package var weight: Float
    package var levels: Levels

    package init(party: Int32, weight: Float, levels: Levels) {
      self.party = party
      self.weight = weight
      self.levels = levels
    }
  }

  package var rows: [Row] = []
  /// 64-bit hashes of blocking keys.
  package var keys: [UInt64] = []
  /// Best first within a record; ties by party id.
  package var candidates: [Candidate] = []
  package var partyIDs = TextArena()

  package init() {}
}
