/// How the played API behaves, first of all where Merge's documentation leaves the choice open.
package struct SandboxOptions: Sendable {
  /// What `Authorization: Bearer` must say.
  package var apiKey: String
  /// Calls a minute for each account token; nil: no limit.
  package var callsPerMinute: Int?
  /// Whether the minute begins with the clock's or moves with each call.
  package var window: CallBudget.Window
  /// Whether calls that were answered 429 use up the budget too.
  package var refusedCallsCount: Bool
  package var defaultPageSize: Int
  /// Larger sizes are cut to this, or refused where ``refusesOversizedPages`` says so.
  package var maximumPageSize: Int
  package var refusesOversizedPages: Bool
  /// Answer to a cursor that is not ours or was refused by a fault: 400 or 404.
  package var invalidCursorStatus: Int
  /// Whether `modified_after` and its like admit the instant itself.
  package var boundsAreInclusive: Bool
  /// Whether the filters `name` and `email_address` ignore case.
  package var textFiltersIgnoreCase: Bool
  /// Whether a change of addresses or phone numbers alone moves the contact's `modified_at`.
  package var addressEditsMoveModifiedAt: Bool
  /// Whether `next` and `previous` are whole URLs instead of bare cursors.
  package var cursorsAreURLs: Bool
  /// Whether a POST of a contact that repeats an Idempotency-Key is answered as before; else the header means nothing, as
  /// where Merge has not switched it on.
  package var heedsIdempotencyKeys: Bool
  /// Answer to a write that the accounting system or its model refuses: 400, or 200 with `errors` in it.
  package var refusedWriteStatus: Int
  /// How long a contact created through the API is missing from listings, by the sandbox's clock.
  package var secondsUntilListed: Double
  /// The newest requests that are remembered one by one; older ones are only counted.
  package var requestLogLimit: Int

  package init(
    apiKey: String = "sandbox-key", callsPerMinute: Int? = nil, window: CallBudget.Window = .sliding,
    refusedCallsCount: Bool = false, defaultPageSize: Int = 30, maximumPageSize: Int = 100,
    refusesOversizedPages: Bool = false, invalidCursorStatus: Int = 400, boundsAreInclusive: Bool = true,
    textFiltersIgnoreCase: Bool = false, addressEditsMoveModifiedAt: Bool = true, cursorsAreURLs: Bool = false,
    heedsIdempotencyKeys: Bool = false, refusedWriteStatus: Int = 400, secondsUntilListed: Double = 0,
    requestLogLimit: Int = 200_000
  ) {
    self.apiKey = apiKey
    self.callsPerMinute = callsPerMinute
    self.window = window
    self.refusedCallsCount = refusedCallsCount
    self.defaultPageSize = defaultPageSize
    self.maximumPageSize = maximumPageSize
    self.refusesOversizedPages = refusesOversizedPages
    self.invalidCursorStatus = invalidCursorStatus
    self.boundsAreInclusive = boundsAreInclusive
    self.textFiltersIgnoreCase = textFiltersIgnoreCase
    self.addressEditsMoveModifiedAt = addressEditsMoveModifiedAt
    self.cursorsAreURLs = cursorsAreURLs
    self.heedsIdempotencyKeys = heedsIdempotencyKeys
    self.refusedWriteStatus = refusedWriteStatus
    self.secondsUntilListed = secondsUntilListed
    self.requestLogLimit = requestLogLimit
  }
}
