internal import ContactModel
internal import NDJSON
internal import Transform

/// A file of one organization's frozen frequencies: one line of the type `snapshot`.
struct FrequenciesFile {
  let snapshot: FrequencySnapshot

  /// Throws ``StageFailure`` where the file is anything else.
  init(path: String) throws {
    var reader = try LineReader(path: path)
    var found: FrequencySnapshot?
    while let line = try reader.next() {
      let place = "\(reader.file):\(line.number)"
      do throws(LineProblem) {
        guard case .snapshot(_, _, let content) = try StandingLine(LineObject(line.bytes)) else {
          throw LineProblem("a line of the type `snapshot` was expected")
        }
        guard let snapshot = FrequencySnapshot(decoding: content) else {
          throw LineProblem("`content` is no frequency snapshot of this version")
        }
        guard found == nil else { throw LineProblem("a second snapshot") }
        found = snapshot
      } catch {
        throw StageFailure(.badInput, "\(place): \(error.what); `transform frequencies` writes such a file")
      }
    }
    guard let found else { throw StageFailure(.badInput, "\(path): no frequencies in it; make it anew") }
    snapshot = found
  }
}
