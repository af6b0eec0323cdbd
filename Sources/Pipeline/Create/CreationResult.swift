package import ContactModel

/// What came of planning and sending creations in one account.
package struct CreationResult: Sendable {
  /// What is to become of each party, by id.
  package var lines: [CreationPlanLine] = []
  /// Put into the outbox for the first time.
  package var planned = 0
  /// Planned before, and taken back.
  package var withdrawn = 0
  /// Put to people.
  package var asked = 0
  /// Calls made.
  package var sent = 0
  package var created = 0
  /// Lost answers that were found, and contacts that a person named.
  package var adopted = 0
  package var refused = 0
  /// Answers lost in this run.
  package var lost = 0

  package init() {}

  /// Parties that are to be created now.
  package var wanted: [String] { lines.compactMap { $0.verdict == .create ? $0.party : nil } }

  /// How many parties each reason holds.
  package var held: [CreationHold: Int] {
    lines.reduce(into: [:]) { counts, line in
      if case .hold(let hold) = line.verdict { counts[hold, default: 0] += 1 }
    }
  }
}
