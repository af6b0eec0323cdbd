import FoundationEssentials
import NDJSON

/// The lines of an import of accounts, read from standard input: problems name the line, never what stands in it.
struct AccountLines: ~Copyable {
  struct Account: Sendable, Decodable {
    var id: String
    var organization: String
    /// Merge's account token; never printed.
    var token: String
    var integration: String?
    var mergeAccount: String?
    var connection: String?

    private enum CodingKeys: String, CodingKey {
      case id, organization, token, integration, connection
      case mergeAccount = "merge_account_id"
    }
  }

  enum Line: Sendable {
    case account(line: Int, Account)
    case problem(String)
  }

  private var reader: NDJSONReader

  init() throws(FileError) { reader = try NDJSONReader(path: "-") }

  /// The next lines that are not blank; nil at the end.
  mutating func next() throws(FileError) -> [Line]? {
    guard let chunk = try reader.next() else { return nil }
    var lines: [Line] = []
    let parts = chunk.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, bytes) in parts.enumerated() where !bytes.allSatisfy({ $0 == 0x20 || 0x09...0x0D ~= $0 }) {
      let number = chunk.firstLine + index
      do throws(Wrong) {
        lines.append(.account(line: number, try Self.account(Data(bytes))))
      } catch {
        lines.append(.problem(Self.problem(number, error.what)))
      }
    }
    return lines
  }

  static func problem(_ line: Int, _ what: String) -> String { "standard input:\(line): \(what)" }

  private struct Wrong: Error { var what: String }

  private static func account(_ data: Data) throws(Wrong) -> Account {
    let account: Account
    do { account = try JSONDecoder().decode(Account.self, from: data) } catch { throw Wrong(what: words(error)) }
    for (name, text) in [
      ("id", account.id), ("organization", account.organization), ("merge_account_id", account.mergeAccount ?? "x"),
      ("integration", account.integration ?? "x"),
    ] where !(1...255).contains(text.utf8.count) || text.utf8.contains(0) {
      throw Wrong(what: "\(name): must have 1 to 255 bytes")
    }
    if account.token.isEmpty { throw Wrong(what: "token: empty") }
    if let connection = account.connection {
      do { try checkConnection(connection) } catch { throw Wrong(what: "connection: not a name of a connection") }
    }
    return account
  }

  /// What a decoder objected to, without the content.
  private static func words(_ error: any Error) -> String {
    switch error as? DecodingError {
    case .keyNotFound(let key, _)?: "\(key.stringValue): missing"
    case .typeMismatch(_, let context)?, .valueNotFound(_, let context)?:
      context.codingPath.last.map { "\($0.stringValue): expected a string" } ?? "expected an object"
    default: "not well-formed JSON"
    }
  }
}
