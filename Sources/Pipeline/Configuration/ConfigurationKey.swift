internal import CSV
internal import ContactModel
internal import MergeAPI

/// One key of a pipeline file: what reading, linting and the documentation share.
package struct ConfigurationKey: Sendable {
  /// Dotted path, such as `extract.overlap`; a part `*` stands for a name that the file chooses.
  package var path: String
  package var kind: Kind
  /// Of a number: what it counts; nil: nothing, or the value itself says its unit.
  package var unit: String?
  /// As it would be written in the file; `null`: nothing stands for it; nil: required.
  package var standard: String?
  /// One sentence on what it does.
  package var meaning: String
  /// A value that makes sense, as it would be written in the file.
  package var example: String
  /// It excludes other keys, so that the file of all examples leaves it out.
  package var standsApart: Bool

  package init(
    path: String, kind: Kind, unit: String? = nil, standard: String?, meaning: String, example: String,
    standsApart: Bool = false
  ) {
    self.path = path
    self.kind = kind
    self.unit = unit
    self.standard = standard
    self.meaning = meaning
    self.example = example
    self.standsApart = standsApart
  }

  package enum Kind: Sendable, Hashable {
    case text
    /// A text in which these words in braces are filled in.
    case template([String])
    /// The path of a file with one of these endings.
    case path([String])
    /// Fields of contacts, each with the header of its column in a CSV.
    case columns
    /// The name of an environment variable; never shown when it is wrong, because it may be the secret itself.
    case variable
    /// Where Merge is, as ``MergeConnection`` takes it.
    case baseURL
    /// Where people reach `contactsync serve`, as ``PublicURL`` takes it.
    case publicURL
    case choice([String])
    /// An RFC 3339 instant.
    case instant
    /// One of the words, or an RFC 3339 instant.
    case choiceOrInstant([String])
    case integer(ClosedRange<Int>)
    /// From 0 to 1.
    case share
    /// A whole number with a unit: `s`, `m`, `h` or `d`; the range is in seconds.
    case duration(ClosedRange<Int>)
    /// At least one.
    case texts
    /// The word `all`, or a selection by the keys below it.
    case selection

    /// What a value must look like, for people.
    package var description: String {
      switch self {
      case .text: return "a text"
      case .template(let words):
        return "a text, in which \(words.map { "{\($0)}" }.joined(separator: " and ")) may stand"
      case .path(let endings):
        let words = endings.map { ".\($0)" }
        return "a path that ends in \(words.dropLast().joined(separator: ", ")) or \(words.last ?? "")"
      case .columns: return "a mapping from fields to the headers of their columns, such as { id: AccountNumber }"
      case .variable: return "the name of an environment variable, such as MERGE_EU_API_KEY (never the secret itself)"
      case .baseURL: return "an address such as https://api-eu.merge.dev/api"
      case .publicURL: return "an address such as https://sync.example.com, without ? and #"
      case .choice(let words): return "one of: \(words.joined(separator: ", "))"
      case .instant: return "an instant such as 2026-01-31T00:00:00Z"
      case .choiceOrInstant(let words):
        return "one of: \(words.joined(separator: ", ")), or an instant such as 2026-01-31T00:00:00Z"
      case .integer(let range): return "a whole number from \(range.lowerBound) to \(range.upperBound)"
      case .share: return "a number from 0 to 1"
      case .duration(let range):
        let most = "at most \(ConfigurationKey.durationText(range.upperBound))"
        let bounds =
          range.lowerBound > 0 ? "at least \(ConfigurationKey.durationText(range.lowerBound)), \(most)" : most
        return "a duration such as 90s, 15m, 26h or 14d, \(bounds)"
      case .texts: return "a list of texts, at least one"
      case .selection: return "the word all, or a mapping with organization, integration, status or ids"
      }
    }
  }

  /// The last part of the path.
  var name: Substring { path.split(separator: ".").last ?? path[...] }

  /// Whether a path as it stands in a file is one of this key's.
  func matches(_ written: String) -> Bool {
    let (own, other) = (path.split(separator: "."), written.split(separator: "."))
    return own.count == other.count && zip(own, other).allSatisfy { $0 == "*" || $0 == $1 }
  }

  /// The key that a path in a file belongs to; nil: there is none.
  package static func named(_ path: String) -> ConfigurationKey? { all.first { $0.matches(path) } }

  /// A duration as a file would say it, such as `15m`.
  package static func durationText(_ seconds: Int) -> String {
    for (unit, size) in [("d", 86_400), ("h", 3_600), ("m", 60)] where seconds % size == 0 && seconds > 0 {
      return "\(seconds / size)\(unit)"
    }
    return "\(seconds)s"
  }
}

/// A value of a pipeline file after its check against the table of keys.
enum ConfigurationValue: Sendable {
  case text(String)
  case integer(Int)
  case number(Double)
  case texts([String])
  case columns([Column])
  case word

  /// A field of contacts and the header of its column.
  struct Column: Sendable, Hashable {
    var field: String
    var header: String
    /// 1-based, in the pipeline file.
    var line: Int
  }
}

extension ConfigurationKey {
  /// The value of a scalar; nil where it does not fit the key's kind.
  func value(of text: String) -> ConfigurationValue? {
    switch kind {
    case .text: text.isEmpty ? nil : .text(text)
    case .template(let words): Self.holdsOnly(words, text) ? .text(text) : nil
    case .variable: Self.isVariable(text) ? .text(text) : nil
    case .baseURL: MergeConnection.problem(ofBaseURL: text) == nil ? .text(text) : nil
    case .publicURL: (try? PublicURL(text)).map { .text($0.text) }
    case .choice(let words): words.contains(text) ? .text(text) : nil
    case .instant: Timestamp(rfc3339: text) != nil ? .text(text) : nil
    case .choiceOrInstant(let words):
      words.contains(text) || Timestamp(rfc3339: text) != nil ? .text(text) : nil
    case .integer(let range): Int(text).flatMap { range.contains($0) ? .integer($0) : nil }
    case .share: Double(text).flatMap { (0...1).contains($0) ? .number($0) : nil }
    case .duration(let range):
      Self.seconds(of: text).flatMap { range.contains($0) ? .integer($0) : nil }
    case .path(let endings):
      endings.contains { text.lowercased().hasSuffix(".\($0)") && text.utf8.count > $0.utf8.count + 1 }
        ? .text(text) : nil
    case .texts, .columns: nil
    case .selection: text == "all" ? .word : nil
    }
  }

  /// What a message says of a wrong value: the value itself, unless it may hold a secret.
  func complaint(about text: String) -> String {
    switch kind {
    case .variable: ""
    case .baseURL: MergeConnection.problem(ofBaseURL: text).map { ": it \($0)" } ?? ""
    case .publicURL: PublicURL.problem(of: text).map { ": it \($0)" } ?? ""
    default: " (found `\(text)`)"
    }
  }

  /// Seconds of a duration such as `15m`; nil where it is none.
  package static func seconds(of text: String) -> Int? {
    guard let unit = text.last, let count = Int(text.dropLast()), count >= 0 else { return nil }
    guard let size = ["s": 1, "m": 60, "h": 3_600, "d": 86_400][unit] else { return nil }
    let (seconds, overflow) = count.multipliedReportingOverflow(by: size)
    return overflow ? nil : seconds
  }

  private static func isVariable(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 255 else { return false }
    func isLetter(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || byte == UInt8(ascii: "_")
    }
    return isLetter(first)
      && text.utf8.allSatisfy { isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// Whether nothing but these words stands in braces.
  private static func holdsOnly(_ words: [String], _ text: String) -> Bool {
    var rest = text
    for word in words { rest = rest.replacing("{\(word)}", with: "") }
    return !text.isEmpty && !rest.contains { $0 == "{" || $0 == "}" }
  }
}
