import Glibc
import Synchronization
package import TransformFiles

/// How words of a transformation reach stderr: each program has its own way.
package enum TransformWords {
  private static let way = Mutex<@Sendable (String) -> Void> { line in
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  /// Says one line.
  package static func say(_ line: String) { way.withLock { $0 }(line) }

  /// From now on lines are said so.
  package static func areSaid(by say: @escaping @Sendable (String) -> Void) { way.withLock { $0 = say } }
}

/// Runs a transformation and says which lines were left out.
///
/// - Throws: ``StageFailure``: bad input too where lines were left out; the others were handed on.
package func finishTransform(_ body: () throws -> TransformStage.Report) throws {
  let report = try body()
  if report.oversizedGroups > 0 {
    TransformWords.say(
      "\(report.oversizedGroups) groups of like records were too large to be weighed whole; weak candidates in them were left out"
    )
  }
  for problem in report.problems.prefix(20) { TransformWords.say("contactsync: \(problem)") }
  guard report.problemCount == 0 else {
    throw StageFailure(
      .badInput, "\(report.problemCount) lines could not be read and were left out; the others were transformed")
  }
}

extension StageFailure.Kind {
  /// What the process answers with, by sysexits where it has one.
  package var exitCode: Int32 {
    switch self {
    case .failed: 1
    case .usage: 64
    case .badInput: 65
    case .temporary: 75
    }
  }
}

/// Lines to stdout, unbuffered: what was written before a failure is there.
let standardOutput: LineOutput = { bytes in
  var written = 0
  while written < bytes.count {
    let count = bytes.withUnsafeBytes {
      Glibc.write(STDOUT_FILENO, $0.baseAddress! + written, $0.count - written)
    }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { throw StageFailure(.failed, "cannot write to stdout: \(String(cString: strerror(errno)))") }
    written += count
  }
}
