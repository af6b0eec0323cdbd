internal import ContactModel
internal import NDJSON
internal import Transform

// What engines need that spread the work over machines: the frequencies once for all, the best of what was scored against
// parts of the parties, and the edges of which groups are made.
extension TransformStage {
  /// Writes the frequencies that scores rest on: those that are frozen, or those of the parties. With them a part of the
  /// parties gives the scores that all of them give.
  ///
  /// - Throws: what `output` throws.
  package func frequencies(to output: LineOutput) throws {
    let organization = parties.organization ?? standing.organization ?? ""
    try output(
      StandingLine.snapshot(organization: organization, number: 0, content: parties.index.snapshot.encoded).line)
  }

  /// Scored lines of contacts that were scored against parts of the parties → one scored line for each contact, with the
  /// candidates that all parties would have given it.
  ///
  /// The lines of one contact stand together, their member `part` ascending: where it does not ascend, a contact begins.
  ///
  /// - Throws: ``StageFailure``, and what `output` throws.
  package func merge(_ path: String, output: LineOutput) throws -> Report {
    var report = Report()
    do {
      var reader = try LineReader(path: path)
      var lines: [UInt8] = []
      var merged: MergedCandidates?
      while let line = try reader.next() {
        do throws(LineProblem) {
          let object = try LineObject(line.bytes)
          if object.type == nil {
            let next = try MergedCandidates(object)
            if merged?.add(next) != true {
              merged?.append(to: &lines, policy)
              merged = next
              report.contacts += 1
            }
          } else {
            lines += line.bytes + [UInt8(ascii: "\n")]
          }
        } catch {
          report.note("\(reader.file):\(line.number): \(error.what)")
        }
        if lines.count >= Self.chunkSize {
          try output(lines)
          lines = []
        }
      }
      merged?.append(to: &lines, policy)
      try output(lines)
    } catch let error as FileError {
      throw StageFailure(.badInput, "\(error)")
    }
    return report
  }

  /// Scored lines → for each contact the parties that hold it and others together, as ``EdgesLine``.
  ///
  /// - Throws: ``StageFailure``, and what `output` throws.
  package func edges(_ path: String, output: LineOutput) throws -> Report {
    var known = PartyNumbers(parties)
    var accounts: [String: AccountGraph] = [:]
    let report = try eachScored(path, Self.nowhere) { batch in
      for contact in batch.contacts {
        let account = batch.withText(contact.account) { String(decoding: $0, as: UTF8.self) }
        _ = accounts[account, default: AccountGraph()].add(contact, of: batch, &known)
      }
    }
    for account in accounts.keys.sorted() {
      guard var graph = accounts.removeValue(forKey: account) else { continue }
      graph.complete(
        links: standing.links[account] ?? [], judgements: standing.judgements[account] ?? [], &known)
      try write(graph.graph, account, output)
    }
    return report
  }

  private func write(_ graph: MatchGraph, _ account: String, _ output: LineOutput) throws {
    func id(_ party: Int32) -> String { graph.partyIDs[graph.parties[Int(party)].id] }
    let active = ActiveEdges(graph, policy: policy)
    var lines = graph.contacts.map { EdgesLine(account: account, contact: graph.contactIDs[$0.id]) }
    for edge in active.edges {
      lines[Int(edge.contact)].edges.append(EdgesLine.Edge(party: id(edge.party), rises: edge.rises))
    }
    for tie in active.ties { lines[Int(tie.contact)].ties.append(id(tie.party)) }
    var bytes: [UInt8] = []
    for line in lines {
      bytes += line.line
      if bytes.count >= Self.chunkSize {
        try output(bytes)
        bytes = []
      }
    }
    try output(bytes)
  }
}

/// Scored lines of one contact, on their way to being one.
private struct MergedCandidates {
  private var line: ScoredLine
  private var part: Int64

  init(_ object: LineObject) throws(LineProblem) {
    line = try ScoredLine(object)
    guard let part = try object.integer("part") else { throw LineProblem("`part` is missing") }
    self.part = part
  }

  /// Takes the candidates of another line; false where it begins another contact.
  mutating func add(_ other: MergedCandidates) -> Bool {
    guard other.part > part, other.line.contact == line.contact, other.line.account == line.account else {
      return false
    }
    part = other.part
    line.scored.candidates += other.line.scored.candidates
    return true
  }

  func append(to lines: inout [UInt8], _ policy: Policy) {
    var line = line
    line.scored.candidates = bestCandidates(line.scored.candidates, policy: policy) {
      ($0.party, $0.weight, $0.levels)
    }
    lines += line.line
  }
}
