/// Why a party is not created in an account; the raw value is the code in outputs. The first that applies is told.
package enum CreationHold: String, Sendable, CaseIterable {
  case erased
  case retired = "party_retired"
  case elsewhere = "other_account"
  case noTarget = "no_target_account"
  case linked
  case wasLinked = "was_linked"
  case created
  case unknown = "answer_lost"
  case inDoubt = "in_doubt"
  case refused
  case linkWaits = "known_link_waits"
  case judgedSame = "judged_same"
  case inReview = "in_review"
  case nameMissing = "name_missing"
  case roleUnknown = "role_unknown"
  case roleExcluded = "role_excluded"
  case fieldMissing = "required_field_missing"
  case nameTooLong = "name_too_long"
  case namesakeLinked = "namesake_linked"
  case resembles
  case sameNamePlanned = "same_name_planned"
  case tooNew = "too_new"
  case notCompared = "not_compared"
  // Of the account as a whole.
  case notSettled = "account_not_settled"
  case linksProposed = "links_proposed"
  case notReadWhole = "not_read_whole"
  case stale
  case writesRefused = "writes_refused"
  case cap

  /// It passes by itself, and says nothing of the party: what is planned stays planned meanwhile.
  package var isPassing: Bool {
    switch self {
    case .notSettled, .linksProposed, .notReadWhole, .stale, .writesRefused, .cap, .notCompared, .tooNew: true
    default: false
    }
  }

  /// The reason as people read it.
  package var words: String {
    switch self {
    case .erased: "it, or a contact of its name, was erased on request"
    case .retired: "the platform retired it"
    case .elsewhere: "it belongs to another linked account"
    case .noTarget: "neither it nor the pipeline names this account as its target"
    case .linked: "it is linked"
    case .wasLinked: "it was linked before, and the link ended"
    case .created: "it was created before"
    case .unknown: "it was sent and the answer was lost: it is looked for"
    case .inDoubt: "a person must say whether a contact is this party"
    case .refused: "the accounting system refused it, and it has not changed since"
    case .linkWaits: "an imported link of it waits for its contact"
    case .judgedSame: "a person said which contact it is; the next run links it"
    case .inReview: "it is a candidate in an open review item"
    case .nameMissing: "it has no name"
    case .roleUnknown: "the platform does not say whether it is a customer or a supplier"
    case .roleExcluded: "its role is not among those that are created"
    case .fieldMissing: "the accounting system demands a field that it lacks"
    case .nameTooLong: "its name is longer than the accounting system takes"
    case .namesakeLinked: "a contact of the same name is linked to another party"
    case .resembles: "a contact resembles it"
    case .sameNamePlanned: "another party of the same name is to be created"
    case .tooNew: "it has not stood unmatched long enough"
    case .notCompared: "it came or changed after the account was last settled"
    case .notSettled: "the account has contacts or parties that are not settled"
    case .linksProposed: "the account's runs propose links and write none"
    case .notReadWhole: "no whole read has followed a good sync of Merge's own"
    case .stale: "Merge's data of the account are not fresh"
    case .writesRefused: "the account takes no contacts from Merge"
    case .cap: "as many as the pipeline allows are planned"
    }
  }
}
