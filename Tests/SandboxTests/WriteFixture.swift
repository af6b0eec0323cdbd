import Sandbox

/// The answer to a write, as far as the tests look at it.
struct WriteReply: Decodable {
  struct Model: Decodable {
    var id: String?
    var remoteId: String?
    var name: String?
    var isCustomer: Bool?
    var isSupplier: Bool?
    var emailAddress: String?
    var status: String?
    var createdAt: String?
    var modifiedAt: String?
    var remoteUpdatedAt: String?
  }

  struct Problem: Decodable {
    struct Source: Decodable { var pointer: String }

    var source: Source?
    var title: String
    var detail: String
    var problemType: String
    var rawError: String?
    var errorCode: Int?

    /// `TYPE pointer`
    var short: String { ([problemType] + [source?.pointer].compactMap { $0 }).joined(separator: " ") }
  }

  struct Log: Decodable {
    struct Summary: Decodable {
      var url: String
      var method: String
      var statusCode: Int
    }

    var logId: String
    var logSummary: Summary
  }

  var model: Model?
  var warnings: [Problem]
  var errors: [Problem]
  var logs: [Log]?
}

extension TestServer {
  /// A request with a body to the played API, with the keys of an account.
  func send(
    _ method: String, _ path: String, _ body: String = "", token: String? = "token-books",
    headers: [String: String] = [:]
  ) async throws -> Reply {
    var all = headers
    all["Authorization"] = "Bearer sandbox-key"
    if let token { all["X-Account-Token"] = token }
    return try await client.send(method, "/api/accounting/v1\(path)", headers: all, body: Array(body.utf8))
  }

  /// POST /contacts of a model.
  func create(_ model: String, query: String = "", headers: [String: String] = [:]) async throws -> Reply {
    try await send("POST", "/contacts\(query)", #"{"model":\#(model)}"#, headers: headers)
  }

  /// PATCH of a contact.
  func change(_ id: String, _ model: String) async throws -> Reply {
    try await send("PATCH", "/contacts/\(id)", #"{"model":\#(model)}"#)
  }

  /// Gives the account `books` another accounting system.
  func play(_ integration: Integration, employees: [String] = [], status: String = "COMPLETE") async throws {
    try await store.add(
      SandboxAccount(id: "books", integration: integration, status: status, employees: employees))
  }
}
