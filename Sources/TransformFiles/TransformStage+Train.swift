internal import ContactModel
package import Transform

extension TransformStage {
  /// Learns weights from all contacts, without labels; the policy that the stage was given is where it starts.
  ///
  /// - Throws: ``StageFailure``: bad input too where there is too little to learn from.
  package func train(_ path: String) throws -> (report: Report, training: Training) {
    var report = Report()
    var pairs = TrainingPairs()
    try eachPiece(path, &report, Self.nowhere) { page in
      parties.index.trainingPairs(of: page)
    } deliver: { piece, report in
      report.contacts += piece.allContacts
      pairs.add(piece)
    }
    do throws(TrainingRefusal) {
      return (report, try Training(pairs, from: policy))
    } catch {
      throw StageFailure(.badInput, "\(path == "-" ? "standard input" : path): \(error)")
    }
  }
}
