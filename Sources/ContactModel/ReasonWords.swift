extension Reason {
  /// The reason as people read it, such as "another party suits it nearly as well".
  package var words: String {
    switch self {
    case .noCandidate: "no party resembles it"
    case .belowReview: "no party resembles it enough"
    case .belowMatch: "the best party is likely, but not certain"
    case .rivalParty: "another party suits it nearly as well"
    case .rivalContact: "another contact claims the same party"
    case .rivalsNotWeighed: "so many records are alike that it was not weighed against all its rivals"
    case .nameDiffers: "the names differ"
    case .otherScript: "the names are written in different scripts and cannot be compared"
    case .nameMissing: "a name is missing"
    case .nameOnly: "only the name agrees"
    case .taxConflict: "the tax numbers contradict each other"
    case .legalFormConflict: "the legal forms differ"
    case .branchConflict: "they are two branches or jobs"
    case .judgedSame: "a person said that it is this party"
    case .judgedDifferent: "a person said that it is not this party"
    case .judgedUnsure: "a person was unsure"
    case .linkDisputed: "the link that stands is in doubt"
    case .standingLink: "an import or our own creation linked it"
    case .reverted: "the run that had linked it was taken back"
    case .relinked: "the account was linked anew, and it is not certain which of the earlier contacts this is"
    case .namesake: "a party of this name was to be created: is it this contact?"
    case .partyRetired: "the platform retired the party"
    case .partyMerged: "the platform merged the party that it was linked to into this one"
    case .contactDeleted: "the contact was deleted"
    case .duplicateContact: "another contact of the account is the same business"
    case .aboveMatch: "likely enough, and ahead of its rivals"
    }
  }
}
