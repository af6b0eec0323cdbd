package import ContactModel
package import Transform

/// A contact that was answered wrongly, with what the pairs in question rest on. It holds values of records: for whoever
/// asked, never for a log.
package struct ShownMistake: Sendable {
  package struct Pair: Sendable {
    package var party: String
    /// The contact truly is this party.
    package var isTrue: Bool
    /// Bits by field, with the normalized values; empty where nothing is known of the party.
    package var evidence: [Evidence]
  }

  package var kind: Mistakes.Kind
  package var contact: EvaluatedContact
  /// The party that it was linked to or that came first, and those that it truly is.
  package var pairs: [Pair]

  /// True parties of a contact that are shown at most.
  private static let truthLimit = 3

  /// The pairs in question, without evidence yet.
  private init(_ kind: Mistakes.Kind, _ contact: EvaluatedContact) {
    self.kind = kind
    self.contact = contact
    let answered = contact.party ?? contact.best
    let parties = Set(contact.truth.sorted().prefix(Self.truthLimit) + (answered.map { [$0] } ?? []))
    pairs = parties.sorted { ($0 != answered ? 1 : 0, $0) < ($1 != answered ? 1 : 0, $1) }.map {
      Pair(party: $0, isTrue: contact.truth.contains($0), evidence: [])
    }
  }

  /// All kept mistakes of an evaluation, without evidence yet.
  static func all(of evaluation: Evaluation) -> [ShownMistake] {
    Mistakes.Kind.allCases.flatMap { kind in evaluation.mistakes.worst(kind).map { ShownMistake(kind, $0) } }
  }
}
