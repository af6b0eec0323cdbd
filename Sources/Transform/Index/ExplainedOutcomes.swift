package import ContactModel

/// What comparing a contact with a party of an index gave.
package struct ComparedPair: Sendable {
  package let levels: Levels
  /// By `Field.rawValue`: the two normalized values that decided the level, or all there are where none did.
  package let values: [(left: String, right: String)]
}

/// A compared pair with the texts behind each field's level.
struct ExplainedOutcomes {
  let levels: Levels
  /// By `Field.rawValue`: the two normalized values that decided the level, or all there are where none did.
  let values: [(left: String, right: String)]

  init(_ outcomes: PairComparer.Outcomes, _ a: RecordView, _ b: RecordView) {
    levels = outcomes.levels
    values = [
      (
        Self.join(a.names.indices, outcomes.name.left) { Self.text(a, a.names[$0]) },
        Self.join(b.names.indices, outcomes.name.right) { Self.text(b, b.names[$0]) }
      ),
      (
        Self.join(a.taxes.indices, outcomes.tax.left) { a.string(a.taxes[$0].text) },
        Self.join(b.taxes.indices, outcomes.tax.right) { b.string(b.taxes[$0].text) }
      ),
      (
        Self.join(a.emails.indices, outcomes.email.left) { a.string(a.emails[$0].mailbox) },
        Self.join(b.emails.indices, outcomes.email.right) { b.string(b.emails[$0].mailbox) }
      ),
      (
        Self.join(a.phones.indices, outcomes.phone.left) { Self.text(a.phones[$0]) },
        Self.join(b.phones.indices, outcomes.phone.right) { Self.text(b.phones[$0]) }
      ),
      (
        Self.join(a.addresses.indices, outcomes.address.left) { Self.text(a, a.addresses[$0]) },
        Self.join(b.addresses.indices, outcomes.address.right) { Self.text(b, b.addresses[$0]) }
      ),
    ]
  }

  /// All normalized values of a record, by `Field.rawValue`.
  static func texts(of record: RecordView) -> [String] {
    [
      join(record.names.indices, -1) { text(record, record.names[$0]) },
      join(record.taxes.indices, -1) { record.string(record.taxes[$0].text) },
      join(record.emails.indices, -1) { record.string(record.emails[$0].mailbox) },
      join(record.phones.indices, -1) { text(record.phones[$0]) },
      join(record.addresses.indices, -1) { text(record, record.addresses[$0]) },
    ]
  }

  private static func join(_ indices: Range<Int>, _ chosen: Int, _ text: (Int) -> String) -> String {
    chosen >= 0 ? text(chosen) : indices.map(text).joined(separator: "; ")
  }

  private static func text(_ record: RecordView, _ name: RecordTable.Name) -> String {
    let text = record.string(name.text)
    return name.branch.isEmpty ? text : "\(text) (\(record.string(name.branch)))"
  }

  private static func text(_ phone: PhoneForm) -> String {
    let number = "+\(phone.e164)"
    return phone.extensionDigits == 0 ? number : "\(number) x\(phone.extensionDigits)"
  }

  private static func text(_ record: RecordView, _ address: AddressForm) -> String {
    [address.number, address.street, address.unit, address.postcode, address.city].filter { !$0.isEmpty }
      .map { record.string($0) }.joined(separator: " ")
  }
}
