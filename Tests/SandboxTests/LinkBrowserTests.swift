import Sandbox
import Testing

@Suite("Sandbox, the browser's side of linking")
struct LinkBrowserTests {
  private static let order =
    #"{"end_user_origin_id":"new-books","end_user_organization_name":"Harbour Ltd","end_user_email_address":"a@example.com","#
    + #""categories":["accounting"],"should_create_magic_link_url":true}"#

  private struct LinkToken: Decodable {
    var linkToken: String
    var magicLinkUrl: String
  }

  private struct PublicToken: Decodable { var publicToken: String }

  @Test("the script is served to any site; with a link token the user picks a system and gets one public token")
  func browser() async throws {
    try await TestServer.run { server in
      let script = try await server.client.send("GET", "/link/initialize.js")
      #expect(script.status == 200 && script.headers["access-control-allow-origin"] == "*")
      #expect(script.headers["content-type"]?.hasPrefix("text/javascript") == true)
      for name in ["initialize", "openLink", "closeLink", "onReady", "onSuccess", "onExit", "linkToken"] {
        #expect(script.text.contains(name))
      }
      let token = try await server.send("POST", "/link-token", Self.order, token: nil).json(LinkToken.self)
      #expect(
        token.magicLinkUrl.hasPrefix("http://127.0.0.1")
          && token.magicLinkUrl.hasSuffix("/link/magic/\(token.linkToken)"))
      func post(_ path: String, _ body: String) async throws -> Reply {
        try await server.client.send("POST", "/link/\(path)", body: Array(body.utf8))
      }
      let choice = try await post("session", #"{"link_token":"\#(token.linkToken)"}"#).text
      #expect(choice.contains("quickbooks-online") && choice.contains("xero") && choice.contains("netsuite"))
      #expect(try await server.client.send("GET", "/link/magic/\(token.linkToken)").text.contains(token.linkToken))
      for wrong in ["", "{}", #"{"link_token":"guess"}"#] {
        #expect([400, 404].contains(try await post("session", wrong).status))
        #expect([400, 404].contains(try await post("finish", wrong).status))
      }
      let finish = #"{"link_token":"\#(token.linkToken)","integration":"xero"}"#
      let done = try await post("finish", finish)
      let publicToken = try done.json(PublicToken.self).publicToken
      #expect(done.headers["access-control-allow-origin"] == "*")
      #expect(try await post("finish", finish).status == 404)
      #expect(try await post("session", #"{"link_token":"\#(token.linkToken)"}"#).status == 404)
      let exchanged = try await server.send("GET", "/account-token/\(publicToken)", token: nil).text
      #expect(exchanged.contains(#""slug":"xero""#))
      for path in ["/link/", "/link/other", "/link/magic/guess", "/link/magic/a/b"] {
        #expect(try await server.client.send("GET", path).status == 404)
      }
    }
  }
}
