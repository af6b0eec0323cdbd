internal import ContactModel
internal import NDJSON
internal import Parallel
internal import Transform

extension TransformStage {
  /// What goes into decision lines besides the decision.
  package struct Content: Sendable {
    /// Evidence for the candidates of every decision, not only of those for review.
    package var allEvidence: Bool
    /// The contact itself; without it `load` needs `--contacts`.
    package var withRecords: Bool

    package init(allEvidence: Bool = false, withRecords: Bool = true) {
      self.allEvidence = allEvidence
      self.withRecords = withRecords
    }
  }

  /// Scored lines of one chunk, read.
  private struct ScoredLines {
    var batch = ScoredBatch()
    var typed: [UInt8] = []
    var problems: [String] = []
  }

  /// Scored lines → one decision for each, account by account, when all have been read.
  ///
  /// - Throws: ``StageFailure``, and what `output` throws.
  package func settle(_ path: String, _ content: Content = Content(), output: LineOutput) throws -> Report {
    parties.index.releaseKeys()
    do {
      var settler = try LineSettler(self, content)
      var report = try eachScored(path, output) { try settler.add($0) }
      try settler.finish(&report, output)
      return report
    } catch let error as FileError {
      throw StageFailure(.badInput, "\(error)")
    }
  }

  /// Reads a file of scored lines batch by batch; its typed lines go to `output`.
  func eachScored(_ path: String, _ output: LineOutput, _ take: (ScoredBatch) throws -> Void) throws -> Report {
    var report = Report()
    do {
      var reader = try NDJSONReader(path: path, chunkSize: Self.chunkSize)
      let file = reader.file
      try workers.inOrder(state: ()) {
        try reader.next()
      } work: { _, chunk in
        read(chunk, file)
      } deliver: { lines in
        for problem in lines.problems { report.note(problem) }
        if !lines.typed.isEmpty { try output(lines.typed) }
        report.contacts += lines.batch.contacts.count
        try take(lines.batch)
      }
    } catch let error as FileError {
      throw StageFailure(.badInput, "\(error)")
    }
    return report
  }

  private func read(_ chunk: NDJSONReader.Chunk, _ file: String) -> ScoredLines {
    var lines = ScoredLines()
    chunk.eachLine { number, bytes in
      do throws(LineProblem) {
        let object = try LineObject(Array(bytes))
        if object.type != nil {
          lines.typed += bytes
          lines.typed.append(UInt8(ascii: "\n"))
        } else if let problem = lines.batch.add(object, try ScoredLine(object), parties) {
          throw problem
        }
      } catch {
        lines.problems.append("\(file):\(number): \(error.what)")
      }
    }
    return lines
  }

  /// Contacts → decisions: score and settle in one.
  ///
  /// - Throws: ``StageFailure``, and what `output` throws.
  package func scoreAndSettle(_ path: String, _ content: Content = Content(), output: LineOutput) throws -> Report {
    var report = Report()
    do {
      var settler = try LineSettler(self, content)
      try eachBatch(path, &report, output) { try settler.add($0) }
      parties.index.releaseKeys()
      try settler.finish(&report, output)
    } catch let error as FileError {
      throw StageFailure(.failed, "\(error)")
    }
    return report
  }
}
