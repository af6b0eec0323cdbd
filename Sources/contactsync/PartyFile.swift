import CSV
import ContactModel
import NDJSON
import Synchronization

/// A file of parties, page by page: CSV, or NDJSON by its ending.
enum PartyFile {
  /// What could not be read: the first thousand, and how many there are in all.
  final class Problems: Sendable {
    private let state = Mutex<(texts: [String], count: Int)>(([], 0))

    var texts: [String] { state.withLock { $0.texts } }
    var count: Int { state.withLock { $0.count } }

    /// Counts problems, and keeps their texts while there are few.
    func add(_ count: Int, _ texts: some Sequence<String>) {
      let texts = Array(texts)
      state.withLock { state in
        state.count += count
        state.texts += texts.prefix(max(0, PartiesCSV.problemLimit - state.texts.count))
      }
    }
  }

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
    _ path: String, _ problems: Problems, _ body: (_ next: () throws -> RecordPage?) throws -> R
  ) throws -> R {
    isLines(path) ? try readLines(path, problems, body) : try readCSV(path, problems, body)
  }

  private static func isLines(_ path: String) -> Bool { path.hasSuffix(".ndjson") || path.hasSuffix(".jsonl") }

  private static func readCSV<R>(
    _ path: String, _ problems: Problems, _ body: (_ next: () throws -> RecordPage?) throws -> R
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
    _ path: String, _ problems: Problems, _ body: (_ next: () throws -> RecordPage?) throws -> R
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
