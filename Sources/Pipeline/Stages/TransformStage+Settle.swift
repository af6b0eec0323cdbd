internal import ContactModel
internal import NDJSON

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

  /// Scored lines → one decision for each, account by account, when all have been read.
  ///
  /// - Throws: ``StageFailure``, and what `output` throws.
  package func settle(_ path: String, _ content: Content = Content(), output: LineOutput) throws -> Report {
    var report = Report()
    do {
      var settler = try LineSettler(self, content)
      var reader = try LineReader(path: path)
      while let line = try reader.next() {
        let scored: ScoredLine?
        do throws(LineProblem) {
          let object = try LineObject(line.bytes)
          scored = object.type == nil ? try ScoredLine(object) : nil
        } catch {
          report.note("\(reader.file):\(line.number): \(error.what)")
          continue
        }
        guard let scored else {
          try output(line.bytes + [UInt8(ascii: "\n")])
          continue
        }
        if let problem = try settler.add(line.bytes, scored) {
          report.note("\(reader.file):\(line.number): \(problem.what)")
        } else {
          report.contacts += 1
        }
      }
      try settler.finish(&report, output)
    } catch let error as FileError {
      throw StageFailure(.badInput, "\(error)")
    }
    return report
  }

  /// Contacts → decisions: score and settle in one.
  ///
  /// - Throws: ``StageFailure``, and what `output` throws.
  package func scoreAndSettle(_ path: String, _ content: Content = Content(), output: LineOutput) throws -> Report {
    var report = Report()
    do {
      var settler = try LineSettler(self, content)
      try eachPage(path, &report) { page, scored, accounts in
        for row in scored.rows {
          guard let account = accounts[row.row] else { continue }
          let line = line(page, scored, row, account)
          _ = try settler.add(line.line.dropLast(), line)
        }
      } typed: { line in
        try output(line + [UInt8(ascii: "\n")])
      }
      try settler.finish(&report, output)
    } catch let error as FileError {
      throw StageFailure(.failed, "\(error)")
    }
    return report
  }
}
