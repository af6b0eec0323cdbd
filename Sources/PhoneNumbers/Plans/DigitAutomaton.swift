/// Several ``DigitPattern``s as one automaton: one step a digit says which of them the whole text matches.
struct DigitAutomaton: Sendable {
  /// Next state by state and digit, ten a state; 0 is the state that nothing leads out of.
  private var next: [UInt16] = Array(repeating: 0, count: 10)
  /// For each state the patterns, by bit, that a text matches which ends here.
  private var matched: [UInt16] = [0]
  private static let start = 1
  private static let mostStates = 20_000

  /// `patterns`: at most 16, by bit; nil where one is not understood, or the automaton grows too large.
  init?(_ patterns: [DigitPattern]) {
    guard patterns.count <= 16 else { return nil }
    var graph = Graph()
    var first: [Int32] = []
    for (bit, pattern) in patterns.enumerated() {
      let (from, to) = (graph.add(), graph.add())
      guard graph.connect(pattern, from, to) else { return nil }
      graph.matched[Int(to)] = 1 << UInt16(bit)
      first.append(from)
    }
    var numbers: [[Int32]: Int] = [:]
    var sets: [[Int32]] = [[]]
    func number(_ set: [Int32]) -> Int {
      if set.isEmpty { return 0 }
      if let known = numbers[set] { return known }
      numbers[set] = sets.count
      sets.append(set)
      return sets.count - 1
    }
    _ = number(graph.closure(first))
    var state = DigitAutomaton.start
    while state < sets.count {
      guard sets.count <= DigitAutomaton.mostStates else { return nil }
      matched.append(sets[state].reduce(0) { $0 | graph.matched[Int($1)] })
      for digit in 0..<10 {
        let reached = sets[state].flatMap { graph.steps[Int($0)].filter { $0.set >> UInt16(digit) & 1 == 1 }.map(\.to) }
        next.append(UInt16(number(graph.closure(reached))))
      }
      state += 1
    }
  }

  /// The patterns, by bit, that all the digits match.
  @inline(__always)
  func matches(_ digits: UnsafeBufferPointer<UInt8>) -> UInt16 {
    next.withUnsafeBufferPointer { next in
      var state = DigitAutomaton.start
      for digit in digits { state = Int(next[state * 10 + Int(digit)]) }
      return matched[state]
    }
  }

  /// States joined by steps that take a digit, and by jumps that take none.
  private struct Graph {
    var steps: [[(set: UInt16, to: Int32)]] = []
    var jumps: [[Int32]] = []
    var matched: [UInt16] = []

    mutating func add() -> Int32 {
      steps.append([])
      jumps.append([])
      matched.append(0)
      return Int32(steps.count - 1)
    }

    /// False for what an automaton cannot say.
    mutating func connect(_ pattern: DigitPattern, _ from: Int32, _ to: Int32) -> Bool {
      switch pattern {
      case .end: return false
      case .set(let set): steps[Int(from)].append((set, to))
      case .choice(let choices):
        for choice in choices where !connect(choice, from, to) { return false }
      case .sequence(let parts):
        var place = from
        for part in parts {
          let end = add()
          guard connect(part, place, end) else { return false }
          place = end
        }
        jumps[Int(place)].append(to)
      case .repeated(let part, let least, let most):
        var place = from
        for count in 0..<(most ?? least) {
          if count >= least { jumps[Int(place)].append(to) }
          let end = add()
          guard connect(part, place, end) else { return false }
          place = end
        }
        if most == nil {
          let again = add()
          jumps[Int(place)].append(again)
          guard connect(part, again, again) else { return false }
          place = again
        }
        jumps[Int(place)].append(to)
      }
      return true
    }

    /// All states that jumps lead to, ascending, each once.
    func closure(_ states: [Int32]) -> [Int32] {
      var reached = Set(states)
      var open = Array(reached)
      while let state = open.popLast() {
        for target in jumps[Int(state)] where reached.insert(target).inserted { open.append(target) }
      }
      return reached.filter { !steps[Int($0)].isEmpty || matched[Int($0)] != 0 }.sorted()
    }
  }
}
