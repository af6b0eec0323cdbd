package import HTTPTypes
import Hummingbird
import Logging
import Postgres

/// A request that is answered with words on what is wrong and what to do, in place of what it asked for.
package struct PageError: Error, Sendable {
  package var status: HTTPResponse.Status
  /// A short heading, such as "The link has expired".
  package var title: String
  /// One or two sentences: what to do.
  package var advice: String

  package init(_ status: HTTPResponse.Status, _ title: String, _ advice: String) {
    self.status = status
    self.title = title
    self.advice = advice
  }

  package static let notFound = PageError(.notFound, "There is no such page", "Check the address, or go back.")
}

/// Turns whatever a route throws into an answer: a page for people, JSON for programs.
struct ErrorAnswers: RouterMiddleware {
  let base: String

  func handle(
    _ request: Request, context: ServeContext, next: @concurrent (Request, ServeContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch {
      let answer = Self.answer(to: error)
      if answer.status.code >= 500 {
        context.logger.error("request failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
      }
      let path = request.uri.path
      if path.hasPrefix("/api/") || path.hasPrefix("/webhooks/") || Self.wantsJSON(request) {
        return .json(["error": .string(answer.title), "advice": .string(answer.advice)], status: answer.status)
      }
      return try Pages.answer(
        "error", ["title": answer.title, "advice": answer.advice, "isProblem": true], base: base,
        status: answer.status)
    }
  }

  private static func wantsJSON(_ request: Request) -> Bool {
    request.headers[.accept]?.hasPrefix("application/json") == true
  }

  private static func answer(to error: any Error) -> PageError {
    switch error {
    case let error as PageError: error
    case let error as HTTPError where error.status == .notFound: .notFound
    case let error as HTTPError:
      PageError(error.status, "The request cannot be answered", error.body ?? "Go back and try again.")
    case let error as PostgresError where error.remedy == .retry:
      PageError(.serviceUnavailable, "The database is away", "Nothing was changed. Try again in a moment.")
    default:
      PageError(
        .internalServerError, "Something went wrong",
        "Nothing was changed. Try again; if it stays so, tell your administrator the time.")
    }
  }
}
