package import ContactModel

/// What of a linked contact differs from what the platform says of fields that it owns: by field the text to be written;
/// empty: nothing.
///
/// What the platform does not know clears nothing. Names that differ in case, accents and punctuation only, a mailbox that the contact has
/// among others, and tax numbers of the same letters and digits do not differ: accounting systems write them in ways of their own.
package func ownedChanges(of pair: LinkedPair, owned: Set<OwnedField>) -> [OwnedField: String] {
  var changes: [OwnedField: String] = [:]
  for field in owned {
    guard let wanted = text(field, pair.partyValues[field]) else { continue }
    if !isSaid(field, wanted, in: pair.contactValues[field] ?? "") { changes[field] = wanted }
  }
  return changes
}

/// The text to be written; nil where the platform says nothing.
private func text(_ field: OwnedField, _ value: String?) -> String? {
  let first = field == .emailAddress ? value.flatMap { mailboxes($0).first } : value
  let trimmed = first.map(trimmed)
  return trimmed?.isEmpty ?? true ? nil : trimmed
}

private func isSaid(_ field: OwnedField, _ wanted: String, in standing: String) -> Bool {
  switch field {
  case .name: NameKey(wanted).map { NameKey(standing)?.text == $0.text } ?? (wanted == trimmed(standing))
  case .emailAddress: mailboxes(standing).contains { $0.lowercased() == wanted.lowercased() }
  case .taxNumber: letters(wanted) == letters(standing)
  }
}

private func mailboxes(_ text: String) -> [String] {
  text.split(whereSeparator: { $0 == ";" || $0 == "," }).map { trimmed(String($0)) }.filter { !$0.isEmpty }
}

private func letters(_ text: String) -> String { text.filter { $0.isLetter || $0.isNumber }.uppercased() }

private func trimmed(_ text: String) -> String {
  let start = text.drop { $0.isWhitespace }
  return String(start[..<(start.lastIndex { !$0.isWhitespace }.map { start.index(after: $0) } ?? start.startIndex)])
}
