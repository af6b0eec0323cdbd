import ContactModel
internal import Extract
internal import Load
internal import MergeAPI
internal import NDJSON
internal import Postgres
package import TransformFiles

/// `contactsync extract contacts`: an account's contacts at Merge → lines and their `end`. It writes nothing to the
/// database; of it, it reads the token and the watermark.
package struct ExtractContacts: Sendable {
  /// What was written.
  package struct Report: Sendable, Equatable {
    package var contacts = 0
    package var rejected = 0
    /// Why the data may be old; nil: nothing known.
    package var staleness: String?
  }

  private let tools: RunTools
  private let account: String
  private let since: PipelineFile.Since
  private let output: LineOutput

  package init(tools: RunTools, account: String, since: PipelineFile.Since, output: @escaping LineOutput) {
    self.tools = tools
    self.account = account
    self.since = since
    self.output = output
  }

  /// Reads to the end; without it there is no `end` line.
  package func run() async throws(StageFailure) -> Report {
    do {
      return try await read()
    } catch {
      throw StageFailure(error)
    }
  }

  private func read() async throws -> Report {
    let connection = try await tools.connect()
    let id = account
    let keys = tools.erasureKeys
    let (found, sealed, erased) = try await connection.run { session in
      (
        try Accounts.list(session).first { $0.account == id }, try Accounts.sealedToken(session, account: id),
        try ErasedContacts.read(session, account: id, keys: keys)
      )
    }
    await connection.close()
    guard let sealed else {
      throw StageFailure(
        .failed, "\(id): no account token is stored; add it with `contactsync accounts add --token-env`")
    }
    let token = try tools.openToken(id, sealed)
    let client = try tools.clients.client(for: found?.connection)
    let lower = lowerBound(watermark: found?.watermark)
    var report = Report()
    let sync = try await AccountInspector(client: client).contactSync(account: token)
    let freshness = Freshness(
      account: nil, sync: sync, isFirstRead: found?.watermark == nil, now: tools.surroundings.now())
    if freshness.isStale { report.staleness = freshness.words }

    let reader = ContactReader(client: client, account: token)
    for _ in 0..<3 {
      do {
        let end = try await reader.read(window: ReadRequest(lower: lower)) { pages in
          for page in pages {
            var records = page.page
            erased.screen(&records)
            try write(records, &report)
          }
        }
        let rows = report.contacts + report.rejected
        try output(EndLine(account: id, since: lower, bound: end.upper, rows: rows).line)
        return report
      } catch let error as MergeError where error.remedy == .restartWindow {}
    }
    throw StageFailure(.temporary, "\(id): Merge refused the page cursor three times in a row; try again later")
  }

  /// As a run reads: from the watermark less the overlap; everything of an account that has none.
  private func lowerBound(watermark: Timestamp?) -> Timestamp? {
    switch since {
    case .watermark: watermark?.advanced(bySeconds: -Self.overlap)
    case .beginning: nil
    case .instant(let instant): instant
    }
  }

  /// Seconds; the default of `extract.overlap`.
  private static let overlap: Int64 = 900

  private func write(_ page: RecordPage, _ report: inout Report) throws {
    var lines: [UInt8] = []
    lines.reserveCapacity(page.bytes.count)
    for row in page.rows { RecordLine.append(contact: row, of: page, account: account, to: &lines) }
    for record in page.rejected { lines += RejectedLine(account: account, record: record).line }
    report.contacts += page.rows.count
    report.rejected += page.rejected.count
    try output(lines)
  }
}
