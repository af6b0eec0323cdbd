/// What makes a contact hard (or easy) to recognise: the labels of `patterns.csv`.
package enum Pattern: String, CaseIterable, Sendable {
  // how the name is written
  case legalForm = "legal_form"
  case article, ampersand, abbreviation, dba, typo, diacritics, branch, job, acronym, script, nickname, noise
  case tradingName = "trading_name"
  case wordOrder = "word_order"
  case cutAt41 = "cut_41"
  case shortened
  case ownersName = "owners_name"
  // what the record holds
  case roleMailbox = "role_mailbox"
  case otherMailbox = "other_mailbox"
  case sharedAccountant = "shared_accountant"
  case otherPhone = "other_phone"
  case moved, sparse
  case nameOnly = "name_only"
  case wrongTax = "wrong_tax"
  // how businesses relate
  case duplicate
  case bothRoles = "both_roles"
  case chain, franchise, sister, household
  case parentChild = "parent_child"
  case sharedOffice = "shared_office"
  case plain
}
