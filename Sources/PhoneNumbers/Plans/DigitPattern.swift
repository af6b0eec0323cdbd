/// A regular expression over digits, as libphonenumber's metadata use them: digits, `\d`, sets, groups, `|`, `?`, `*`,
/// `+`, `{n,m}` and `$`.
indirect enum DigitPattern: Sendable {
  /// Any digit whose bit is set.
  case set(UInt16)
  case sequence([DigitPattern])
  /// The first that fits counts.
  case choice([DigitPattern])
  /// As often as possible; `most` nil: without end.
  case repeated(DigitPattern, least: Int, most: Int?)
  /// The end of the text.
  case end

  /// nil where the expression holds anything else.
  init?(_ text: String) {
    var reader = Reader(rest: Array(text.utf8)[...])
    guard let pattern = reader.choice(), reader.rest.isEmpty else { return nil }
    self = pattern
  }

  private struct Reader {
    var rest: ArraySlice<UInt8>

    private mutating func take(_ text: StaticString) -> Bool {
      let text = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
      guard rest.starts(with: text) else { return false }
      rest.removeFirst(text.count)
      return true
    }

    mutating func choice() -> DigitPattern? {
      var branches: [DigitPattern] = []
      repeat {
        guard let branch = sequence() else { return nil }
        branches.append(branch)
      } while take("|")
      return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() -> DigitPattern? {
      var parts: [DigitPattern] = []
      while let next = rest.first, next != 0x7C, next != 0x29 {
        guard let part = atom(), let counted = counted(part) else { return nil }
        parts.append(counted)
      }
      return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func atom() -> DigitPattern? {
      if take("$") { return .end }
      if take("\\d") { return .set(0x3FF) }
      if take("(?:") || take("(") {
        guard let inner = choice(), take(")") else { return nil }
        return inner
      }
      if take("[") { return members() }
      return digit().map { .set(1 << UInt16($0)) }
    }

    private mutating func digit() -> Int? {
      guard let byte = rest.first, byte &- 0x30 < 10 else { return nil }
      rest.removeFirst()
      return Int(byte - 0x30)
    }

    private mutating func members() -> DigitPattern? {
      var set: UInt16 = 0
      while !take("]") {
        guard let low = digit() else { return nil }
        var high = low
        if take("-") {
          guard let digit = digit(), digit >= low else { return nil }
          high = digit
        }
        for member in low...high { set |= 1 << UInt16(member) }
      }
      return .set(set)
    }

    private mutating func counted(_ part: DigitPattern) -> DigitPattern? {
      var part = part
      while true {
        if take("?") {
          part = .repeated(part, least: 0, most: 1)
        } else if take("*") {
          part = .repeated(part, least: 0, most: nil)
        } else if take("+") {
          part = .repeated(part, least: 1, most: nil)
        } else if take("{") {
          guard let least = count() else { return nil }
          var most: Int? = least
          if take(",") { most = count() }
          guard take("}"), (most ?? least) >= least else { return nil }
          part = .repeated(part, least: least, most: most)
        } else {
          return part
        }
      }
    }

    private mutating func count() -> Int? {
      guard var count = digit() else { return nil }
      while count < 100, let next = digit() { count = count * 10 + next }
      return count
    }
  }
}

/// What a text may begin with: the texts that a ``DigitPattern`` stands for, in the order in which they are tried.
struct DigitPrefix: Sendable {
  private struct Branch: Sendable {
    var sets: [UInt16] = []
    var isWhole = false
  }
  private var branches: [Branch] = []
  private static let mostBranches = 256

  /// Digits that a text may begin with: most texts fail here.
  private var first: UInt16 = 0
  private var takesNothing = false

  /// Matches nothing.
  init() {}

  /// nil where there are too many texts, or the pattern is not understood.
  init?(_ text: String) {
    guard let pattern = DigitPattern(text), let branches = DigitPrefix.branches(pattern) else { return nil }
    self.branches = branches
    for branch in branches {
      if let set = branch.sets.first { first |= set } else { takesNothing = true }
    }
  }

  /// How many digits the first text that fits takes away; nil where none fits.
  func length(in digits: UnsafeBufferPointer<UInt8>) -> Int? {
    guard takesNothing || digits.first.map({ first >> UInt16($0) & 1 == 1 }) == true else { return nil }
    for branch in branches where branch.sets.count <= digits.count {
      if branch.isWhole, branch.sets.count != digits.count { continue }
      var place = 0
      while place < branch.sets.count, branch.sets[place] >> UInt16(digits[place]) & 1 == 1 { place += 1 }
      if place == branch.sets.count { return place }
    }
    return nil
  }

  private static func branches(_ pattern: DigitPattern) -> [Branch]? {
    switch pattern {
    case .set(let set): return [Branch(sets: [set])]
    case .end: return [Branch(isWhole: true)]
    case .choice(let choices):
      var all: [Branch] = []
      for choice in choices {
        guard let more = branches(choice), all.count + more.count <= mostBranches else { return nil }
        all += more
      }
      return all
    case .sequence(let parts):
      var all = [Branch()]
      for part in parts {
        guard let next = branches(part), let joined = joined(all, next) else { return nil }
        all = joined
      }
      return all
    case .repeated(let part, let least, let most):
      guard let most, let once = branches(part) else { return nil }
      var (all, power) = ([Branch](), [Branch()])
      for count in 0...most {
        if count >= least { all = power + all }
        if count < most {
          guard let next = joined(power, once) else { return nil }
          power = next
        }
      }
      return all.count <= mostBranches ? all : nil
    }
  }

  /// Every text of `a` with every text of `b` behind it; nil where that is too many, or something follows the end.
  private static func joined(_ a: [Branch], _ b: [Branch]) -> [Branch]? {
    guard a.count * b.count <= mostBranches else { return nil }
    var all: [Branch] = []
    for x in a {
      for y in b {
        if x.isWhole, !y.sets.isEmpty { return nil }
        all.append(Branch(sets: x.sets + y.sets, isWhole: x.isWhole || y.isWhole))
      }
    }
    return all
  }
}
