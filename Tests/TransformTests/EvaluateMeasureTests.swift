import ContactModel
import TestSupport
import Testing
import Transform

/// The measures against the plainest way to compute them.
@Suite("Measures of probabilities")
struct EvaluateMeasureTests {
  typealias Contact = EvaluatedContact

  /// Contacts of every kind, with probabilities of which many are equal, and some on the bins' bounds.
  static func contacts(_ random: inout Seeded) -> [Contact] {
    let parties = ["p", "q", "r"]
    return (0..<Int.random(in: 0...120, using: &random)).map { number in
      let candidates = parties.filter { _ in random.chance(2) }
      let truth = Set(parties.filter { _ in random.chance(3) })
      let best = candidates.randomElement(using: &random)
      var probability = best == nil ? 0 : Double(Int.random(in: 0...20, using: &random)) / 20
      if random.chance(4), best != nil { probability = Double.random(in: 0...1, using: &random) }
      if random.chance(8), probability > 0 { probability = probability.nextDown }
      let verdict: Verdict = best == nil ? .unmatched : [.matched, .review, .unmatched].randomElement(using: &random)!
      return Contact(
        contact: "c\(number)", verdict: verdict, party: verdict == .matched ? best : nil, probability: probability,
        matchKey: random.chance(2) ? "+NAME" : "-TAX", best: best, truth: truth, candidates: candidates,
        shown: verdict == .review ? candidates : [], country: ["", "DE", "US"].randomElement(using: &random)!,
        patterns: ["plain", "branch", "household"].filter { _ in random.chance(3) })
    }
  }

  static func evaluation(_ contacts: [Contact], limit: Int = 10) -> Evaluation {
    var evaluation = Evaluation(mistakeLimit: limit)
    for contact in contacts { evaluation.add(contact) }
    return evaluation
  }

  static func isRight(_ contact: Contact) -> Bool { contact.best.map(contact.truth.contains) ?? false }

  @Test("Recall at a precision: no threshold does better", arguments: 1...200 as ClosedRange<UInt64>)
  func sweep(seed: UInt64) throws {
    var random = Seeded(seed)
    let contacts = Self.contacts(&random)
    let withTruth = contacts.count { !$0.truth.isEmpty }
    for least in [0.3, 0.5, 0.75, 0.995, 1] {
      var best: (threshold: Double, linked: Int, right: Int)?
      for threshold in Set(contacts.filter { $0.best != nil }.map(\.probability)).sorted(by: >) {
        let linked = contacts.filter { $0.best != nil && $0.probability >= threshold }
        let right = linked.count(where: Self.isRight)
        guard Double(right) >= least * Double(linked.count) - 1e-9, right > best?.right ?? 0 else { continue }
        best = (threshold, linked.count, right)
      }
      let point = Self.evaluation(contacts).sweep.point(precision: least)
      #expect(point?.threshold == best?.threshold)
      #expect(point?.precision == best.map { Share($0.right, of: $0.linked) })
      #expect(point?.recall == best.map { Share($0.right, of: withTruth) })
    }
  }

  @Test("Calibration: each bin by filtering", arguments: 1...200 as ClosedRange<UInt64>)
  func calibration(seed: UInt64) throws {
    var random = Seeded(seed)
    let contacts = Self.contacts(&random)
    let claims = contacts.filter { $0.best != nil }
    let calibration = Self.evaluation(contacts).calibration
    #expect(calibration.bins.count == 10 && calibration.count == claims.count)
    var error = 0.0
    for (number, bin) in calibration.bins.enumerated() {
      let inside = claims.filter {
        $0.probability >= Double(number) / 10 && ($0.probability < Double(number + 1) / 10 || number == 9)
      }
      #expect(bin.truth == Share(inside.count(where: Self.isRight), of: inside.count))
      guard !inside.isEmpty else {
        #expect(bin.said == nil && bin.gap == nil)
        continue
      }
      let said = inside.reduce(0) { $0 + $1.probability } / Double(inside.count)
      #expect(abs(try #require(bin.said) - said) < 1e-12)
      let share = Double(inside.count(where: Self.isRight)) / Double(inside.count)
      error += Double(inside.count) / Double(claims.count) * abs(said - share)
    }
    guard !claims.isEmpty else {
      #expect(calibration.expectedError == nil && calibration.brierScore == nil)
      return
    }
    let squares = claims.map { contact in
      let miss = contact.probability - (Self.isRight(contact) ? 1 : 0)
      return miss * miss
    }
    #expect(abs(try #require(calibration.expectedError) - error) < 1e-12)
    #expect(abs(try #require(calibration.brierScore) - squares.reduce(0, +) / Double(claims.count)) < 1e-12)
  }

  @Test("The review's work: no smaller part of the queue suffices", arguments: 1...200 as ClosedRange<UInt64>)
  func review(seed: UInt64) throws {
    var random = Seeded(seed)
    let contacts = Self.contacts(&random)
    let withTruth = contacts.count { !$0.truth.isEmpty }
    let linked = contacts.count { contact in contact.party.map(contact.truth.contains) ?? false }
    let queue = contacts.filter { $0.verdict != .matched }
    let evaluation = Self.evaluation(contacts)
    for least in [0.1, 0.4, 0.8, 0.95, 1] {
      var looked: [[Contact]] = [[]]
      for threshold in Set(queue.map(\.probability)).sorted(by: >) {
        looked.append(queue.filter { $0.probability >= threshold })
      }
      func recall(_ part: [Contact]) -> Share {
        Share(linked + part.count { !$0.truth.isDisjoint(with: $0.candidates) }, of: withTruth)
      }
      let enough = looked.first { part in recall(part).value.map { $0 >= least } ?? false }
      let need = evaluation.reviewQueue.need(recall: least)
      #expect(need?.review == enough.map { Share($0.count, of: contacts.count) })
      #expect(need?.recall == enough.map(recall))
      #expect(need?.threshold == enough?.map(\.probability).min())
      #expect(evaluation.reviewQueue.mostRecall == recall(queue))
    }
  }

  @Test("Groups are the measures of their contacts alone; the order of contacts changes nothing", arguments: 1...50)
  func groups(seed: Int) {
    var random = Seeded(UInt64(seed))
    let contacts = Self.contacts(&random)
    let evaluation = Self.evaluation(contacts, limit: 3)
    for (name, counts) in evaluation.byCountry {
      #expect(counts == Self.evaluation(contacts.filter { $0.country == name }).counts)
    }
    #expect(evaluation.byCountry.reduce(0) { $0 + $1.counts.contacts } == contacts.count)
    #expect(evaluation.byCountry.dropLast().allSatisfy { !$0.name.isEmpty }, "the unknown come last")
    for (name, counts) in evaluation.byPattern {
      #expect(counts == Self.evaluation(contacts.filter { $0.patterns.contains(name) }).counts)
    }
    #expect(Set(evaluation.byPattern.map(\.name)) == Set(contacts.flatMap(\.patterns)))

    let shuffled = Self.evaluation(contacts.shuffled(using: &random), limit: 3)
    #expect(shuffled.counts == evaluation.counts && shuffled.calibration == evaluation.calibration)
    #expect(shuffled.byCountry.map(\.name) == evaluation.byCountry.map(\.name))
    #expect(shuffled.byPattern.map(\.name) == evaluation.byPattern.map(\.name))
    for kind in Mistakes.Kind.allCases {
      #expect(shuffled.mistakes.worst(kind) == evaluation.mistakes.worst(kind))
    }
  }

  @Test("Each mistake is of one kind, and the worst of each are kept", arguments: 1...100)
  func mistakes(seed: Int) {
    var random = Seeded(UInt64(seed))
    let contacts = Self.contacts(&random)
    let mistakes = Self.evaluation(contacts, limit: 4).mistakes
    func expect(_ kind: Mistakes.Kind, _ isOne: (Contact) -> Bool) {
      let all = contacts.filter(isOne).sorted { ($1.probability, $0.contact) < ($0.probability, $1.contact) }
      #expect(mistakes.count(kind) == all.count)
      #expect(mistakes.worst(kind) == Array(all.prefix(4)))
    }
    expect(.wrongLink) { contact in contact.party.map { !contact.truth.contains($0) } ?? false }
    func isMissed(_ contact: Contact) -> Bool {
      contact.verdict != .matched && !contact.truth.isEmpty && contact.truth.isDisjoint(with: contact.shown)
    }
    expect(.missed) { isMissed($0) && !$0.truth.isDisjoint(with: $0.candidates) }
    expect(.notCompared) { isMissed($0) && $0.truth.isDisjoint(with: $0.candidates) }
  }

  @Test("Without contacts nothing is said")
  func nothing() {
    let evaluation = Evaluation()
    #expect(evaluation.sweep.point(precision: 0) == nil)
    #expect(evaluation.reviewQueue.need(recall: 0) == nil)
    #expect(evaluation.calibration.expectedError == nil && evaluation.calibration.brierScore == nil)
    #expect(evaluation.byCountry.isEmpty && evaluation.byPattern.isEmpty)
  }
}
