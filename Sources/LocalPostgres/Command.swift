import CSpawn
import Glibc

/// Runs programs with a small environment of ours, nothing inherited, as the user that owns the server.
struct Command {
  /// What stands before each argument list: empty, or `setpriv` with the user.
  var prefix: [String] = []
  /// Working folder of the program.
  var directory = "/"

  /// Locale and time zone are fixed, and libpq's variables (`PGPORT`, `PGDATA`, …) are not handed on.
  static var environment: [String] {
    let kept = ["PATH", "LD_LIBRARY_PATH", "TMPDIR", "NSS_WRAPPER_PASSWD", "NSS_WRAPPER_GROUP", "LD_PRELOAD"]
    return ["LC_ALL=C.UTF-8", "LANGUAGE=C", "TZ=UTC"]
      + kept.compactMap { name in getenv(name).map { "\(name)=\(String(cString: $0))" } }
  }

  /// Runs a program to its end; output is appended to `log`. Returns its exit code.
  func run(_ arguments: [String], log: String) -> Int32 {
    withCStrings(prefix + arguments) { argv in
      withCStrings(Self.environment) { environment in
        let process = cspawn_start(argv, environment, directory, nil, log, log)
        return process < 0 ? process : cspawn_wait(process)
      }
    }
  }

  /// What a program writes to standard output, ends trimmed; nil when it fails.
  static func output(_ arguments: [String]) -> String? {
    let text = UnsafeMutableBufferPointer<CChar>.allocate(capacity: 4096)
    defer { text.deallocate() }
    let code = withCStrings(arguments) { argv in
      withCStrings(environment) { cspawn_capture(argv, $0, text.baseAddress, text.count) }
    }
    guard code == 0 else { return nil }
    var line = String(cString: text.baseAddress!)[...]
    while line.last?.isWhitespace == true { line.removeLast() }
    return String(line)
  }
}

/// Calls a body with the texts as a NULL-ended array of C strings.
private func withCStrings<R>(_ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> R) -> R {
  let copies = texts.map { strdup($0) } + [nil]
  defer { for copy in copies { free(copy) } }
  return body(copies)
}
