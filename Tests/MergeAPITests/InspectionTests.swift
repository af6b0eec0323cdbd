import ContactModel
import Extract
import MergeAPI
import Testing

@Suite struct InspectionTests {
  private static func listing(_ items: [(id: String, origin: String, status: String)], next: String? = nil)
    -> ScriptedMerge.Step
  {
    let results = items.map {
      #"{"id":"\#($0.id)","end_user_origin_id":"\#($0.origin)","status":"\#($0.status)","integration":{"name":"Books"}}"#
    }
    let next = next.map { "\"\($0)\"" } ?? "null"
    return .status(200, #"{"next":\#(next),"results":[\#(results.joined(separator: ","))]}"#)
  }

  @Test func findsAccountsByOurId() async throws {
    let merge = ScriptedMerge([
      InspectionTests.listing([("m1", "a", "INCOMPLETE"), ("m2", "x", "COMPLETE")], next: "p2"),
      InspectionTests.listing([("m3", "a", "COMPLETE"), ("m4", "a", "IDLE"), ("m5", "b", "RELINK_NEEDED")]),
    ])
    let found = try await AccountInspector(client: merge.client()).linkedAccounts(originIDs: ["a", "b"])
    #expect(found.mapValues(\.id) == ["a": "m3", "b": "m5"])
    #expect(found["b"]?.status == "RELINK_NEEDED")
    #expect(found["a"]?.integrationName == "Books")
    #expect(merge.calls[0].url.contains("end_user_origin_ids=a,b"))
    #expect(merge.calls[1].url.hasSuffix("&cursor=p2"))
  }

  @Test func asksForTestAccountsWhenSomeAreMissing() async throws {
    let merge = ScriptedMerge([
      InspectionTests.listing([("m1", "a", "COMPLETE")]), InspectionTests.listing([("m2", "b", "COMPLETE")]),
    ])
    let found = try await AccountInspector(client: merge.client()).linkedAccounts(originIDs: ["a", "b", "c"])
    #expect(Set(found.keys) == ["a", "b"])
    #expect(!merge.calls[0].url.contains("is_test_account"))
    #expect(merge.calls[1].url.contains("is_test_account=true"))
  }

  @Test func aServerWithoutTheseCallsTellsNothing() async throws {
    let merge = ScriptedMerge([.status(404), .status(404), .status(404)])
    let inspector = AccountInspector(client: merge.client())
    #expect(try await inspector.linkedAccounts(originIDs: ["a"]).isEmpty)
    #expect(try await inspector.contactSync(account: account) == nil)
  }

  @Test func aListingInACircleIsRefused() async throws {
    let merge = ScriptedMerge([InspectionTests.listing([], next: "p"), InspectionTests.listing([], next: "p")])
    let inspector = AccountInspector(client: merge.client())
    let error = try await refusal {
      _ = try await inspector.linkedAccounts(originIDs: ["a"])
    }
    #expect(error.kind == .cursorRepeated)
  }

  @Test func findsTheContactsSync() async throws {
    let merge = ScriptedMerge([
      .status(
        200,
        #"""
        {"next": null, "results": [
          {"model_name": "Invoice", "model_id": "accounting.Invoice", "status": "FAILED", "is_initial_sync": true},
          {"model_name": "Contact", "model_id": "accounting.Contact", "status": "SYNCING",
           "last_sync_result": "DONE", "last_sync_start": "2026-01-02T02:00:00Z",
           "last_sync_finished": "2026-01-01T03:00:00.123456Z", "data_fresh_as_of": null,
           "is_initial_sync": false, "more": [1, -2.5e3, true, {"x": "\u00e9\ud83d\ude00\u0000"}]}]}
        """#)
    ])
    let sync = try #require(try await AccountInspector(client: merge.client()).contactSync(account: account))
    #expect(sync.status == "SYNCING")
    #expect(sync.lastResult == "DONE")
    #expect(sync.lastFinished == Timestamp(rfc3339: "2026-01-01T03:00:00.123456Z"))
    #expect(sync.freshAsOf == nil)
    #expect(merge.calls[0].header("x-account-token") == "token-canary")
  }
}

/// One row: what Merge says of an account, and what that means.
struct FreshnessCase: Sendable, CustomTestStringConvertible {
  var account: String?
  var status: String?
  var result: String?
  var initial = false
  var first = false
  var reasons: [Freshness.Reason] = []
  var proof = false

  var testDescription: String { "\(account ?? "-") \(status ?? "-") \(result ?? "-")\(initial ? " initial" : "")" }
}

@Suite struct FreshnessTests {
  static let cases: [FreshnessCase] = [
    .init(account: "COMPLETE", status: "DONE", result: "DONE", proof: true),
    .init(account: "COMPLETE", status: "DONE", result: "DONE", first: true, proof: true),
    .init(account: nil, status: nil, result: nil),
    .init(account: nil, status: "DONE", result: nil, proof: true),
    .init(account: "COMPLETE", status: "SYNCING", result: "DONE", proof: true),
    .init(account: "COMPLETE", status: "SYNCING", result: nil, initial: true, reasons: [.initialSyncRunning]),
    .init(account: "COMPLETE", status: "DONE", result: "DONE", initial: true, proof: true),
    .init(account: "COMPLETE", status: "FAILED", result: "FAILED", reasons: [.syncFailed]),
    .init(account: "COMPLETE", status: "PAUSED", result: "DONE", reasons: [.syncPaused]),
    .init(account: "COMPLETE", status: "DISABLED", result: "DONE", reasons: [.syncDisabled]),
    .init(account: "COMPLETE", status: "PARTIALLY_SYNCED", result: "PARTIALLY_SYNCED"),
    .init(
      account: "COMPLETE", status: "PARTIALLY_SYNCED", result: "PARTIALLY_SYNCED", first: true,
      reasons: [.partialBase]),
    .init(account: "COMPLETE", status: "SUCCESSFUL", result: "SUCCESSFUL"),
    .init(account: "RELINK_NEEDED", status: "DONE", result: "DONE", reasons: [.relinkNeeded]),
    .init(account: "RELINK_NEEDED", status: "FAILED", result: "FAILED", reasons: [.relinkNeeded, .syncFailed]),
    .init(account: "IDLE", status: "DONE", result: "DONE", reasons: [.idle]),
    .init(account: "INCOMPLETE", status: nil, result: nil, reasons: [.linkingIncomplete]),
    .init(account: "SOMETHING_NEW", status: "DONE", result: "DONE", proof: true),
  ]

  private static let finished = Timestamp(rfc3339: "2026-01-01T03:00:00Z")!

  @Test(arguments: cases)
  func judges(_ row: FreshnessCase) {
    let sync = row.status.map {
      SyncStatus(
        modelName: "Contact", modelID: "accounting.Contact", status: $0, lastResult: row.result,
        lastFinished: FreshnessTests.finished, isInitialSync: row.initial)
    }
    let account = row.account.map { LinkedAccount(id: "m", endUserOriginID: "a", status: $0) }
    let freshness = Freshness(
      account: account, sync: sync, isFirstRead: row.first, now: FreshnessTests.finished.advanced(bySeconds: 86_400))
    #expect(freshness.reasons == row.reasons)
    #expect(freshness.isAbsenceProof == row.proof)
    #expect(freshness.isStale == !row.reasons.isEmpty)
    #expect(!freshness.words.isEmpty)
  }

  @Test func ageCountsOnlyWhereALimitIsSet() {
    let sync = SyncStatus(
      modelName: "Contact", modelID: "", status: "DONE", lastResult: "DONE", lastFinished: FreshnessTests.finished,
      isInitialSync: false)
    let now = FreshnessTests.finished.advanced(bySeconds: 90_000)
    let unlimited = Freshness(account: nil, sync: sync, isFirstRead: false, now: now)
    #expect(!unlimited.isStale)
    #expect(unlimited.words == "data as of 2026-01-01T03:00:00Z")
    let limited = Freshness(account: nil, sync: sync, isFirstRead: false, maximumAge: .seconds(86_400), now: now)
    #expect(limited.reasons == [.tooOld])
    #expect(limited.words.hasSuffix("; data as of 2026-01-01T03:00:00Z"))
  }
}
