internal import NDJSON

/// Why a stage ended before its work was done: one line that says what, where and what to do.
package struct StageFailure: Error, Sendable, CustomStringConvertible {
  /// What the process answers with.
  package enum Kind: Sendable, Hashable {
    /// An account or option that does not exist.
    case usage
    case failed
    /// A file is missing, broken or not whole.
    case badInput
    /// Trying again later may help.
    case temporary
  }

  package var kind: Kind
  package var description: String

  package init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}

extension StageFailure {
  /// An error of a stage that knows files only.
  init(ofFile error: any Error) {
    switch error {
    case let failure as StageFailure: self = failure
    case let error as FileError: self.init(.badInput, "\(error)")
    default: self.init(.failed, "\(error)")
    }
  }
}

/// Where a stage's lines go: whole lines, in order.
package typealias LineOutput = @Sendable (_ lines: [UInt8]) throws -> Void
