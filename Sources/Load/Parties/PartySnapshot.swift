/// The claim that an import holds all parties of the organizations that it names.
package struct PartySnapshot: Sendable {
  /// Share of the living parties, 0…1, that may be retired for being absent.
  package var retireLimit: Double
  /// Asked when everything was read: false where rows were left out, for then nobody is known to be absent.
  package var isWhole: @Sendable () -> Bool

  /// A tenth, where nothing else is said.
  package static let standardLimit = 0.1

  package init(retireLimit: Double = standardLimit, isWhole: @escaping @Sendable () -> Bool = { true }) {
    self.retireLimit = retireLimit
    self.isWhole = isWhole
  }
}

/// How many parties a snapshot retires, against how many it may: a guard against half a file.
struct PartyLosses {
  let limit: Double
  private var retired = 0
  private var living = 0

  /// Parties of one organization from which on its own share counts; of fewer, few are many.
  private static let judgedFrom = 100

  init(limit: Double) { self.limit = limit }

  /// Adds what one organization loses, out of its living parties.
  ///
  /// - Throws: ``LoadError/snapshotLosesTooMany(organization:retired:of:limit:)`` where that is too much on its own.
  mutating func add(organization: String, retired: Int, of living: Int) throws(LoadError) {
    self.retired += retired
    self.living += living
    if living >= Self.judgedFrom, isTooMuch(retired, living) {
      throw .snapshotLosesTooMany(organization: organization, retired: retired, of: living, limit: limit)
    }
  }

  /// - Throws: ``LoadError/snapshotLosesTooMany(organization:retired:of:limit:)`` where it is too much in all.
  func check() throws(LoadError) {
    if isTooMuch(retired, living) {
      throw .snapshotLosesTooMany(organization: nil, retired: retired, of: living, limit: limit)
    }
  }

  private func isTooMuch(_ retired: Int, _ living: Int) -> Bool { Double(retired) > limit * Double(living) }
}
