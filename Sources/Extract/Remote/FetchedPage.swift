package import ContactModel

/// One page of contacts as fetched, or several that follow one another, with their place in the read.
package struct FetchedPage: Sendable {
  package var page: RecordPage
  /// How many it is.
  package var pages = 1
  /// The cursor that fetched it; nil: the window's first page.
  package var cursor: String?
  /// The cursor of the next page; nil: this was the last.
  package var next: String?
  /// The window's upper bound, the same on each of its pages: to be stored with the first page's checkpoint.
  package var upper: Timestamp
  /// The `Date` of the last page's response.
  package var serverDate: Timestamp
  /// From asking for it to having it parsed, with pacing and retries.
  package var fetchNanoseconds: Int64
  /// After decompression.
  package var bytesReceived: Int
  /// Records that were left out because a newer one of the same id is in the same read.
  package var repeated = 0
  /// As many as ``pages``: each came at the first try.
  package var attempts: Int
  /// Until the rate limit let the call through; part of ``fetchNanoseconds``.
  package var waited: Duration

  package init(
    page: RecordPage, cursor: String?, next: String?, upper: Timestamp, serverDate: Timestamp,
    fetchNanoseconds: Int64, bytesReceived: Int, attempts: Int = 1, waited: Duration = .zero
  ) {
    self.page = page
    self.cursor = cursor
    self.next = next
    self.upper = upper
    self.serverDate = serverDate
    self.fetchNanoseconds = fetchNanoseconds
    self.bytesReceived = bytesReceived
    self.attempts = attempts
    self.waited = waited
  }

  /// Adds the page that follows it.
  package mutating func append(_ following: FetchedPage) {
    page.append(following.page)
    pages += following.pages
    next = following.next
    serverDate = following.serverDate
    fetchNanoseconds += following.fetchNanoseconds
    bytesReceived += following.bytesReceived
    repeated += following.repeated
    attempts += following.attempts
    waited += following.waited
  }
}
