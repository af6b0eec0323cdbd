import ContactModel

/// Compares two records field by field.
enum PairComparer {
  /// Level of each field and the facts of the pair.
  static func levels(_ a: RecordView, _ b: RecordView, _ context: inout Comparison) -> Levels {
    outcomes(a, b, &context).levels
  }

  /// The levels with the values that they rest on.
  struct Outcomes {
    var name: FieldOutcome<NameLevel>
    var tax: FieldOutcome<TaxLevel>
    var email: FieldOutcome<EmailLevel>
    var phone: FieldOutcome<PhoneLevel>
    var address: FieldOutcome<AddressLevel>
    var facts: PairFacts

    var levels: Levels {
      var levels = Levels()
      levels[.name] = name.level.rawValue
      levels[.taxNumber] = tax.level.rawValue
      levels[.email] = email.level.rawValue
      levels[.phone] = phone.level.rawValue
      levels[.address] = address.level.rawValue
      facts.store(in: &levels)
      return levels
    }
  }

  static func outcomes(_ a: RecordView, _ b: RecordView, _ context: inout Comparison) -> Outcomes {
    var facts = PairFacts()
    let name = NameComparer.compare(a, b, &context, &facts)
    let tax = TaxComparer.compare(a, b, &context, &facts)
    let email = EmailComparer.compare(a, b, &context, &facts)
    let phone = PhoneComparer.compare(a, b, &context, &facts)
    let address = AddressComparer.compare(a, b, &context, &facts)
    facts.countryConflict = a.country != 0 && b.country != 0 && a.country != b.country
    return Outcomes(name: name, tax: tax, email: email, phone: phone, address: address, facts: facts)
  }
}
