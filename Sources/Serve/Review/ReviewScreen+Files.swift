import CSV
import ContactModel
import FoundationEssentials
import Glibc
import HTTPTypes
import Hummingbird
import Load
import NIOCore
import Postgres

extension ReviewScreen {
  /// The open queue of the organization as a file.
  func exportFile(_ query: PageQuery, _ session: ReviewSession) async throws -> Response {
    guard let profile = CSVProfile(rawValue: query["profile"] ?? "sheet") else { throw PageError.notFound }
    let path = Self.temporaryPath()
    defer { Self.remove(path) }
    let organization = session.organization
    let permalinks = options.publicURL
    _ = try await store.pool.run { session in
      try ReviewExport.write(
        session, to: path, ReviewExport.Selection(organization: organization), profile: profile, permalinks: permalinks)
    }
    // Opened before its name is removed: the answer is read from it piece by piece.
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw LoadError.fileNotWritten(path: path, code: errno) }
    let day = now().rfc3339.prefix(10)
    let body = ResponseBody { writer in
      defer { close(file) }
      while true {
        let bytes = [UInt8](unsafeUninitializedCapacity: 262_144) { buffer, count in
          count = max(0, read(file, buffer.baseAddress, buffer.count))
        }
        if bytes.isEmpty { break }
        try await writer.write(ByteBuffer(bytes: bytes))
      }
      try await writer.finish(nil)
    }
    return Response(
      status: .ok,
      headers: [
        .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"review-\(day).csv\"",
      ], body: body)
  }

  /// Takes a file with decisions, or only tells what would become of it.
  func importFile(_ request: Request, _ session: ReviewSession) async throws -> Response {
    let body = try await request.body.collect(upTo: Upload.largest)
    guard let upload = Upload(Array(body.readableBytesView), type: request.headers[.contentType] ?? ""),
      let file = upload["file"], !file.isEmpty
    else { throw PageError(.badRequest, "No file was sent", "Go back and choose the file with your decisions.") }
    let isApplied = upload.text("apply") == "yes"
    let settings = ReviewImport.Settings(
      organization: session.organization, reviewer: session.reviewer, isApplied: isApplied)
    let bytes = Array(file)
    let taken: (report: ReviewImport.Report, problems: [ReviewImport.Problem])
    do {
      taken = try await store.pool.run { session in
        var problems: [ReviewImport.Problem] = []
        let report = try ReviewImport.take(session, .bytes(bytes, name: "the file"), settings) { _, problem in
          if problems.count < 200 { problems.append(problem) }
        }
        return (report, problems)
      }
    } catch let error as CSVError {
      throw PageError(.badRequest, "The file cannot be read", "\(error)")
    }
    return try await importPage(session, taken.report, taken.problems, isApplied: isApplied)
  }

  /// The page that files are sent from, and on which the answer stands.
  func importPage(
    _ session: ReviewSession, _ report: ReviewImport.Report? = nil, _ problems: [ReviewImport.Problem] = [],
    isApplied: Bool = false
  ) async throws -> Response {
    let (organization, reviewer, since) = (session.organization, session.reviewer, today)
    let counts = try await store.read(organization) { session in
      try ReviewStore.counts(session, organization, reviewer: reviewer, since: since)
    }
    var values: [String: Any] = ["hasReport": report != nil, "isApplied": isApplied]
    if let report {
      values["counts"] = ReviewImport.Word.allCases.map { word -> [String: Any] in
        [
          "word": word.rawValue.replacing("_", with: " "), "count": report.counts[word] ?? 0, "meaning": word.meaning,
        ]
      }
      values["problems"] = problems.map { problem -> [String: Any] in
        ["line": problem.line, "word": problem.word.rawValue.replacing("_", with: " "), "what": problem.what]
      }
      values["hasProblems"] = !problems.isEmpty
      values["notTaken"] = report.notTaken
      values["isCut"] = report.notTaken > problems.count
      values["batches"] = report.batches.map { ["batch": $0] }
    }
    return try page("import", values, session, tab: "queue", counts)
  }

  private static func temporaryPath() -> String {
    FileManager.default.temporaryDirectory.path + "/contactsync-review-" + UUID().uuidString + ".csv"
  }

  private static func remove(_ path: String) {
    for name in [path, path + ".manifest.json"] { try? FileManager.default.removeItem(atPath: name) }
  }
}

extension ReviewImport.Word {
  /// For the people who sent the file.
  fileprivate var meaning: String {
    switch self {
    case .applied: "The decision is taken."
    case .unchanged: "It was said already, or the row holds no decision."
    case .conflict: "Decided otherwise, or the record has changed, since the file was written; nothing is overwritten."
    case .invalid: "No decision that is known, or one that contradicts another of the same contact."
    case .unknownID: "There is no such record in the queue."
    case .damaged: "A spreadsheet changed what the row is about."
    }
  }
}
