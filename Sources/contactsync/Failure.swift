/// An end that is not success: the exit code and one line that says what, where and what to do.
struct Failure: Error, CustomStringConvertible {
  /// Exit codes, by sysexits where it has one.
  enum Code: Int32 {
    case failed = 1
    case someAccountsFailed = 2
    case usage = 64
    case badInput = 65
    case temporary = 75
  }

  var code: Code
  var description: String

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
