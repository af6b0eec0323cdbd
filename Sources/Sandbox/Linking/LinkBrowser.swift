import FoundationEssentials
import NDJSON

/// The paths under `/link`: what a user's browser meets of Merge Link, which are no part of the API.
///
/// ``initialize.js`` has the calls and callbacks of Merge's own script, and opens an overlay in the page where the user picks a
/// system and connects it. No keys are needed but the link token, and any site may ask, as with Merge's script.
extension SandboxStore {
  func browse(_ request: SandboxRequest) -> SandboxAnswer {
    let parts = request.path.split(separator: "/").dropFirst().map(String.init)
    var answer: SandboxAnswer
    switch (request.method, parts.first, parts.count) {
    case ("GET", "initialize.js", 1): answer = .file(PackageResources.initialize_js, "text/javascript; charset=utf-8")
    case ("GET", "magic", 2): answer = magicPage(parts[1])
    case ("POST", "session", 1): answer = session(request)
    case ("POST", "finish", 1): answer = finish(request)
    default: answer = Refusal.detail(404, "Not found.").answer
    }
    answer.headers.append(("access-control-allow-origin", "*"))
    return answer
  }

  /// `{"link_token": …}`: which systems the user may choose from.
  private func session(_ request: SandboxRequest) -> SandboxAnswer {
    guard let order = try? SandboxJSON.decoded(LinkChoice.self, from: request.body),
      let session = links.sessions.first(where: { $0.token == order.linkToken }), !session.isFinished,
      now < session.expiresAt
    else { return Refusal.detail(404, "Not found.").answer }
    let systems = session.integration.map { [$0] } ?? Integration.all
    return SandboxAnswer(
      ["integrations": .array(systems.map { ["name": .string($0.name), "slug": .string($0.slug)] })])
  }

  /// `{"link_token": …, "integration": slug}`: the user connected the system.
  private func finish(_ request: SandboxRequest) -> SandboxAnswer {
    do {
      let order = try SandboxJSON.decoded(LinkChoice.self, from: request.body)
      let chosen = Integration.all.first { $0.slug == order.integration }
      return SandboxAnswer(
        json: SandboxJSON.encoded(
          PublicTokenBody(publicToken: try finishLinking(order.linkToken, integration: chosen))))
    } catch let error as SandboxError {
      return error.refusal.answer
    } catch {
      return Refusal.detail(400, "link_token is required.").answer
    }
  }

  /// The page behind a magic link.
  private func magicPage(_ token: String) -> SandboxAnswer {
    guard links.sessions.contains(where: { $0.token == token }) else { return Refusal.detail(404, "Not found.").answer }
    let page = String(decoding: PackageResources.magic_html, as: UTF8.self).replacing("LINK_TOKEN", with: token)
    return .file(Array(page.utf8), "text/html; charset=utf-8")
  }
}

/// What the overlay sends.
private struct LinkChoice: Decodable {
  var linkToken: String
  var integration: String?
}

extension SandboxAnswer {
  fileprivate static func file(_ bytes: [UInt8], _ type: String) -> SandboxAnswer {
    var answer = SandboxAnswer(json: bytes)
    answer.headers = [("content-type", type)]
    return answer
  }
}
