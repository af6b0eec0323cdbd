/// The faults that are set, and how often each account has met them.
package struct FaultBoard: Sendable {
  private struct Entry: Sendable {
    var fault: Fault
    var seen: [String: Int] = [:]
    var hits: [String: Int] = [:]
  }

  private var entries: [Entry] = []
  /// Decides by chance where a fault has a probability below 1.
  package var seed: UInt64 = 0

  package init() {}

  package var faults: [Fault] { entries.map(\.fault) }

  /// Requests harmed so far, fault by fault in the order in which they were set.
  package var hits: [Int] { entries.map { $0.hits.values.reduce(0, +) } }

  package mutating func add(_ fault: Fault) { entries.append(Entry(fault: fault)) }

  package mutating func removeAll() { entries.removeAll() }

  /// What a request meets: delays, and at most one other effect, which is the last.
  mutating func draw(account: String?, path: String, method: String, hasCursor: Bool) -> [Fault.Effect] {
    var effects: [Fault.Effect] = []
    let reader = account ?? ""
    for index in entries.indices {
      let fault = entries[index].fault
      guard fault.concerns(account: account, path: path, method: method, hasCursor: hasCursor) else { continue }
      let number = entries[index].seen[reader, default: 0]
      entries[index].seen[reader] = number + 1
      if number < fault.skip { continue }
      if let times = fault.times, entries[index].hits[reader, default: 0] >= times { continue }
      if fault.probability < 1, chance(index, reader, number) >= fault.probability { continue }
      entries[index].hits[reader, default: 0] += 1
      effects.append(fault.effect)
      if case .delay = fault.effect { continue }
      break
    }
    return effects
  }

  /// A number in 0 ..< 1 from the seed, the fault, the account and how many requests it has made.
  private func chance(_ index: Int, _ reader: String, _ number: Int) -> Double {
    let place = StableUUID.digest(reader, basis: seed) ^ UInt64(index) << 40 ^ UInt64(number)
    return SplitMix.fraction(place)
  }
}
