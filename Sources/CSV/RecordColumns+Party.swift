package import ContactModel

extension RecordColumns {
  private static let flagForm = "expected true, false, yes, no, 1 or 0"

  /// Fills the builder's record with the cells of one row, up to ``RecordPageBuilder/finishRecord()``, which is left to
  /// the caller; returns what is wrong instead where the row cannot be taken (the builder is as before then).
  ///
  /// - Parameters:
  ///   - instant: reads a time as the source writes it; nil: it is none.
  ///   - cell: the text of a column; nil where it is null or blank.
  package func fill(
    _ builder: inout RecordPageBuilder, instant: (String) -> Timestamp?, cell: (Int) -> String?
  ) -> String? {
    func text(_ column: Int?) -> String? { column.flatMap(cell) }
    guard let id = text(id) else { return "the id is empty" }
    for (name, column) in [
      ("id", self.id), ("organization", organization), ("linked_account_id", linkedAccount),
      ("merged_into", mergedInto),
    ] {
      if let text = text(column), text.utf8.count > 255 {
        return "\(name): \(text.utf8.count) bytes, at most 255 are kept"
      }
    }
    guard let isCustomer = Self.flag(text(isCustomer)) else { return "is_customer: \(Self.flagForm)" }
    guard let isSupplier = Self.flag(text(isSupplier)) else { return "is_supplier: \(Self.flagForm)" }
    var deletedAt: Timestamp?
    if let text = text(self.deletedAt) {
      deletedAt = instant(text)
      if deletedAt == nil { return "deleted_at: expected a time such as 2026-11-22T09:30:00Z" }
    }

    builder.record.id = builder.text(id)
    builder.record.name = builder.text(text(name))
    let emails = emails.compactMap(text)
    builder.record.emailAddress = builder.text(emails.isEmpty ? nil : emails.joined(separator: "; "))
    builder.record.taxNumber = builder.text(text(taxNumber))
    builder.record.organization = builder.text(text(organization))
    builder.record.linkedAccount = builder.text(text(linkedAccount))
    builder.record.mergedInto = builder.text(text(mergedInto))
    builder.record.isCustomer = isCustomer
    builder.record.isSupplier = isSupplier
    builder.record.deletedAt = deletedAt
    for column in phones { builder.addPhone(builder.text(text(column))) }
    for address in addresses {
      var built = AddressRow()
      built.street1 = builder.text(text(address.street1))
      built.street2 = builder.text(text(address.street2))
      built.city = builder.text(text(address.city))
      built.subdivision = builder.text(text(address.subdivision))
      built.postcode = builder.text(text(address.postcode))
      built.country = builder.text(text(address.country))
      builder.addAddress(built)
    }
    return nil
  }

  /// nil where the text is neither null nor a truth value (as PostgreSQL writes them too: `t`, `f`).
  static func flag(_ text: String?) -> Flag? {
    guard let text else { return .unknown }
    return switch text.filter({ $0 != " " }).lowercased() {
    case "true", "yes", "1", "t", "y": .yes
    case "false", "no", "0", "f", "n": .no
    default: nil
    }
  }
}
