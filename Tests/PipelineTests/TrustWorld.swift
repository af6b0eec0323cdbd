import FoundationEssentials
import Load
import Pipeline
import Postgres
import TestSupport
import Testing
import Transform

extension World {
  /// What commands work with that need no Merge.
  var trustTools: TrustTools {
    let database = database
    return TrustTools(
      connect: { try await Connection.open(database) }, version: "test",
      erasureKeys: { try Self.erasureKeys() })
  }

  /// Standing links as "account contact party", in order.
  func links() async throws -> [String] {
    try await column(
      "select concat_ws(' ', linked_account_id, contact_id, party_id) from reporting.fct_links order by 1")
  }

  /// The links that following the changes from the first on gives, in the same form.
  func replayedLinks() async throws -> [String] {
    let connection = try await Connection.open(database)
    let links = try await connection.run { session in
      var links: [String: String] = [:]
      let changes = try session.execute(
        "select linked_account_id, contact_id, party_id, change from reporting.fct_link_changes order by change_id")
      for change in changes {
        let contact = "\(change.text(0) ?? "") \(change.text(1) ?? "")"
        switch change.text(3) {
        case "linked":
          #expect(links[contact] == nil, "linked twice: \(contact)")
          links[contact] = change.text(2)
        case "moved":
          #expect(links[contact] != nil, "moved from nowhere: \(contact)")
          links[contact] = change.text(2)
        default:
          #expect(links[contact] == change.text(2), "unlinked from another: \(contact)")
          links[contact] = nil
        }
      }
      return links.map { "\($0.key) \($0.value)" }.sorted()
    }
    await connection.close()
    return links
  }

  /// Runs a statement that returns nothing.
  func change(_ sql: String) async throws {
    let connection = try await Connection.open(database)
    _ = try await connection.run { try $0.execute(sql) }
    await connection.close()
  }

  /// What a person says of a contact, as the review import would store it.
  func judge(_ contact: String, _ party: String?, _ answer: String) async throws {
    let party = party.map { "'\($0)'" } ?? "null"
    try await change(
      """
      with said as (
        insert into contactsync.judgement (organization_id, linked_account_id, contact_id, party_id, answer, source)
        select organization_id, linked_account_id, contact_id, \(party), '\(answer)', 'human'
        from contactsync.contact where contact_id = '\(contact)'
        returning linked_account_id, contact_id
      )
      insert into contactsync.unsettled select linked_account_id, 'c', contact_id from said on conflict do nothing
      """)
  }
}

/// Policies of tests, as files that are removed with the body's end.
enum TestPolicy {
  static let standard = repositoryRoot + "/policies/standard.yaml"

  /// The standard policy with a line replaced.
  static func with<R>(
    _ line: String, as new: String, _ body: (_ path: String, _ policy: Policy) async throws -> R
  ) async throws -> R {
    let text = try #require(
      FileManager.default.contents(atPath: standard).flatMap { String(data: $0, encoding: .utf8) })
    #expect(text.contains(line))
    let path = FileManager.default.temporaryDirectory.path + "/contactsync-policy-\(UUID().uuidString).yaml"
    try Data(text.replacing(line, with: new).utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await body(path, try PolicyFile.read(path: path))
  }

  /// Links only what is all but certain.
  static func strict<R>(_ body: (_ path: String, _ policy: Policy) async throws -> R) async throws -> R {
    try await with("match_at: 0.88", as: "match_at: 0.999", body)
  }
}
