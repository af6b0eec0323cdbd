/// What comparing two records needs beside them: the frequencies and scratch space. One per thread.
struct Comparison {
  let snapshot: FrequencySnapshot
  var jaroWinkler = JaroWinkler()

  init(_ snapshot: FrequencySnapshot) { self.snapshot = snapshot }
}

/// Which level a field reached, and which of its values decided it.
struct FieldOutcome<Level: LadderLevel> {
  var level: Level
  /// Indices into the two records' forms; -1 where the level rests on no value.
  var left = -1
  var right = -1

  init(_ level: Level, _ left: Int = -1, _ right: Int = -1) {
    self.level = level
    self.left = left
    self.right = right
  }

  /// Keeps the better of two outcomes; a ladder lists its levels best first, *missing* before all.
  mutating func keep(_ level: Level, _ left: Int, _ right: Int) {
    guard level.rawValue != 0, self.level.rawValue == 0 || level.rawValue < self.level.rawValue else { return }
    self = FieldOutcome(level, left, right)
  }
}
