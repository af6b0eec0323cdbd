/// Where a contact that is to be created stands; the raw value is the code in the table `creation`.
package enum CreationState: String, Sendable, CaseIterable {
  /// It is to be sent.
  case planned
  /// Key and payload are committed, and the socket may have been used.
  case sending
  /// The accounting system has it, and it is linked.
  case created
  /// The accounting system refused it.
  case rejected
  /// The answer was lost: it is looked for before anything is sent again.
  case unknown
  /// It is there, though we were never told: found afterwards, or a person said which contact it is.
  case adopted
  /// A person must say whether a contact is this party.
  case review
}

/// What happens to a creation.
package enum CreationEvent: String, Sendable, CaseIterable {
  /// Key and payload are committed, the call follows.
  case sent
  /// The answer names a contact that was not there before.
  case made
  /// The answer names a contact that was there before: the accounting system took it for the same.
  case takenForOther = "taken_for_other"
  case refused
  /// The call was not made, or refused before anything was done.
  case notSent = "not_sent"
  /// There was no answer, or none that says what was done; also: whoever sent it is gone.
  case lost
  /// A contact of the same name was there before anything was sent.
  case namesakeMet = "namesake_met"
  /// Exactly one contact can be the one that was created, or the party has been linked meanwhile.
  case found
  /// A contact was found that may or may not be it.
  case doubtful
  /// It is certainly not there: long enough after the call, and after a sync of the accounting system that began later.
  case absent
  /// It is certainly not there, and was sent often enough.
  case givenUp = "given_up"
  /// A person said that the contact is this party.
  case saidSame = "said_same"
  /// A person said that the contact is not this party.
  case saidDifferent = "said_different"
  /// What had been refused has changed since.
  case renewed
}

extension CreationState {
  /// The state that an event leads to; nil: the event cannot happen in this state.
  package func after(_ event: CreationEvent) -> CreationState? {
    switch (self, event) {
    case (.planned, .sent): .sending
    case (.planned, .namesakeMet): .review
    case (.sending, .made): .created
    case (.sending, .takenForOther): .review
    case (.sending, .refused): .rejected
    case (.sending, .notSent): .planned
    case (.sending, .lost): .unknown
    case (.unknown, .found): .adopted
    case (.unknown, .doubtful): .review
    case (.unknown, .absent): .planned
    case (.unknown, .givenUp): .rejected
    case (.review, .saidSame), (.review, .found): .adopted
    case (.review, .saidDifferent): .planned
    case (.rejected, .renewed): .planned
    case (.rejected, .namesakeMet): .review
    default: nil
    }
  }

  /// The states in which an event can happen, and the one that it leads to.
  package static func step(_ event: CreationEvent) -> (from: [CreationState], to: CreationState) {
    let from = allCases.filter { $0.after(event) != nil }
    return (from, from.compactMap { $0.after(event) }.first ?? .planned)
  }

  /// Nothing more happens to it.
  package var isFinal: Bool { self == .created || self == .adopted }
}
