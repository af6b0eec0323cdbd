package import ContactModel

/// What one read of one account asks for, and where it goes on when an earlier one was interrupted.
///
/// All instants are in Merge's clock.
package struct ReadRequest: Sendable, Hashable {
  /// Read what Merge stored after this; nil: everything.
  package var lower: Timestamp?
  /// The bound that an interrupted read of this window had fixed; nil: the first response fixes it.
  package var upper: Timestamp?
  /// Of the first page to fetch; nil: the window's first page.
  package var cursor: String?
  /// Read only what Merge stored before this (`--until`); nil: no limit.
  package var modifiedBefore: Timestamp?
  /// Records a page, 1…100.
  package var pageSize: Int

  package init(
    lower: Timestamp?, upper: Timestamp? = nil, cursor: String? = nil, modifiedBefore: Timestamp? = nil,
    pageSize: Int = 100
  ) {
    self.lower = lower
    self.upper = upper
    self.cursor = cursor
    self.modifiedBefore = modifiedBefore
    self.pageSize = pageSize
  }
}

/// How a read ended that came to its end.
package struct ReadEnd: Sendable, Hashable {
  /// The window's upper bound: the `Date` of its first response, or the one kept from before an interruption.
  package var upper: Timestamp
  /// Pages handed over by this read.
  package var pages: Int
  package var bytesReceived: Int
  /// Calls beyond the first try of each page.
  package var retries: Int
}
