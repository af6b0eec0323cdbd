/// What storing decisions may fail of besides the errors of the modules it uses.
enum LoadTrouble: Error {
  /// Lines are missing or could not be read; the text says which.
  case notWhole(String)
  /// The decisions rest on another policy, other frequencies, or another version of the program.
  case otherMatcher(String)

  /// Code as stored with the run.
  var code: String {
    switch self {
    case .notWhole: "file_not_whole"
    case .otherMatcher: "other_matcher"
    }
  }

  var text: String {
    switch self {
    case .notWhole(let gap):
      "the file is not whole: \(gap); its contacts are stored, nothing is settled and the watermark stays"
    case .otherMatcher(let account):
      "the decisions on \(account) rest on another policy, other frequencies or another version than stand here; extract "
        + "parties and standing again, transform with the same --policy, and load"
    }
  }

  /// Codes that mean bad input.
  static let badInput: Set<String> = ["file_not_whole", "other_matcher"]
}
