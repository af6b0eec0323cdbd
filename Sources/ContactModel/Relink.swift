/// A contact as following an account that was linked anew sees it: what is the accounting system's own and stays, whatever
/// ids Merge gives.
package struct RelinkContact: Sendable, Equatable {
  /// Merge's, new with the new linking.
  package var id: String
  /// The accounting system's; nil: unknown.
  package var remoteID: String?
  /// Merge's id of the company, new as well; empty where null.
  package var company: String
  package var isCustomer: Flag
  package var isSupplier: Flag
  /// A hash of the name without regard to case; nil where null.
  package var nameHash: Int64?
  /// A link stands on it, or somebody has judged it. Of contacts from before the new linking only.
  package var isKnown: Bool

  package init(
    id: String, remoteID: String?, company: String = "", isCustomer: Flag = .unknown, isSupplier: Flag = .unknown,
    nameHash: Int64? = nil, isKnown: Bool = false
  ) {
    self.id = id
    self.remoteID = remoteID
    self.company = company
    self.isCustomer = isCustomer
    self.isSupplier = isSupplier
    self.nameHash = nameHash
    self.isKnown = isKnown
  }
}

/// Which contact of before is which contact of now.
package struct RelinkPlan: Sendable, Equatable {
  package struct Pair: Sendable, Equatable {
    /// Merge's id before and now.
    package var old: String
    package var new: String

    package init(old: String, new: String) {
      self.old = old
      self.new = new
    }
  }

  /// Certain pairs: links and judgements go from the one to the other.
  package var pairs: [Pair] = []
  /// Known contacts of before, each with a contact of now that it may be; a person is asked about the latter.
  package var unclear: [Pair] = []
  /// Known contacts of before that no contact of now may be.
  package var missing: [String] = []
  /// Certain pairs of which both have a name, and of these those whose names differ.
  package var named = 0
  package var renamed = 0

  package init() {}
}
