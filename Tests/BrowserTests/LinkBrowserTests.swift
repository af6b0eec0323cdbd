import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Sandbox
import Testing

@Suite("Linking in a browser", .serialized) struct LinkBrowserTests {
  @Test("A user links an accounting system; its contacts are read and matched, and nobody does anything more")
  func link() async throws {
    try await BrowserWorld.with { world in
      try await world.sendWebhooks()
      let address = try await world.succeed(
        "accounts", "link", "--organization", "harbor", "--id", "harbor-more", "--public-url", world.url
      ).trimmingCharacters(in: .whitespacesAndNewlines)
      try await Browser.with { browser in
        try await browser.open(address)
        try await browser.waitForLink("open")
        try await Looks.take("link", browser)
        // Who leaves may try again.
        try await browser.click("#connect")
        try await browser.wait(for: "Merge's window", "document.querySelector('#merge-link-close')")
        try await browser.click("#merge-link-close")
        try await browser.waitForLink("left")
        try await browser.click("#connect")
        try await browser.wait(for: "Merge's window", "document.querySelector('#merge-link-connect')")
        try await browser.click("#merge-link-connect")
        try await browser.waitForLink("linked")
        try await Looks.take("linked", browser)
      }
      // What Merge stores is modified when it stores it.
      let now = await world.store.now
      var lines = ""
      BusinessGenerator(seed: 40, parties: 400, style: .xero).forEachContact { labelled in
        var contact = labelled.contact
        contact.modifiedAt = now
        lines += contact.line + "\n"
      }
      try await world.store.putContacts(lines, in: "harbor-more")
      let links = """
        select count(*) from contactsync.link where linked_account_id = 'harbor-more' and unlinked_at is null
        """
      try await Browser.waitUntil("the contacts are matched") { try await world.count(links) > 100 }
      try await Browser.with { browser in
        try await browser.open(try await world.link("harbor"))
        try await browser.open(world.url + "/report")
        #expect(try await browser.text.contains("harbor-more"))
        try await Looks.take("report", browser)
      }
    }
  }
}

extension Browser {
  /// Waits until the linking page is in a state.
  func waitForLink(_ state: String) async throws {
    try await wait(for: "the page is \(state)", "document.querySelector('#status')?.dataset.state === '\(state)'")
  }
}

extension BrowserWorld {
  /// Has the sandbox send webhooks to the server.
  func sendWebhooks() async throws {
    var request = HTTPClientRequest(url: sandbox.replacing("/api", with: "") + "/sandbox/webhooks")
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/json")
    request.body = .bytes(ByteBuffer(string: #"{"url":"\#(url)/webhooks/merge","key":"browser-webhook-key"}"#))
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
    try #require((200..<300).contains(Int(response.status.code)))
  }
}
