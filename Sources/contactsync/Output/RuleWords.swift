/// What the rules of the ruling say in words.
enum RuleWords {
  /// By the rule's name in evidence; a rule that is not here is shown by its name alone.
  static let words = [
    "two_people": "two people's names",
    "branch_conflict": "two branches or jobs",
    "branch_of": "a branch or job on one side only",
    "legal_form_conflict": "the legal forms differ",
    "same_legal_form": "the same legal form",
    "extra_words": "telling words on one side only",
    "trading_name": "only a trading name agrees",
    "role_mailbox": "a mailbox such as info@",
    "country_conflict": "two countries",
    "many_agree": "three fields beside the name",
    "shared_premises": "phone and address go together",
    "together": "what all say together",
    "corrected": "what people's judgements taught",
  ]

  static func name(_ row: String) -> String { words[row] ?? row }
}
