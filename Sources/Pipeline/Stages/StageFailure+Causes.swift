internal import Extract
internal import Load
internal import MergeAPI
internal import NDJSON
internal import Postgres
internal import TransformFiles

extension StageFailure {
  /// Any error of a stage.
  init(_ error: any Error) {
    switch error {
    case let failure as StageFailure: self = failure
    case let error as FileError: self.init(.badInput, "\(error)")
    case let error as MergeError: self.init(error.isPassingTrouble ? .temporary : .failed, "\(error)")
    case let error as PostgresError: self.init(error.remedy == .retry ? .temporary : .failed, "PostgreSQL: \(error)")
    case LoadError.unknownAccount: self.init(.usage, "\(error)")
    case is CancellationError: self.init(.temporary, "stopped; what was written is not whole")
    default: self.init(.failed, "\(error)")
    }
  }
}
