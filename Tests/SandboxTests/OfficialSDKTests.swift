import CSpawn
import Dispatch
import Foundation
import Glibc
import Sandbox
import Testing

@Suite("Sandbox, driven by Merge's official SDK")
struct OfficialSDKTests {
  private struct Line: Decodable {
    var check: String
    var ok: Bool
    var detail: String
  }

  /// Every check of `SDK/proof.py`, in its order: none may be missing.
  private static let checks = """
    list_all_pages page_back filter_modified_after filter_is_customer filter_email filter_name filter_status
    filter_remote_id filter_company deleted_on_request retrieve expand sub_objects_by_id enum_origins remote_data create
    create_with_warnings_and_logs patch meta_post meta_patch remote_field_classes link_token_and_exchange
    regenerate_token linked_accounts account_details sync_status resync issues available_actions delete_account
    error_wrong_key error_wrong_token error_not_found error_parameter error_validation error_duplicate_name
    error_relink_needed error_throttled error_server
    """.split(whereSeparator: \.isWhitespace).map(String.init)

  private static let fixed = "7d0c2f4e-0000-4000-8000-000000000001"
  private static let company = "7d0c2f4e-0000-4000-8000-0000000000c1"

  private static let contacts = #"""
    {"id":"\#(fixed)","remote_id":"R-1","name":"Harbour & Café GmbH","is_customer":true,"is_supplier":false,"email_address":"ap@harbour.example.com","tax_number":"DE136695976","status":"ARCHIVED","company":"\#(company)","addresses":[{"type":"BILLING","street_1":"Hafenstr. 1","street_2":null,"city":"Kiel","state":null,"country_subdivision":null,"country":"DE","zip_code":"24103"}],"phone_numbers":[{"number":"+49 431 555 0143","type":"Default"}],"remote_data":[{"path":"/customer","data":{"x":1}}]}
    {"id":"7d0c2f4e-0000-4000-8000-000000000002","remote_id":"R-2","name":"Gone Ltd","remote_was_deleted":true}
    """#

  @Test("the SDK reads, writes, links and fails as it does with Merge, and knows every field")
  func provesFaithful() async throws {
    let tests = URL(filePath: #filePath).deletingLastPathComponent()
    let python = tests.deletingLastPathComponent().deletingLastPathComponent().path + "/.build/python/bin/python"
    try #require(access(python, X_OK) == 0, "\(python) is missing: run .ci/setup tests")

    // The clock stands: on a busy machine the calls that are to exceed the rate took more than a minute.
    let store = SandboxStore(options: SandboxOptions(callsPerMinute: 150), clock: StandingClock().clock)
    for id in ["books", "spare", "slow"] { try await store.add(SandboxAccount(id: id)) }
    let generator = BusinessGenerator(seed: 5, parties: 40, style: .quickBooks)
    var lines = OfficialSDKTests.contacts
    generator.forEachContact { lines += "\n" + $0.contact.line }
    try await store.putContacts(lines, in: "books")

    let printed = try await SandboxServer(store: store).withRunning { base in
      let control = base.replacing("/api", with: "/sandbox")
      return try await OfficialSDKTests.run([
        python, tests.path + "/SDK/proof.py", base, control, OfficialSDKTests.fixed, OfficialSDKTests.company,
      ])
    }
    #expect(printed.code == 0, "\(printed.errors)")
    var seen: [String] = []
    for line in printed.output.split(separator: "\n") {
      let result = try JSONDecoder().decode(Line.self, from: Data(line.utf8))
      seen.append(result.check)
      #expect(result.ok, "\(result.check): \(result.detail)")
    }
    #expect(seen == OfficialSDKTests.checks)
  }

  /// Runs a program to its end.
  private static func run(_ arguments: [String]) async throws -> (code: Int32, output: String, errors: String) {
    let files = FileManager.default
    let folder = files.temporaryDirectory.path + "/sandbox-sdk-" + UUID().uuidString
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? files.removeItem(atPath: folder) }
    let argv = arguments.map { strdup($0) } + [nil]
    defer { for text in argv { free(text) } }
    let process = cspawn_start(argv, nil, folder, nil, folder + "/out", folder + "/err")
    try #require(process > 0, "cannot start \(arguments[0])")
    let code = await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: cspawn_wait(process)) }
    }
    func text(_ name: String) -> String {
      String(decoding: files.contents(atPath: "\(folder)/\(name)") ?? Data(), as: UTF8.self)
    }
    return (code, text("out"), text("err"))
  }
}
