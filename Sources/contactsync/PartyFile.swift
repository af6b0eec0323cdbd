import CSV
import ContactModel
import Extract
import NDJSON

/// A file of parties, page by page: CSV, or NDJSON by its ending.
enum PartyFile {
  /// Opens the file once, so that what is wrong with it as a whole is said before anything else happens.
  static func check(_ path: String) throws {
    do {
      if isLines(path) { _ = try NDJSONReader(path: path) } else { _ = try PartiesCSV(path: path) }
    } catch let error as CSVError {
      throw Failure(.badInput, "\(error)")
    } catch let error as FileError {
      throw Failure(.badInput, "\(error)")
    }
  }

  /// Hands the pages to the body as a function that gives one after the other, nil at the end; what is left out of a
  /// page is among the problems before the page is given.
  static func read<R>(
    _ path: String, _ problems: RowProblems, _ body: (_ next: () throws -> RecordPage?) throws -> R
  ) throws -> R {
    isLines(path) ? try readLines(path, problems, body) : try readCSV(path, problems, body)
  }

  private static func isLines(_ path: String) -> Bool { path.hasSuffix(".ndjson") || path.hasSuffix(".jsonl") }

  private static func readCSV<R>(
    _ path: String, _ problems: RowProblems, _ body: (_ next: () throws -> RecordPage?) throws -> R
  ) throws -> R {
    var file = try PartiesCSV(path: path)
    var (count, texts) = (0, 0)
    return try body {
      let page = try file.next()
      problems.add(file.problemCount - count, file.problems.dropFirst(texts).map(\.description))
      (count, texts) = (file.problemCount, file.problems.count)
      return page
    }
  }

  private static func readLines<R>(
    _ path: String, _ problems: RowProblems, _ body: (_ next: () throws -> RecordPage?) throws -> R
  ) throws -> R {
    var file = try NDJSONReader(path: path)
    return try body {
      guard let chunk = try file.next() else { return nil }
      let page = RecordPage.parse(lines: chunk.bytes, firstLine: chunk.firstLine)
      problems.add(
        page.rejected.count,
        page.rejected.map { record in "\(path): \(record.id.map { "party \($0): " } ?? "")\(record.detail)" })
      return page
    }
  }
}
